package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.emulator.KubernetesEmulator;
import io.jenkins.plugins.gkeupgrade.emulator.SimulationAccess;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.PatchOperation;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadPatch;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.port.WatchedView;
import io.jenkins.plugins.gkeupgrade.simulation.Timeline;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.KubernetesSettings;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.SimulatedKubernetes;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Caller;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A simulated cluster behind the emulator, and a connection of the adapter to it. Time stands still. */
final class EmulatedCluster implements AutoCloseable, AfterEachCallback {
    static final String TOKEN = "ya29.secret-token-of-the-test";
    static final KubernetesLimits FAST =
            new KubernetesLimits(8, Double.POSITIVE_INFINITY, Duration.ofSeconds(10), Duration.ofSeconds(30));

    private static final Caller TEAM = new Caller("team", "kubectl");

    final SimulatedKubernetes kubernetes;
    final KubernetesEmulator emulator;
    final KubernetesConnection connection;

    private final SimulationAccess access = new SimulationAccess() {
        @Override
        public synchronized <T> T call(Callable<T> action) throws Exception {
            return action.call();
        }
    };

    EmulatedCluster() throws IOException {
        this("1.33.5-gke.1162000", FAST);
    }

    EmulatedCluster(String version, KubernetesLimits limits) throws IOException {
        kubernetes = new SimulatedKubernetes(
                new Timeline(Instant.parse("2026-03-01T08:00:00Z")), KubernetesSettings.of(GkeVersion.parse(version)));
        emulator = new KubernetesEmulator(kubernetes, access, TOKEN);
        connection = new KubernetesConnector(limits).connect(credentials());
    }

    KubernetesAccess credentials() {
        return new KubernetesAccess(emulator.url(), emulator.caPem(), () -> TOKEN);
    }

    /** Does something on the cluster as somebody else. */
    <T> T as(Function<KubernetesApi, T> action) {
        try {
            return access.call(() -> action.apply(kubernetes.api(TEAM)));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    Manifest create(Resource resource, Map<String, Object> tree) {
        return as(api -> api.create(resource, Manifest.of(tree)));
    }

    /** A workload as small as they come. */
    static Map<String, Object> deployment(String namespace, String name) {
        Map<String, Object> labels = Map.of("app", name);
        return Map.of(
                "metadata", Map.of("namespace", namespace, "name", name),
                "spec",
                        Map.of(
                                "replicas", 0,
                                "selector", Map.of("matchLabels", labels),
                                "template",
                                        Map.of(
                                                "metadata", Map.of("labels", labels),
                                                "spec",
                                                        Map.of(
                                                                "containers",
                                                                List.of(Map.of("name", "main", "image", "shop:1"))))));
    }

    static Map<String, Object> pod(String namespace, String name) {
        return Map.of(
                "metadata", Map.of("namespace", namespace, "name", name, "labels", Map.of("app", name)),
                "spec", Map.of("containers", List.of(Map.of("name", "main", "image", "shop:1"))));
    }

    /** A patch that sets an annotation. */
    static WorkloadPatch annotate(Manifest deployment, String value) {
        return new WorkloadPatch(
                new WorkloadRef(WorkloadKind.DEPLOYMENT, deployment.namespace(), deployment.name()),
                deployment.resourceVersion(),
                List.of(PatchOperation.add(List.of("metadata", "annotations"), Map.of("note", value))));
    }

    /** A view as a stage has it that waits. */
    static WatchedView watched(KubernetesWorkloads workloads, Set<ResourceKind> kinds, String namespace) {
        WatchedView view = workloads.view(kinds, namespace);
        workloads.watch();
        return view;
    }

    /** Waits for what comes in its own time, and fails when it does not come. */
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Waited in vain for: " + what);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
    }

    /** One for each test, which closes itself; for a field with {@code @RegisterExtension}. */
    static EmulatedCluster forOneTest() {
        try {
            return new EmulatedCluster();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        connection.close();
        emulator.close();
    }
}
