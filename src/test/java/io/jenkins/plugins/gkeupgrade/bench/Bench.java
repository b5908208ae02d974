package io.jenkins.plugins.gkeupgrade.bench;

import io.jenkins.plugins.gkeupgrade.realkube.BareClient;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Measures the plugin against other clients of the same API server; run by {@code standalone/bench}. */
public final class Bench {
    private Bench() {}

    public static void main(String[] args) throws Exception {
        Options options = Options.given();
        Scoreboard board = new Scoreboard(System.out);
        System.out.println("Java " + Runtime.version() + "; " + load());
        if (options.simulated() > 0) {
            simulated(board, options.simulated());
        }
        if (options.includes("waiting")) {
            new WaitingCost().print(board);
        }
        try (BenchCluster cluster = BenchCluster.start(options.folder())) {
            BareClient client = BareClient.of(cluster.kubernetes().kubeconfig());
            Commands commands =
                    new Commands(options.kubectl(), cluster.kubernetes().kubeconfig());
            if (options.includes("verify")) {
                new VerifyRace(cluster, client, commands, options).print(board);
            }
            if (options.includes("opt-in")) {
                new OptInFigures(new OptInRace(cluster, client, commands, options.deployments()), options).print(board);
            }
            if (options.includes("readiness")) {
                new ReadinessRace(cluster, client, commands, options).print(board);
            }
        }
        System.out.println();
        System.out.println("At the end: " + load());
        System.exit(board.close() ? 0 : 1);
    }

    private static String load() {
        return String.format(
                Locale.ROOT,
                "%.1f processes ran or wanted to in the last minute",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static void simulated(Scoreboard board, int deployments) {
        board.title("Opting in and rolling back " + deployments
                + " Deployments (3 replicas, waves of 100) in the simulation");
        SimulatedMove.Taken taken = new SimulatedMove(deployments).run();
        board.figure("virtual time", taken.virtual().toSeconds() / 60.0, "min");
        board.atMost("CPU time of the whole process", taken.cpu().toMillis() / 1e3, 10, "s");
    }
}
