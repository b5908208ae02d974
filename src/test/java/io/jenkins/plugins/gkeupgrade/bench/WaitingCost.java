package io.jenkins.plugins.gkeupgrade.bench;

import io.jenkins.plugins.gkeupgrade.emulator.KubernetesEmulator;
import io.jenkins.plugins.gkeupgrade.emulator.VirtualTime;
import io.jenkins.plugins.gkeupgrade.engine.verify.VerifyRequest;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesAccess;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesConnection;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesConnector;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesLimits;
import io.jenkins.plugins.gkeupgrade.simulation.Twin;
import io.jenkins.plugins.gkeupgrade.simulation.gke.SimulatedControlPlane;
import io.jenkins.plugins.gkeupgrade.steps.BackgroundTickScheduler;
import io.jenkins.plugins.gkeupgrade.steps.StepRun;
import io.jenkins.plugins.gkeupgrade.steps.TickScheduler;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** What it costs that many verifications wait side by side on an emulated cluster, in compressed time. */
final class WaitingCost {
    private static final int STEPS = 50;
    private static final double SPEED = 30;
    private static final Duration WAIT = Duration.ofMinutes(10);
    private static final List<String> OURS = List.of("GKE upgrade steps", "kubernetes https://");

    /** @param threads of ours, by name; a client of java.net.http has one of the JDK besides */
    private record Cost(List<String> threads, double megabytes, Map<String, Long> requests) {
        private static Cost now(KubernetesConnection connection) {
            List<String> names = Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .filter(name -> OURS.stream().anyMatch(name::startsWith) || name.endsWith("SelectorManager"))
                    .sorted()
                    .toList();
            System.gc();
            long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            return new Cost(names, used / 1e6, connection.requests().sent());
        }

        /** Watches are opened again now and then, because API servers end them; for all steps together. */
        private long requests(boolean watches) {
            return requests.entrySet().stream()
                    .filter(e -> e.getKey().startsWith("watch ") == watches)
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }
    }

    /** A scheduler with the threads that Jenkins would have, for delays that are real time's. */
    private static final class FastTicks extends TickScheduler {
        private final BackgroundTickScheduler threads = new BackgroundTickScheduler();
        private final VirtualTime time;

        private FastTicks(VirtualTime time) {
            this.time = time;
        }

        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public Future<?> schedule(Runnable work, Duration delay) {
            return threads.schedule(work, time.real(delay));
        }
    }

    void print(Scoreboard board) throws IOException, InterruptedException {
        board.title(STEPS + " verifications that wait side by side, " + WAIT.toMinutes()
                + " virtual minutes on an emulated cluster");
        Twin twin = slowShop();
        try (VirtualTime time = new VirtualTime(twin.timeline, SPEED);
                KubernetesEmulator server = new KubernetesEmulator(twin.kubernetes, time, "token");
                KubernetesConnection connection = new KubernetesConnector(KubernetesLimits.DEFAULT)
                        .connect(new KubernetesAccess(server.url(), server.caPem(), () -> "token"))) {
            TickScheduler ticks = new FastTicks(time);
            SharedConnector connector = new SharedConnector(
                    new SimulatedControlPlane(twin.gke.api("bench"), Twin.REF), connection, new PatchTimes());
            List<StepRun> runs = IntStream.range(0, STEPS)
                    .mapToObj(i -> StepRun.start(verify("slow-" + i), connector, ticks))
                    .toList();
            Thread.sleep(time.real(Duration.ofMinutes(1)).toMillis());
            Cost begin = Cost.now(connection);
            Thread.sleep(time.real(WAIT).toMillis());
            Cost end = Cost.now(connection);
            report(board, begin, end, runs);
            runs.forEach(StepRun::abort);
        }
    }

    private static void report(Scoreboard board, Cost begin, Cost end, List<StepRun> runs) {
        board.say("threads: " + end.threads());
        board.say("one of them says: " + last(runs.get(0).console()));
        board.atMost("threads of ours", end.threads().size(), 8, "threads");
        board.atMost(
                "more threads than after the first minute",
                end.threads().size() - begin.threads().size(),
                0,
                "threads");
        board.figure("heap in use, of the emulated cluster too", end.megabytes(), "MB");
        board.atMost("more heap than after the first minute", end.megabytes() - begin.megabytes(), 5, "MB");
        board.atMost(
                "more requests than after the first minute",
                end.requests(false) - begin.requests(false),
                0,
                "requests");
        board.figure("watches that were opened again", end.requests(true) - begin.requests(true), "requests");
    }

    private static String last(List<String> lines) {
        return lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1);
    }

    private static VerifyRequest verify(String name) {
        return VerifyRequest.of(
                Twin.NEW.toString(), "", Selection.of("shop", "", List.of(name), List.of("Deployment")), 60);
    }

    /** Deployments that have opted in and whose pods take hours to get ready. */
    private static Twin slowShop() {
        List<String> manifests = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            manifests.add("""
                    ---
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: slow-%1$d, namespace: shop}
                    spec:
                      replicas: 2
                      progressDeadlineSeconds: 36000
                      selector: {matchLabels: {app: slow-%1$d}}
                      template:
                        metadata: {labels: {app: slow-%1$d}}
                        spec:
                          tolerations: [{key: kubernetes_version, operator: Equal, value: %2$s, effect: NoSchedule}]
                          affinity:
                            nodeAffinity:
                              requiredDuringSchedulingIgnoredDuringExecution:
                                nodeSelectorTerms:
                                - matchExpressions: [{key: kubernetes_version, operator: In, values: [%2$s]}]
                          containers:
                          - name: main
                            image: registry.example/shop:1
                            resources: {requests: {cpu: 100m, memory: 64Mi}}
                            readinessProbe: {initialDelaySeconds: 10000, httpGet: {path: /, port: 80}}
                    """.formatted(i, Twin.NEW));
        }
        return Twin.withGreenPool().apply(String.join("", manifests)).settle();
    }
}
