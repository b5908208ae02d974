package io.jenkins.plugins.gkeupgrade.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DaemonSetLineTest {
    private static final WorkloadRef AGENT = new WorkloadRef(WorkloadKind.DAEMON_SET, "shop", "agent");

    private static Manifest agent(long nodes, long available) {
        return Manifest.of(Map.of(
                "kind",
                "DaemonSet",
                "metadata",
                Map.of("generation", 1L),
                "status",
                Map.of("observedGeneration", 1L, "desiredNumberScheduled", nodes, "numberAvailable", available)));
    }

    private final WorkloadLine begun = WorkloadLine.begin(AGENT, agent(4, 4), List.of());

    @Test
    void oneAtATimeIsWhatItAllows() {
        WorkloadLine one = begun.changed(agent(4, 3));
        assertFalse(one.fellFrom(begun));
        assertTrue(one.changed(agent(4, 2)).fellFrom(one));
    }

    @Test
    void nodesThatComeAndGoChangeWhatItOwes() {
        WorkloadLine grown = begun.changed(agent(9, 4));
        assertFalse(grown.fellFrom(begun));
        assertEquals(3, grown.owed(), "no more than before, until the new nodes have their pods");
        assertEquals(8, grown.changed(agent(9, 9)).owed());
        WorkloadLine shrunk = begun.changed(agent(2, 2));
        assertFalse(shrunk.fellFrom(begun));
        assertEquals(1, shrunk.owed());
    }

    private static Manifest surging(long available) {
        return Manifest.of(Map.of(
                "kind",
                "DaemonSet",
                "metadata",
                Map.of("generation", 1L),
                "spec",
                Map.of("updateStrategy", Map.of("rollingUpdate", Map.of("maxUnavailable", 0L, "maxSurge", 1L))),
                "status",
                Map.of("observedGeneration", 1L, "desiredNumberScheduled", 2L, "numberAvailable", available)));
    }

    private static Pod pod(String name, String node, boolean ready) {
        return new Pod(Manifest.of(Map.of(
                "metadata",
                Map.of("name", name, "uid", name),
                "spec",
                Map.of("nodeName", node),
                "status",
                Map.of("conditions", List.of(Map.of("type", "Ready", "status", ready ? "True" : "False"))))));
    }

    /** The controller counts a node by its oldest pod, also when that is on its way out and its successor serves. */
    @Test
    void aNodeIsServedByTheNewPodWhileTheOldOneEnds() {
        WorkloadLine begun = WorkloadLine.begin(AGENT, surging(2), List.of(pod("a1", "a", true), pod("b1", "b", true)));
        WorkloadLine surged = begun.changed(pod("a2", "a", true), false);
        WorkloadLine ending = surged.changed(pod("a1", "a", false), false);
        WorkloadLine reported = ending.changed(surging(1));
        assertEquals(2, reported.available());
        assertFalse(reported.fellFrom(ending));

        WorkloadLine lost = reported.changed(pod("b1", "b", false), false);
        assertTrue(lost.fellFrom(reported), "a second pod on one node does not serve another");
    }
}
