package io.jenkins.plugins.gkeupgrade.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
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
}
