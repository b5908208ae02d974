package io.jenkins.plugins.gkeupgrade.gcp;

import static io.jenkins.plugins.gkeupgrade.simulation.gke.TestClusters.REGIONAL;
import static io.jenkins.plugins.gkeupgrade.simulation.gke.TestClusters.V1_33;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.emulator.GkeEmulator;
import io.jenkins.plugins.gkeupgrade.emulator.OneAtATime;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.model.MaintenanceExclusion;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.PoolSpec;
import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import io.jenkins.plugins.gkeupgrade.simulation.gke.GkeError;
import io.jenkins.plugins.gkeupgrade.simulation.gke.GkeFaults;
import io.jenkins.plugins.gkeupgrade.simulation.gke.RequestLog;
import io.jenkins.plugins.gkeupgrade.simulation.gke.TestClusters;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The documented IAM role against a GKE that checks permissions: it holds what our calls need, each with its reason. */
class IamRoleTest {
    private static final Path ROLE = Path.of(System.getProperty("repository.root", "."), "docs", "iam-role.yaml");

    /**
     * What one method of the API needs, and what the role's comments call it.
     *
     * @see <a href="https://cloud.google.com/kubernetes-engine/docs/reference/api-permissions">API permissions</a>
     */
    private record Need(String permission, String name) {}

    private static final Map<String, Need> NEEDS = Map.ofEntries(
            Map.entry("GetCluster", new Need("container.clusters.get", "clusters.get")),
            Map.entry("FetchClusterUpgradeInfo", new Need("container.clusters.get", "fetchClusterUpgradeInfo")),
            Map.entry("FetchNodePoolUpgradeInfo", new Need("container.clusters.get", "fetchNodePoolUpgradeInfo")),
            Map.entry("GetServerConfig", new Need("container.clusters.list", "getServerConfig")),
            Map.entry("UpdateMaster", new Need("container.clusters.update", "updateMaster")),
            Map.entry("SetMaintenancePolicy", new Need("container.clusters.update", "setMaintenancePolicy")),
            Map.entry("CreateNodePool", new Need("container.clusters.update", "nodePools.create")),
            Map.entry("UpdateNodePool", new Need("container.clusters.update", "nodePools.update")),
            Map.entry("SetNodePoolAutoscaling", new Need("container.clusters.update", "nodePools.setAutoscaling")),
            Map.entry("DeleteNodePool", new Need("container.clusters.update", "nodePools.delete")),
            Map.entry("GetOperation", new Need("container.operations.get", "operations.get")),
            Map.entry("ListOperations", new Need("container.operations.list", "operations.list")));

    /** Asked for on the way to the API server inside the cluster, and not by a call of the GKE API. */
    private static final String NO_CALL = "container.clusters.connect";

    private final TestClusters world = new TestClusters();
    private final Set<String> granted = new HashSet<>();
    private GkeEmulator emulator;
    private GkeConnection connection;
    private String operation;

    @BeforeEach
    void connect() throws IOException {
        world.gke.faults(new GkeFaults() {
            @Override
            public Optional<GkeError> declined(String method) {
                return granted.contains(NEEDS.get(method).permission())
                        ? Optional.empty()
                        : Optional.of(new GkeError(GkeError.Code.PERMISSION_DENIED, "Permission denied on resource."));
            }
        });
        System.setProperty(GkeAddress.PLAINTEXT_PROPERTY, "true");
        emulator = new GkeEmulator(world.gke, new OneAtATime(), Map.of());
        connection = GkeConnection.open(new GkeAddress(emulator.address(), true), () -> null);
    }

    @AfterEach
    void disconnect() {
        connection.close();
        emulator.close();
        System.clearProperty(GkeAddress.PLAINTEXT_PROPERTY);
    }

