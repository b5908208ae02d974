package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.controllers;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A schedule of five fields as cron has them, in UTC; names of months and days are not understood. */
final class CronSchedule {
    private static final Map<String, String> MACROS = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");
    private static final int MINUTES_OF_FOUR_YEARS = 4 * 366 * 24 * 60;

    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean anyDay;
    private final boolean anyWeekday;

    private CronSchedule(List<String> fields) {
        minutes = bits(fields.get(0), 0, 59);
        hours = bits(fields.get(1), 0, 23);
        days = bits(fields.get(2), 1, 31);
        months = bits(fields.get(3), 1, 12);
        weekdays = bits(fields.get(4), 0, 7);
        if (weekdays.get(7)) {
            weekdays.set(0);
        }
        anyDay = fields.get(2).startsWith("*");
        anyWeekday = fields.get(4).startsWith("*");
    }

    /** Empty when the text is not a schedule that is understood here. */
    static Optional<CronSchedule> parse(String text) {
        List<String> fields =
                List.of(MACROS.getOrDefault(text.trim(), text.trim()).split("\\s+"));
        try {
            return fields.size() == 5 ? Optional.of(new CronSchedule(fields)) : Optional.empty();
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static BitSet bits(String field, int first, int last) {
        BitSet bits = new BitSet();
        for (String part : field.split(",")) {
            String[] rangeAndStep = part.split("/");
            int step = rangeAndStep.length > 1 ? Integer.parseInt(rangeAndStep[1]) : 1;
            String range = rangeAndStep[0];
            int from = first;
            int to = last;
            if (!range.equals("*") && !range.equals("?")) {
                String[] ends = range.split("-");
                from = Integer.parseInt(ends[0]);
                to = ends.length > 1 ? Integer.parseInt(ends[1]) : rangeAndStep.length > 1 ? last : from;
            }
            for (int value = from; value <= to; value += Math.max(1, step)) {
                bits.set(value);
            }
        }
        return bits;
    }

    /** The first time after the given one; empty when there is none for years. */
    Optional<Instant> next(Instant after) {
        ZonedDateTime time =
                after.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        for (int i = 0; i < MINUTES_OF_FOUR_YEARS; i++) {
            if (!months.get(time.getMonthValue()) || !isDay(time)) {
                time = time.truncatedTo(ChronoUnit.DAYS).plusDays(1);
            } else if (!hours.get(time.getHour())) {
                time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            } else if (!minutes.get(time.getMinute())) {
                time = time.plusMinutes(1);
            } else {
                return Optional.of(time.toInstant());
            }
        }
        return Optional.empty();
    }

    /** When both kinds of days are given, either will do. */
    private boolean isDay(ZonedDateTime time) {
        boolean day = days.get(time.getDayOfMonth());
        boolean weekday = weekdays.get(time.getDayOfWeek().getValue() % 7);
        return anyDay || anyWeekday ? day && weekday : day || weekday;
    }
}
