package io.jenkins.plugins.gkeupgrade.bench;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.verify.VerifyRequest;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesConnection;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesLimits;
import io.jenkins.plugins.gkeupgrade.realkube.BareClient;
import io.jenkins.plugins.gkeupgrade.realkube.FakeKubelet;
import io.jenkins.plugins.gkeupgrade.realkube.PodBehaviour;
import io.jenkins.plugins.gkeupgrade.steps.BackgroundTickScheduler;
import io.jenkins.plugins.gkeupgrade.steps.StepRun;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * How long after the last pod is Ready a waiting verification says so: the step, and kubectl rollout status. All but one
 * Deployment roll out at once; the one with the greatest name keeps everybody waiting.
 */
final class VerifyRace {
    private static final String NAMESPACE = "verify";
    private static final Duration SLOWEST = Duration.ofSeconds(45);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int IN_FLIGHT = 32;
    private static final String ONE_BY_ONE =
            "for d in \"$@\"; do \"$kubectl\" -n verify rollout status deployment \"$d\" >/dev/null; done";
    private static final String EIGHT_BY_EIGHT =
            "printf '%s\\n' \"$@\" | xargs -P8 -I{} \"$kubectl\" -n verify rollout status deployment {} >/dev/null";

    private final BenchCluster cluster;
    private final Commands commands;
    private final BenchDeployments deployments;
    private final Options options;
    private final List<Double> steps = new ArrayList<>();
    private final List<Long> requestsWhileWaiting = new ArrayList<>();

    VerifyRace(BenchCluster cluster, BareClient client, Commands commands, Options options) {
        this.cluster = cluster;
        this.commands = commands;
        this.options = options;
        this.deployments = new BenchDeployments(client, NAMESPACE);
    }

    @SuppressWarnings("try") // the kubelet only has to be there
    void print(Scoreboard board) throws IOException, InterruptedException {
        int count = options.verified();
        board.title(
                "Verifying " + count + " Deployments, medians of " + options.rounds() + " rounds after one to warm up");
        KubernetesClient admin = cluster.kubernetes().admin();
        double oneByOne;
        double eightByEight;
        try (FakeKubelet kubelet = FakeKubelet.start(cluster.kubernetes());
                ReadyClock clock = new ReadyClock(admin, NAMESPACE)) {
            prepare(admin, count);
            for (int round = 0; round <= options.rounds(); round++) {
                double step = step(clock, "s" + round);
                if (round > 0) {
                    steps.add(step);
                }
            }
            requestsWhileWaiting.remove(0);
            oneByOne = kubectl(clock, "k1", ONE_BY_ONE);
            eightByEight = kubectl(clock, "k2", EIGHT_BY_EIGHT);
        }
        board.atMost("step: last pod Ready to result", median(steps), 0.3, "s");
        board.figure("kubectl rollout status, one by one, the slowest last, once", oneByOne, "s");
        board.figure("xargs -P8 kubectl rollout status, once", eightByEight, "s");
        board.atMost(
                "requests of the step between " + SLOWEST.toSeconds() / 2 + " s of waiting and the end",
                requestsWhileWaiting.stream().mapToLong(Long::longValue).max().orElseThrow(),
                0,
                "requests");
    }

    private static double median(List<Double> values) {
        return Scoreboard.median(
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private void prepare(KubernetesClient admin, int count) throws IOException, InterruptedException {
        admin.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        for (String name : names(count)) {
            Deployment deployment = Manifests.deployment(name, 1, Map.of());
            admin.apps()
                    .deployments()
                    .inNamespace(NAMESPACE)
                    .resource(deployment)
                    .create();
        }
        deployments.settle();
        deployments.optIn(IN_FLIGHT);
        deployments.settle();
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj("verify-%03d"::formatted).toList();
    }

    /** Everything gets new pods; those of the last Deployment take their time. */
    private void roll(String round) throws IOException, InterruptedException {
        deployments.settle();
        String slowest = names(options.verified()).get(options.verified() - 1);
        Predicate<Manifest> slow = deployment -> deployment.name().equals(slowest);
        deployments.merge(annotations(round, SLOWEST), slow, IN_FLIGHT);
        deployments.merge(annotations(round, Duration.ofMillis(20)), slow.negate(), IN_FLIGHT);
    }

    private static String annotations(String round, Duration ready) {
        return "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"" + ReadyClock.ROUND + "\":\"" + round
                + "\",\"" + PodBehaviour.READY + "\":\"" + ready.toMillis() + "\"}}}}}";
    }

    /** @return seconds from the last pod's being Ready to the step's result */
    private double step(ReadyClock clock, String round) throws IOException, InterruptedException {
        clock.begin(round);
        roll(round);
        try (KubernetesConnection connection = cluster.connect(KubernetesLimits.DEFAULT)) {
            Selection selection = Selection.of(NAMESPACE, "", List.of(), List.of("Deployment"));
            StepRun run = StepRun.start(
                    VerifyRequest.of(BenchCluster.NEW.toString(), "", selection, 30),
                    cluster.connector(connection, new PatchTimes()),
                    new BackgroundTickScheduler());
            Thread.sleep(SLOWEST.toMillis() / 2);
            long before = connection.requests().total();
            run.result(PATIENCE);
            long end = System.nanoTime();
            requestsWhileWaiting.add(connection.requests().total() - before);
            return (end - clock.last(options.verified())) / 1e9;
        }
    }

    private double kubectl(ReadyClock clock, String round, String script) throws IOException, InterruptedException {
        clock.begin(round);
        roll(round);
        commands.script(script, names(options.verified()).toArray(String[]::new));
        long end = System.nanoTime();
        return (end - clock.last(options.verified())) / 1e9;
    }
}