    /** Everything that the steps can ask of GKE, by the name of the port's method. */
    private Map<String, Consumer<ControlPlane>> calls() {
        String pool = "default-pool";
        PoolSpec spec = new PoolSpec("blue", pool, V1_33, new OptInTaint(OptInTaint.DEFAULT_KEY, V1_33), 1, 4);
        Map<String, Consumer<ControlPlane>> calls = new LinkedHashMap<>();
        calls.put("cluster", ControlPlane::cluster);
        calls.put("serverVersions", ControlPlane::serverVersions);
        calls.put("upkeep", ControlPlane::upkeep);
        calls.put("supportOf", gke -> List.of(gke.supportOf(""), gke.supportOf(pool)));
        calls.put("exclude", gke -> gke.exclude(MaintenanceExclusion.keepingNodes("ours", world.timeline.now())));
        calls.put(
                "upgradeControlPlane",
                gke -> operation = gke.upgradeControlPlane(V1_33).name());
        calls.put("operations", ControlPlane::operations);
        calls.put("operation", gke -> gke.operation(operation));
        calls.put("plan", gke -> gke.plan(spec));
        calls.put("createPool", gke -> gke.createPool(spec));
        calls.put("setPoolTaints", gke -> gke.setPoolTaints(pool, List.of()));
        calls.put("setPoolAutoscaling", gke -> gke.setPoolAutoscaling(pool, NodePool.Autoscaling.off()));
        calls.put("respectBudgetsOnDeletion", gke -> gke.respectBudgetsOnDeletion(pool));
        calls.put("deletePool", gke -> gke.deletePool("blue"));
        return calls;
    }

    @Test
    void theRoleGrantsWhatTheStepsCallAndNothingElse() throws IOException {
        granted.addAll(permissions());
        Set<String> used = new TreeSet<>(Set.of(NO_CALL));
        calls().forEach((name, call) ->
                methodsOf(call).forEach(method -> used.add(NEEDS.get(method).permission())));
        assertEquals(new TreeSet<>(permissions()), used);
        assertEquals(
                Arrays.stream(ControlPlane.class.getMethods())
                        .map(Method::getName)
                        .collect(Collectors.toSet()),
                calls().keySet(),
                "all that the port offers");
    }

    @Test
    void everyMissingPermissionIsNamedByEachCallThatNeedsIt() throws IOException {
        granted.addAll(permissions());
        Map<String, Set<String>> methods = new LinkedHashMap<>();
        calls().forEach((name, call) -> methods.put(name, methodsOf(call)));
        for (String permission : permissions()) {
            granted.remove(permission);
            calls().forEach((name, call) -> {
                if (needs(methods.get(name)).contains(permission)) {
                    Failed failed = assertThrows(
                            Failed.class,
                            () -> call.accept(connection.controlPlane(REGIONAL)),
                            () -> name + " without " + permission);
                    assertTrue(
                            failed.getMessage()
                                    .contains(REGIONAL + ": grant it " + permission + " (docs/iam-role.yaml "),
                            failed.getMessage());
                }
            });
            granted.add(permission);
        }
    }

    /** A change reads the cluster in passing, in the emulation at least: what it is about is the change. */
    private static Set<String> needs(Set<String> methods) {
        Set<String> needs =
                methods.stream().map(method -> NEEDS.get(method).permission()).collect(Collectors.toSet());
        if (needs.size() > 1) {
            needs.remove("container.clusters.get");
        }
        return needs;
    }

    /** Makes the call, and tells which methods of the API that took. */
    private Set<String> methodsOf(Consumer<ControlPlane> call) {
        int before = world.gke.log().all().size();
        call.accept(connection.controlPlane(REGIONAL));
        List<RequestLog.Entry> log = world.gke.log().all();
        world.timeline.advance(Duration.ofHours(1));
        return log.subList(before, log.size()).stream()
                .map(RequestLog.Entry::method)
                .collect(Collectors.toSet());
    }

    @Test
    void eachPermissionHasItsReason() throws IOException {
        Map<String, String> reasons = reasons();
        NEEDS.values()
                .forEach(need -> assertTrue(
                        reasons.get(need.permission()).contains(need.name()),
                        () -> need.permission() + " is for " + need.name() + ", and the role says: "
                                + reasons.get(need.permission())));
        reasons.forEach((permission, reason) -> assertTrue(reason.length() > 20, () -> permission + ": " + reason));
    }

    private static List<String> permissions() throws IOException {
        return List.copyOf(reasons().keySet());
    }

    /** The comment above each permission of the file; what follows without one shares that of the line before. */
    private static Map<String, String> reasons() throws IOException {
        Map<String, String> reasons = new LinkedHashMap<>();
        String comment = "";
        boolean ended = true;
        for (String line : Files.readAllLines(ROLE)) {
            if (line.startsWith("  #")) {
                comment = (ended ? "" : comment) + line.substring(3);
                ended = false;
            } else if (line.startsWith("  - ")) {
                reasons.put(line.substring(4), comment);
                ended = true;
            }
        }
        return reasons;
    }
}
