package io.jenkins.plugins.gkeupgrade.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Has the competitors take turns, and prints how they did. */
final class OptInFigures {
    private static final int LOOPED = 40;
    private static final int PARALLEL = 120;

    /** What came out of one round. */
    private record Round(OptInRace.Step step, OptInRace.Bare bare) {}

    private final OptInRace race;
    private final Options options;

    OptInFigures(OptInRace race, Options options) {
        this.race = race;
        this.options = options;
    }

    void print(Scoreboard board) throws IOException, InterruptedException {
        board.title("Opting in " + options.deployments() + " Deployments (0 replicas), medians of " + options.rounds()
                + " rounds after one to warm up");
        race.prepare();
        round(board, "warm-up", true);
        race.reset();
        double looped = race.kubectl(options.sample(LOOPED));
        race.settle();
        double parallel = race.xargs(options.sample(PARALLEL));
        List<Round> rounds = new ArrayList<>();
        for (int number = 1; number <= options.rounds(); number++) {
            rounds.add(round(board, "round " + number, number % 2 == 0));
        }
        rates(board, rounds, looped, parallel);
        requests(board, rounds);
        again(board);
    }

    private Round round(Scoreboard board, String name, boolean bareFirst) throws IOException, InterruptedException {
        OptInRace.Bare bare = bareFirst ? rested(race::bareClient) : null;
        OptInRace.Step step = rested(race::step);
        Round round = new Round(step, bareFirst ? bare : rested(race::bareClient));
        board.say(String.format(
                Locale.ROOT,
                "%-8s step %.0f/s and %.1f s of CPU time, bare client %.0f/s and %.1f s",
                name,
                step.times().rateOfTheRest(),
                step.cpu(),
                round.bare().patches(),
                round.bare().cpu()));
        return round;
    }

    /** One turn of a competitor. */
    private interface Turn<T> {
        T take() throws IOException, InterruptedException;
    }

    /** Everybody begins with nothing opted in and a control plane that has nothing to do. */
    private <T> T rested(Turn<T> turn) throws IOException, InterruptedException {
        race.reset();
        return turn.take();
    }

    private void rates(Scoreboard board, List<Round> rounds, double looped, double parallel) {
        double whole = median(rounds, r -> options.deployments() / r.step().seconds());
        double step = median(rounds, r -> r.step().times().rateOfTheRest());
        double bare = median(rounds, r -> r.bare().patches());
        String unit = "Deployments/s";
        board.figure("step: changes, from the first of the wave to the last answer", step, unit);
        board.figure("step: changes without the looks in between", within(rounds), unit);
        board.figure("bare HTTP/2 client: the same patches, as many in flight", bare, unit);
        board.figure("kubectl patch in a loop (sample of " + options.sample(LOOPED) + ")", looped, unit);
        board.figure("xargs -P8 kubectl patch (sample of " + options.sample(PARALLEL) + ")", parallel, unit);
        board.atLeast("changes: step / bare client", step / bare, 0.8, "times");
        board.atLeast("changes: step / kubectl in a loop", step / looped, 15, "times");
        board.atLeast("changes: step / xargs -P8 kubectl", step / parallel, 5, "times");
        board.figure("step: from its start until all rollouts are complete", whole, unit);
        board.figure(
                "bare HTTP/2 client: until all rollouts are complete",
                median(rounds, r -> r.bare().rollouts()),
                unit);
    }

    private static double within(List<Round> rounds) {
        return median(rounds, r -> r.step().times().rateWithinBatches());
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return Scoreboard.median(rounds.stream().mapToDouble(figure).toArray());
    }

    /** Of the round with the most. */
    private void requests(Scoreboard board, List<Round> rounds) {
        OptInRace.Step step = rounds.stream()
                .map(Round::step)
                .max(Comparator.comparing(s -> total(s.sent())))
                .orElseThrow();
        long sent = total(step.sent());
        board.say("requests that the step's client counted: " + step.sent());
        board.say("requests that the API server counted meanwhile, its controllers' included: "
                + step.served().counts());
        board.figure(
                "patches of Deployments that the API server counted",
                step.served().of("PATCH", "deployments"),
                "requests");
        board.atMost("all requests / Deployments", (double) sent / options.deployments(), 1.1, "requests");
    }

    private static long total(Map<String, Long> requests) {
        return requests.values().stream().mapToLong(Long::longValue).sum();
    }

    private void again(Scoreboard board) throws IOException, InterruptedException {
        race.reset();
        race.step();
        race.settle();
        OptInRace.Step second = race.step();
        board.title("The same step once more, with nothing to do");
        board.say("requests that the step's client counted: " + second.sent());
        board.say("requests that the API server counted meanwhile: "
                + second.served().counts());
        long others = second.sent().entrySet().stream()
                .filter(e -> !e.getKey().startsWith("list "))
                .mapToLong(Map.Entry::getValue)
                .sum();
        board.figure("took", second.seconds(), "s");
        board.atMost("requests other than lists, discovery and watches included", others, 0, "requests");
        board.atMost(
                "patches of Deployments that the API server counted",
                second.served().of("PATCH", "deployments"),
                0,
                "requests");
    }
}
