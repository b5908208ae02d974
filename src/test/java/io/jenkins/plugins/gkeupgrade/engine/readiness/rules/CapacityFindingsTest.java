package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Severity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CapacityFindingsTest {
    private static final String CORE = "{containers: [{name: main, resources: {requests: {cpu: '1', memory: 1Gi}}}]}";

    private static List<String> lacks(Scene scene) {
        return scene.found(new CapacityCheck());
    }

    @Test
    void saysWhatIsMissingOfWhich() {
        assertEquals(List.of(), lacks(new Scene().statefulSet("shop", "db", 40, CORE)), "ten nodes of four cores");
        assertEquals(
                List.of(
                        "Node pool green: new-pool-too-small: not all pods of the selected workloads fit: they ask for more"
                                + " than it can still take at its maximum: cpu 41 of 40; 1 of 41 pods of StatefulSet"
                                + " shop/db would find no node; raise the maximum of the pool, take larger machines, or"
                                + " select fewer workloads"),
                lacks(new Scene().statefulSet("shop", "db", 41, CORE)));
    }

    @Test
    void countsPodsAndMemoryToo() {
        String big = CORE.replace("1Gi", "4Gi").replace("cpu: '1'", "cpu: 100m");
        assertTrue(lacks(new Scene().statefulSet("shop", "db", 21, big)).get(0).contains("memory 86016Mi of 81920Mi"));
        String small = "{containers: [{name: main}]}";
        assertTrue(lacks(new Scene()
                        .pools(Scene.pool("blue", Scene.OLD, 10), Scene.green(1))
                        .statefulSet("shop", "db", 111, small))
                .get(0)
                .contains("pods 111 of 110"));
    }

    @Test
    void countsWhatAdmissionHasAddedToThePodsThatRun() {
        Scene scene = new Scene().statefulSet("shop", "db", 40, CORE);
        assertEquals(List.of(), lacks(scene));
        scene.pod(
                "shop",
                "db-0",
                "db",
                "blue-1",
                CORE.replace("]}", ", " + "{name: proxy, resources: {limits: {cpu: 100m}}}]}"));
        assertTrue(
                lacks(scene).get(0).contains("cpu 44 of 40"), () -> lacks(scene).toString());
    }

    @Test
    void nodesWithOtherAcceleratorsTellNothing() {
        NodePool gpus = Scene.pool("gpus", Scene.OLD, 3);
        NodePool green = Scene.green(3);
        NodePool fresh = new NodePool(
                green.name(),
                green.version(),
                green.status(),
                "",
                1,
                green.autoscaling(),
                green.labels(),
                green.taints(),
                green.locations(),
                Map.of("config.machineType", "e2-standard-4", "config.accelerators", "1 nvidia-l4"));
        Scene scene = new Scene().noNodes().node("gpus-1", "gpus").pools(gpus, fresh);
        List<String> found = lacks(scene.statefulSet("shop", "ml", 1, asking("1", ", nvidia.com/gpu: 1")));
        assertEquals(1, found.size());
        assertTrue(found.get(0).startsWith("Node pool green: could-not-check: "), found.get(0));
    }

    @Test
    void leavesRoomForAgentsAndForWhatOthersHaveMovedThere() {
        String agent = "kind: DaemonSet\nmetadata: {namespace: kube-system, name: agent, uid: agent}\n"
                + "spec: {template: {spec: {tolerations: [{operator: Exists}], containers: [{name: a, resources:"
                + " {requests: {cpu: 500m}}}]}}}\nstatus: {desiredNumberScheduled: 3}";
        assertEquals(
                List.of(),
                lacks(new Scene().statefulSet("shop", "db", 30, CORE).with(ResourceKind.DAEMON_SETS, agent)));
        assertTrue(lacks(new Scene().statefulSet("shop", "db", 36, CORE).with(ResourceKind.DAEMON_SETS, agent))
                .get(0)
                .contains("cpu 36 of 35"));
        assertTrue(
                lacks(new Scene()
                                .statefulSet("shop", "db", 40, CORE)
                                .pod("other", "x", "x", "green-1", CORE)
                                .pod("shop", "db-0", "db", "green-1", CORE))
                        .get(0)
                        .contains("cpu 39 of 38"),
                "a pod that is there needs no room, and leaves none");
    }

    @Test
    void countsEachZoneForWhatIsBoundToIt() {
        NodePool two = Scene.in(Scene.green(2), NodePool.Autoscaling.perZone(0, 2), "europe-west1-b", "europe-west1-c");
        String bound = CORE.replaceFirst("}$", ", nodeSelector: {topology.kubernetes.io/zone: europe-west1-c}}");
        Scene fits = new Scene().pools(Scene.pool("blue", Scene.OLD, 10), two);
        assertEquals(List.of(), lacks(fits.statefulSet("shop", "db", 8, bound)));
        Scene tight = new Scene().pools(Scene.pool("blue", Scene.OLD, 10), two);
        assertEquals(1, lacks(tight.statefulSet("shop", "db", 9, bound)).size(), "there would be 16 in all zones");
        assertTrue(lacks(tight).get(0).contains("in zone europe-west1-c: cpu 9 of 8"));
        Scene older = new Scene().pools(Scene.pool("blue", Scene.OLD, 10), two);
        String label = bound.replace("topology.kubernetes.io", "failure-domain.beta.kubernetes.io");
        assertTrue(lacks(older.statefulSet("shop", "db", 9, label)).get(0).contains("in zone europe-west1-c"));
    }

    @Test
    void aTotalLimitIsOneForAllZones() {
        NodePool total = Scene.in(
                Scene.green(2), new NodePool.Autoscaling(true, 0, 2, true), "europe-west1-b", "europe-west1-c");
        assertTrue(lacks(new Scene()
                        .pools(Scene.pool("blue", Scene.OLD, 10), total)
                        .statefulSet("shop", "db", 9, CORE))
                .get(0)
                .contains("cpu 9 of 8"));
    }

    @Test
    void onePodMayBeTooLargeForAnyNode() {
        String large = CORE.replace("cpu: '1'", "cpu: '6'");
        assertTrue(lacks(new Scene().statefulSet("shop", "db", 1, large))
                .get(0)
                .startsWith("StatefulSet shop/db: new-pool-too-small: one pod of it asks for more than a node of the"
                        + " new pool has: cpu 6 of 4"));
    }

    @Test
    void aPoolWithoutAnyNodeToMeasureIsANote() {
        assertTrue(lacks(new Scene().noNodes().statefulSet("shop", "db", 99, CORE))
                .get(0)
                .contains("could-not-check"));
    }

    private static String asking(String cpu, String more) {
        return "{containers: [{name: main, resources: {requests: {cpu: '" + cpu + "'" + more + "}}}]}";
    }

    @Test
    void aNodeTakesWholePodsOnly() {
        assertEquals(List.of(), lacks(new Scene().statefulSet("shop", "big", 10, asking("3", ""))));
        assertEquals(
                List.of(
                        "Node pool green: new-pool-too-small: not all pods of the selected workloads fit: 1 of 11 pods of"
                                + " StatefulSet shop/big would find no node, though there is enough in all: each asks for cpu 3, and"
                                + " of 10 nodes none has as much cpu left; raise the maximum of the pool, take larger"
                                + " machines, or select fewer workloads"),
                lacks(new Scene().statefulSet("shop", "big", 11, asking("3", ""))),
                "33 cores of 40");
    }

    @Test
    void whatCertainlyDoesNotFitBlocksAndWhatMightIsAtRisk() {
        Scene certain = new Scene().statefulSet("shop", "big", 11, asking("3", ""));
        assertEquals(
                List.of(Severity.BLOCKED),
                new CapacityCheck()
                        .check(certain.seen()).stream().map(Finding::severity).toList());
        // 2 + 1.2 + 0.8 and 1.6 + 1.6 + 0.8 would fit on two nodes; the largest first does not.
        Scene tight = new Scene()
                .pools(Scene.pool("blue", Scene.OLD, 10), Scene.green(2))
                .statefulSet("shop", "a", 1, asking("2", ""))
                .statefulSet("shop", "b", 2, asking("1.6", ""))
                .statefulSet("shop", "c", 1, asking("1.2", ""))
                .statefulSet("shop", "d", 2, asking("0.8", ""));
        assertEquals(
                List.of(Severity.AT_RISK),
                new CapacityCheck()
                        .check(tight.seen()).stream().map(Finding::severity).toList());
    }

    @Test
    void whatOthersHaveOnANodeIsMissingOnThatNode() {
        Scene scene = new Scene()
                .pools(Scene.pool("blue", Scene.OLD, 10), Scene.green(2))
                .statefulSet("shop", "big", 2, asking("3", ""))
                .pod("other", "x", "x", "green-1", asking("2", ""));
        assertTrue(
                lacks(scene).get(0).contains("1 of 2 pods of StatefulSet shop/big would find no node"),
                "8 cores in all");
    }

    @Test
    void everyNodeRunsItsOwnStaticPods() {
        String proxy =
                "metadata: {namespace: kube-system, name: kube-proxy-green-1, uid: p, ownerReferences: [{kind: Node,"
                        + " name: green-1, uid: n, controller: true}]}\n"
                        + "spec: {nodeName: green-1, containers: [{name: p, resources: {requests: {cpu: 100m}}}]}\n"
                        + "status: {phase: Running}";
        assertEquals(
                List.of(), lacks(new Scene().statefulSet("shop", "db", 30, CORE).with(ResourceKind.PODS, proxy)));
        assertTrue(lacks(new Scene().statefulSet("shop", "db", 31, CORE).with(ResourceKind.PODS, proxy))
                .get(0)
                .contains("1 of 31 pods"));
    }

    @Test
    void anAgentThatOptsInAlongTakesItsPart() {
        String agent = "kind: DaemonSet\nmetadata: {namespace: shop, name: agent, uid: agent}\n"
                + "spec: {template: {spec: {containers: [{name: a, resources: {requests: {cpu: 500m}}}]}}}\n"
                + "status: {desiredNumberScheduled: 3}";
        assertEquals(
                1,
                lacks(new Scene().statefulSet("shop", "db", 31, CORE).with(ResourceKind.DAEMON_SETS, agent))
                        .size());
    }

    @Test
    void acceleratorsAreCountedAndKeptForThoseThatMayUseThem() {
        String gpu = asking("1", ", nvidia.com/gpu: 1");
        assertTrue(lacks(new Scene().statefulSet("shop", "ml", 1, gpu))
                .get(0)
                .contains("one pod of it asks for more than a node of the new pool has: nvidia.com/gpu 1 of 0"));
        Taint taint = new Taint("nvidia.com/gpu", "present", Taint.Effect.NO_SCHEDULE);
        NodePool gpus = Scene.with(Scene.green(3), "gpus", "g2-standard-4", taint);
        Scene scene = new Scene()
                .pools(Scene.pool("blue", Scene.OLD, 10), Scene.green(1), gpus)
                .node("gpus-1", "gpus", "nvidia.com/gpu: '1'");
        assertEquals(List.of(), lacks(scene.statefulSet("shop", "ml", 3, gpu)));
        assertEquals(
                List.of(
                        "Node pool green, gpus: new-pool-too-small: not all pods of the selected workloads fit: 1 of 5 pods"
                                + " of StatefulSet shop/web would find no node, though there is enough in all: each asks for cpu 1,"
                                + " and of 1 node none has as much cpu left; raise the maximum of the pool, take larger"
                                + " machines, or select fewer workloads"),
                lacks(scene.statefulSet("shop", "web", 5, CORE)),
                "what asks for no accelerator does not tolerate their taint");
    }

    @Test
    void theWayBackIsCountedByNodesToo() {
        NodePool two = Scene.in(Scene.pool("blue", Scene.OLD, 2), NodePool.Autoscaling.perZone(0, 2), "europe-west1-b");
        Scene scene = new Scene()
                .pools(two, Scene.green(10))
                .statefulSet("shop", "big", 3, asking("2.5", ""))
                .pod("shop", "big-0", "big", "blue-1", asking("2.5", ""))
                .pod("shop", "big-1", "big", "green-1", asking("2.5", ""));
        assertTrue(
                scene.found(new WayBackCheck())
                        .get(0)
                        .contains(
                                "1 of 2 pods of StatefulSet shop/big would find no node, though there is enough in all"),
                () -> scene.found(new WayBackCheck()).toString());
    }

    @Test
    void theWayBackNeedsRoomOnTheOldPool() {
        NodePool shrunk = Scene.in(Scene.pool("blue", Scene.OLD, 1), NodePool.Autoscaling.off(), "europe-west1-b");
        Scene scene = new Scene()
                .pools(shrunk, Scene.green(10))
                .statefulSet("shop", "db", 8, CORE)
                .pod("other", "x", "x", "blue-1", CORE);
        assertEquals(
                List.of(
                        "Node pool blue: no-room-to-go-back: not all selected workloads could go back: they ask for more"
                                + " than it can still take at its maximum: cpu 8 of 7; 1 of 8 pods of StatefulSet shop/db would"
                                + " find no node; raise the maximum of the old pool until the upgrade is over"),
                scene.found(new WayBackCheck()));
        assertEquals(
                List.of(),
                new Scene()
                        .pools(shrunk, Scene.green(10))
                        .statefulSet("shop", "db", 8, CORE)
                        .found(new WayBackCheck()));
        String tolerant = CORE.replaceFirst("}$", ", tolerations: [{key: %s, operator: Exists}]}");
        Taint gpu = new Taint("team", "ml", Taint.Effect.NO_SCHEDULE);
        NodePool ml = Scene.with(Scene.pool("ml", Scene.OLD, 1), "ml", "e2-standard-4", gpu);
        Scene several = new Scene().pools(shrunk, ml, Scene.green(10));
        assertEquals(
                1,
                several.statefulSet("shop", "db", 9, tolerant.formatted("node.kubernetes.io/unreachable"))
                        .found(new WayBackCheck())
                        .size(),
                "no pool has that taint");
        assertEquals(
                List.of(),
                new Scene()
                        .pools(shrunk, ml, Scene.green(10))
                        .statefulSet("shop", "db", 9, tolerant.formatted("team"))
                        .found(new WayBackCheck()),
                "it may have come from the other pool");
    }

    @Test
    void nodesThatAreCordonedTakeNobodyBack() {
        NodePool fixed = Scene.in(Scene.pool("blue", Scene.OLD, 2), NodePool.Autoscaling.off(), "europe-west1-b");
        String cordoned = "metadata: {name: blue-%d, labels: {cloud.google.com/gke-nodepool: blue}}\n"
                + "spec: {unschedulable: %s}\nstatus: {allocatable: {cpu: '4', memory: 8Gi, pods: '110'}}";
        Scene open = new Scene().noNodes().pools(fixed, Scene.green(10)).node("green-1", "green");
        for (int i = 1; i <= 2; i++) {
            open.with(ResourceKind.NODES, cordoned.formatted(i, "false"));
        }
        assertEquals(List.of(), open.statefulSet("shop", "db", 8, CORE).found(new WayBackCheck()));
        Scene half = new Scene().noNodes().pools(fixed, Scene.green(10)).node("green-1", "green");
        for (int i = 1; i <= 2; i++) {
            half.with(ResourceKind.NODES, cordoned.formatted(i, i == 1));
        }
        List<String> found = half.statefulSet("shop", "db", 8, CORE).found(new WayBackCheck());
        assertEquals(1, found.size());
        assertTrue(found.get(0).contains("cpu 8 of 4"), found.get(0));
    }

    @Test
    void aPoolThatNobodyKnowsTheRoomOfMayTakeTheRestBack() {
        NodePool small = Scene.in(Scene.pool("blue", Scene.OLD, 1), NodePool.Autoscaling.off(), "europe-west1-b");
        Taint earlier = new Taint(OptInTaint.DEFAULT_KEY, Scene.OLD.toString(), Taint.Effect.NO_SCHEDULE);
        NodePool empty = Scene.with(Scene.pool("spare", Scene.OLD, 9), "spare", "n2-standard-8", earlier);
        Scene scene = new Scene().pools(small, empty, Scene.green(10));
        assertEquals(List.of(), scene.statefulSet("shop", "db", 8, CORE).found(new WayBackCheck()));
        List<String> found = scene.statefulSet("shop", "more", 1, CORE).found(new WayBackCheck());
        assertEquals(1, found.size());
        assertTrue(found.get(0).startsWith("Node pool spare: could-not-check: "), found.get(0));
    }
}
