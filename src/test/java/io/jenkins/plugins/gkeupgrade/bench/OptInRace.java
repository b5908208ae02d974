package io.jenkins.plugins.gkeupgrade.bench;

import com.sun.management.OperatingSystemMXBean;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInRequest;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesConnection;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesLimits;
import io.jenkins.plugins.gkeupgrade.realkube.BareClient;
import io.jenkins.plugins.gkeupgrade.steps.BackgroundTickScheduler;
import io.jenkins.plugins.gkeupgrade.steps.StepRun;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Opting many Deployments in: the step, a bare HTTP/2 client, kubectl in a loop, and kubectl eight at a time. */
final class OptInRace {
    private static final int IN_FLIGHT = 64;
    private static final KubernetesLimits UNLIMITED =
            new KubernetesLimits(IN_FLIGHT, 100_000, Duration.ofSeconds(60), Duration.ofSeconds(60));
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final String JSON_PATCH = "application/json-patch+json";

    private final BenchCluster cluster;
    private final BareClient client;
    private final Commands commands;
    private final BenchDeployments deployments;
    private final BackgroundTickScheduler scheduler = new BackgroundTickScheduler();
    private final int count;

    OptInRace(BenchCluster cluster, BareClient client, Commands commands, int count) {
        this.cluster = cluster;
        this.client = client;
        this.commands = commands;
        this.count = count;
        this.deployments = new BenchDeployments(client, "race");
    }

    /**
     * One run of the step.
     *
     * @param seconds from its start to its result
     * @param times when it changed things
     * @param sent requests as our own client counted them, discovery included
     * @param served requests as the API server counted them, those of its controllers included
     * @param cpu seconds of CPU time that this process took meanwhile
     */
    record Step(double seconds, PatchTimes times, Map<String, Long> sent, RequestMetrics served, double cpu) {}

    void prepare() throws IOException, InterruptedException {
        KubernetesClient admin = cluster.kubernetes().admin();
        admin.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("race")
                        .endMetadata()
                        .build())
                .create();
        for (int i = 0; i < count; i++) {
            admin.apps()
                    .deployments()
                    .inNamespace("race")
                    .resource(Manifests.deployment("bench-" + i, 0, Map.of()))
                    .create();
        }
        deployments.settle();
    }

    Step step() throws IOException, InterruptedException {
        RequestMetrics before = RequestMetrics.read(client);
        try (KubernetesConnection connection = cluster.connect(UNLIMITED)) {
            PatchTimes times = new PatchTimes();
            Selection selection = Selection.of(deployments.namespace(), "", List.of(), List.of("Deployment"));
            double cpu = cpuSeconds();
            long start = System.nanoTime();
            StepRun run = StepRun.start(
                    OptInRequest.of(BenchCluster.NEW.toString(), "", selection, 5000, false, "stop", 60),
                    cluster.connector(connection, times),
                    scheduler);
            run.result(PATIENCE);
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Step(
                    seconds,
                    times,
                    connection.requests().sent(),
                    RequestMetrics.read(client).since(before),
                    cpuSeconds() - cpu);
        }
    }

    /**
     * @param patches Deployments in a second, until the last patch was answered
     * @param cpu seconds of CPU time that this process took until then
     * @param rollouts Deployments in a second, until the last rollout was complete
     */
    record Bare(double patches, double cpu, double rollouts) {}

    private static double cpuSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    Bare bareClient() throws IOException, InterruptedException {
        List<BareClient.Write> writes = deployments.optInPatches();
        double cpu = cpuSeconds();
        long start = System.nanoTime();
        Duration patches = client.patch(writes, JSON_PATCH, IN_FLIGHT);
        double used = cpuSeconds() - cpu;
        deployments.awaitRollouts();
        double rollouts = (System.nanoTime() - start) / 1e9;
        return new Bare(writes.size() / seconds(patches), used, writes.size() / rollouts);
    }

    /**
     * @param sample how many of the Deployments are patched, the first ones
     * @return Deployments in a second
     */
    double kubectl(int sample) throws IOException, InterruptedException {
        return sample
                / script(
                        deployments.optInPatches().subList(0, sample),
                        "for f in \"$1\"/*; do \"$kubectl\" -n race patch deployment \"${f##*/}\" --type=json"
                                + " --patch \"$(<\"$f\")\" >/dev/null; done");
    }

    /**
     * @param sample how many of the Deployments are patched, the last ones
     * @return Deployments in a second
     */
    double xargs(int sample) throws IOException, InterruptedException {
        List<BareClient.Write> all = deployments.optInPatches();
        return sample
                / script(
                        all.subList(all.size() - sample, all.size()),
                        "export kubectl; ls \"$1\" | xargs -P8 -I{} sh -c '\"$kubectl\" -n race patch deployment {}"
                                + " --type=json --patch \"$(cat \"$1/{}\")\" >/dev/null' sh \"$1\"");
    }

    private double script(List<BareClient.Write> sample, String script) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("bench-patches");
        try {
            for (BareClient.Write write : sample) {
                Files.writeString(folder.resolve(Path.of(write.path()).getFileName()), write.body());
            }
            return seconds(commands.script(script, folder.toString()));
        } finally {
            commands.run(List.of("rm", "-r", folder.toString()));
        }
    }

    void reset() throws IOException, InterruptedException {
        deployments.reset(IN_FLIGHT);
    }

    void settle() throws IOException, InterruptedException {
        deployments.settle();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
