package io.jenkins.plugins.gkeupgrade.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A step saves its ledger every now and then, so that of a thousand workloads must not be large. */
class LedgerSizeTest {
    private static final int WORKLOADS = 1000;

    private static Pod pod() {
        return new Pod(Manifest.of(Map.of(
                "metadata",
                Map.of("uid", UUID.randomUUID().toString()),
                "status",
                Map.of("conditions", List.of(Map.of("type", "Ready", "status", "True"))))));
    }

    private static WorkloadLine line(int number) {
        String name = "workload-" + number;
        Manifest object = Manifest.of(Map.of(
                "kind",
                "Deployment",
                "spec",
                Map.of(
                        "replicas",
                        3L,
                        "template",
                        Map.of("metadata", Map.of("labels", Map.of("app", name, "team", "checkout"))))));
        return WorkloadLine.begin(
                new WorkloadRef(WorkloadKind.DEPLOYMENT, "shop", name), object, List.of(pod(), pod(), pod()));
    }

    @Test
    void aThousandWorkloadsAreSavedInAFewHundredBytesEach() throws IOException, ClassNotFoundException {
        Map<WorkloadRef, WorkloadLine> lines = new HashMap<>();
        for (int i = 0; i < WORKLOADS; i++) {
            WorkloadLine line = line(i);
            lines.put(line.workload(), line);
        }
        Ledger ledger = new Ledger(1, Instant.EPOCH, lines, Map.of(), Map.of(), Map.of(), Map.of(), List.of());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(ledger);
        }
        assertTrue(bytes.size() < 400 * WORKLOADS, bytes.size() + " bytes");
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertEquals(ledger, in.readObject());
        }
    }
}
