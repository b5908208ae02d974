package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import java.util.List;
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
                        "Node pool green: new-pool-too-small: the selected workloads ask for more than it can have at its"
                                + " maximum: cpu 41 of 40; raise the maximum of the pool, or select fewer workloads"),
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
    void leavesRoomForAgentsAndForWhatOthersHaveMovedThere() {
        String agent = "kind: DaemonSet\nmetadata: {namespace: kube-system, name: agent, uid: agent}\n"
                + "spec: {template: {spec: {tolerations: [{operator: Exists}], containers: [{name: a, resources:"
                + " {requests: {cpu: 500m}}}]}}}\nstatus: {desiredNumberScheduled: 3}";
        assertEquals(
                List.of(),
                lacks(new Scene().statefulSet("shop", "db", 35, CORE).with(ResourceKind.DAEMON_SETS, agent)));
        assertTrue(lacks(new Scene().statefulSet("shop", "db", 36, CORE).with(ResourceKind.DAEMON_SETS, agent))
                .get(0)
                .contains("cpu 36 of 35"));
        assertTrue(
                lacks(new Scene()
                                .statefulSet("shop", "db", 40, CORE)
                                .pod("other", "x", "x", "green-1", CORE)
                                .pod("shop", "db-0", "db", "green-1", CORE))
                        .get(0)
                        .contains("cpu 40 of 39"),
                "a pod of the workload itself is not counted twice");
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

    @Test
    void theWayBackNeedsRoomOnTheOldPool() {
        NodePool shrunk = Scene.in(Scene.pool("blue", Scene.OLD, 1), NodePool.Autoscaling.off(), "europe-west1-b");
        Scene scene = new Scene()
                .pools(shrunk, Scene.green(10))
                .statefulSet("shop", "db", 8, CORE)
                .pod("other", "x", "x", "blue-1", CORE);
        assertEquals(
                List.of("Node pool blue: no-room-to-go-back: the selected workloads could not all go back, because they"
                        + " ask for more than it can have at its maximum beside what else runs there: cpu 8 of 7; raise"
                        + " the maximum of the old pool until the upgrade is over"),
                scene.found(new WayBackCheck()));
        assertEquals(
                List.of(),
                new Scene()
                        .pools(shrunk, Scene.green(10))
                        .statefulSet("shop", "db", 8, CORE)
                        .found(new WayBackCheck()));
    }
}
