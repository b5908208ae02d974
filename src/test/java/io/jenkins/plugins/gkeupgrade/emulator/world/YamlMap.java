package io.jenkins.plugins.gkeupgrade.emulator.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mapping of a world file, read strictly: every complaint says where, what, and what would be right. */
final class YamlMap {
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)");

    private final String place;
    private final Map<String, Object> values;

    /** @param place file and path so far, for example {@code shop.yaml: clusters[0]} */
    private YamlMap(String place, Map<String, Object> values) {
        this.place = place;
        this.values = values;
    }

    static YamlMap of(String file, Object root) {
        return new YamlMap(file + ":", asMap(file + ":", root == null ? Map.of() : root));
    }

    private static Map<String, Object> asMap(String place, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new WorldException(place + " '" + value + "' should be a mapping of names to values.");
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> copy.put(String.valueOf(key), item));
        return copy;
    }

    /** Complains of every name that is not one of these. */
    YamlMap allowing(String... names) {
        Set<String> allowed = new TreeSet<>(List.of(names));
        values.keySet().stream()
                .filter(key -> !allowed.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new WorldException(
                            at(key) + " is not known here: expected one of " + String.join(", ", allowed) + ".");
                });
        return this;
    }

    private String at(String key) {
        return place.endsWith(":") ? place + " " + key : place + "." + key;
    }

    boolean has(String key) {
        return values.get(key) != null;
    }

    /** Names and texts, in their order. */
    Map<String, String> texts(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (has(key)) {
            asMap(at(key), values.get(key))
                    .forEach((name, value) -> texts.put(name, scalar(at(key) + "." + name, value)));
        }
        return texts;
    }

    private static String scalar(String place, Object value) {
        if (value == null || value instanceof Map || value instanceof List) {
            throw new WorldException(place + " should be a single value.");
        }
        return value.toString();
    }

    String text(String key) {
        if (!has(key)) {
            throw new WorldException(at(key) + " is missing.");
        }
        return scalar(at(key), values.get(key));
    }

    String text(String key, String byDefault) {
        return has(key) ? text(key) : byDefault;
    }

    /** Reads the text as something else; a complaint of the reading is told with the place. */
    <T> T read(String key, Function<String, T> reading) {
        String text = text(key);
        try {
            return reading.apply(text);
        } catch (IllegalArgumentException e) {
            throw new WorldException(at(key) + ": " + e.getMessage(), e);
        }
    }

    <T> T read(String key, Function<String, T> reading, T byDefault) {
        return has(key) ? read(key, reading) : byDefault;
    }

    <E extends Enum<E>> E choice(String key, Class<E> of) {
        return read(key, text -> {
            for (E constant : of.getEnumConstants()) {
                if (constant.name().equals(text)) {
                    return constant;
                }
            }
            throw new IllegalArgumentException(
                    "'" + text + "' is not allowed: expected one of " + List.of(of.getEnumConstants()) + ".");
        });
    }

    int number(String key, int min, int max, int byDefault) {
        return read(
                key,
                text -> {
                    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
                        throw new IllegalArgumentException("'" + text
                                + "' is not allowed: expected a whole number from " + min + " to " + max + ".");
                    }
                    return Integer.parseInt(text);
                },
                byDefault);
    }

    double factor(String key, double byDefault) {
        return read(
                key,
                text -> {
                    if (!text.matches("\\d{1,9}(\\.\\d+)?") || Double.parseDouble(text) <= 0) {
                        throw new IllegalArgumentException("'" + text + "' is not allowed: expected a number above 0.");
                    }
                    return Double.valueOf(text);
                },
                byDefault);
    }

    boolean flag(String key) {
        return read(
                key,
                text -> {
                    if (!text.equals("true") && !text.equals("false")) {
                        throw new IllegalArgumentException("'" + text + "' is not allowed: expected true or false.");
                    }
                    return Boolean.valueOf(text);
                },
                false);
    }

    Duration duration(String key, Duration byDefault) {
        return read(key, YamlMap::duration, byDefault);
    }

    /** @throws IllegalArgumentException unless it is a number and a unit */
    static Duration duration(String text) {
        Matcher m = DURATION.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a duration: expected such as 500ms, 90s, 5m or 1h.");
        }
        long unit =
                switch (m.group(2)) {
                    case "ms" -> 1;
                    case "s" -> 1000;
                    case "m" -> 60_000;
                    default -> 3_600_000;
                };
        return Duration.ofMillis(Math.round(Double.parseDouble(m.group(1)) * unit));
    }

    /** The mapping below that name; an empty one when there is none. */
    YamlMap map(String key) {
        return new YamlMap(at(key), has(key) ? asMap(at(key), values.get(key)) : Map.of());
    }

    /** The mappings in the list below that name. */
    List<YamlMap> maps(String key) {
        List<Object> items = items(key);
        List<YamlMap> maps = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String where = at(key) + "[" + i + "]";
            maps.add(new YamlMap(where, asMap(where, items.get(i))));
        }
        return maps;
    }

    /** The values in the list below that name, each read. */
    <T> List<T> list(String key, Function<String, T> reading) {
        List<Object> items = items(key);
        List<T> read = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String where = at(key) + "[" + i + "]";
            try {
                read.add(reading.apply(scalar(where, items.get(i))));
            } catch (IllegalArgumentException e) {
                throw new WorldException(where + ": " + e.getMessage(), e);
            }
        }
        return read;
    }

    private List<Object> items(String key) {
        if (!has(key)) {
            return List.of();
        }
        if (!(values.get(key) instanceof List<?> list)) {
            throw new WorldException(at(key) + " should be a list.");
        }
        return new ArrayList<>(list);
    }

    /** A complaint about the value of that name. */
    WorldException complaint(String key, String what) {
        return new WorldException(at(key) + ": " + what);
    }
}
