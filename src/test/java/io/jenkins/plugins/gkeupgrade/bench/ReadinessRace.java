package io.jenkins.plugins.gkeupgrade.bench;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.policy.v1beta1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1beta1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessPolicy;
import io.jenkins.plugins.gkeupgrade.engine.readiness.stage.ReadinessRequest;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesConnection;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesLimits;
import io.jenkins.plugins.gkeupgrade.realkube.BareClient;
import io.jenkins.plugins.gkeupgrade.steps.BackgroundTickScheduler;
import io.jenkins.plugins.gkeupgrade.steps.StepRun;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How long a look at many workloads takes: the step, which lists and checks them, and kubectl, which lists the same kinds of
 * objects and prints them. Each Deployment has a Service and a PodDisruptionBudget, and no pods.
 */
final class ReadinessRace {
    private static final String NAMESPACE = "readiness";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String OF_THE_NAMESPACE =
            "deployments.apps,statefulsets.apps,daemonsets.apps,replicasets.apps,"
                    + "jobs.batch,cronjobs.batch,replicationcontrollers,pods,services,poddisruptionbudgets.policy,"
                    + "horizontalpodautoscalers.autoscaling,persistentvolumeclaims";
    private static final String OF_THE_CLUSTER = "nodes,persistentvolumes,storageclasses.storage.k8s.io,"
            + "validatingwebhookconfigurations.admissionregistration.k8s.io,"
            + "mutatingwebhookconfigurations.admissionregistration.k8s.io";
    private static final String AT_ONCE =
            "for kinds in \"$@\"; do \"$kubectl\" -n " + NAMESPACE + " get -o json \"$kinds\" >/dev/null; done";
    private static final String EIGHT_BY_EIGHT = "printf '%s\\n' \"$@\" | tr , '\\n' | xargs -P8 -I{} \"$kubectl\" -n "
            + NAMESPACE + " get -o json {} >/dev/null";

    private final BenchCluster cluster;
    private final BenchDeployments deployments;
    private final Commands commands;
    private final Options options;
    private final BackgroundTickScheduler scheduler = new BackgroundTickScheduler();

    ReadinessRace(BenchCluster cluster, BareClient client, Commands commands, Options options) {
        this.cluster = cluster;
        this.deployments = new BenchDeployments(client, NAMESPACE);
        this.commands = commands;
        this.options = options;
    }

    void print(Scoreboard board) throws IOException, InterruptedException {
        int count = options.deployments();
        board.title("Readiness of " + count + " Deployments, medians of " + options.rounds()
                + " rounds after one to warm up");
        prepare(cluster.kubernetes().admin(), count);
        List<Double> steps = new ArrayList<>();
        List<Double> kubectls = new ArrayList<>();
        List<Double> parallel = new ArrayList<>();
        for (int round = 0; round <= options.rounds(); round++) {
            steps.add(step(count));
            kubectls.add(seconds(commands.script(AT_ONCE, OF_THE_NAMESPACE, OF_THE_CLUSTER)));
            parallel.add(seconds(commands.script(EIGHT_BY_EIGHT, OF_THE_NAMESPACE, OF_THE_CLUSTER)));
        }
        double step = median(steps);
        board.figure("step: all lists, all checks, the report", step, "s");
        board.figure("kubectl get -o json of the same kinds", median(kubectls), "s");
        board.figure("the same, kind by kind with xargs -P8", median(parallel), "s");
        board.atMost("step / kubectl get -o json", step / median(kubectls), 1, "");
        board.atMost("step / kubectl get -o json with xargs -P8", step / median(parallel), 1, "");
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    /** Without the round that warms up. */
    private static double median(List<Double> rounds) {
        return Scoreboard.median(rounds.subList(1, rounds.size()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    /** @return seconds from the start of the step to its result, discovery and TLS handshake included */
    private double step(int count) throws IOException, InterruptedException {
        ReadinessRequest request = ReadinessRequest.of(
                BenchCluster.NEW.toString(),
                "",
                Selection.of(NAMESPACE, "", List.of(), List.of()),
                ReadinessPolicy.of(List.of(), "ignore"),
                "never",
                10);
        try (KubernetesConnection connection = cluster.connect(KubernetesLimits.DEFAULT)) {
            long start = System.nanoTime();
            Map<?, ?> result = StepRun.start(request, cluster.connector(connection, new PatchTimes()), scheduler)
                    .result(PATIENCE);
            double seconds = (System.nanoTime() - start) / 1e9;
            if (!result.get("total").equals((long) count)) {
                throw new IllegalStateException("The step has looked at " + result.get("total") + " workloads.");
            }
            return seconds;
        }
    }

    private void prepare(KubernetesClient admin, int count) throws IOException, InterruptedException {
        admin.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        for (int i = 0; i < count; i++) {
            String name = "bench-" + i;
            admin.apps()
                    .deployments()
                    .inNamespace(NAMESPACE)
                    .resource(Manifests.deployment(name, 0, Map.of()))
                    .create();
            admin.services().inNamespace(NAMESPACE).resource(service(name)).create();
            admin.policy()
                    .v1beta1()
                    .podDisruptionBudget()
                    .inNamespace(NAMESPACE)
                    .resource(budget(name))
                    .create();
        }
        deployments.settle();
    }

    private static Service service(String name) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .addToSelector("app", name)
                .addNewPort()
                .withPort(80)
                .endPort()
                .withClusterIP("None")
                .endSpec()
                .build();
    }

    /** In the version of the API that Kubernetes 1.20 has. */
    private static PodDisruptionBudget budget(String name) {
        return new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withMaxUnavailable(new IntOrString(1))
                .withNewSelector()
                .addToMatchLabels("app", name)
                .endSelector()
                .endSpec()
                .build();
    }
}
