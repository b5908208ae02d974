package io.jenkins.plugins.gkeupgrade.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.PatchOperation;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadPatch;
import io.jenkins.plugins.gkeupgrade.engine.port.Json;
import io.jenkins.plugins.gkeupgrade.engine.workload.MovePlan;
import io.jenkins.plugins.gkeupgrade.engine.workload.OptInEdit;
import io.jenkins.plugins.gkeupgrade.engine.workload.OptInRecord;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import io.jenkins.plugins.gkeupgrade.realkube.BareClient;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.JacksonJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** The Deployments of one namespace, and the patches that opt them in and take them back. */
final class BenchDeployments {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long BETWEEN_LOOKS_NANOS = 300_000_000;
    private static final int MOST_LOOKS = 2000;
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final BareClient client;
    private final String namespace;
    private final Json json = new JacksonJson();

    BenchDeployments(BareClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    String namespace() {
        return namespace;
    }

    private String path() {
        return "/apis/apps/v1/namespaces/" + namespace + "/deployments";
    }

    List<Manifest> list() throws IOException, InterruptedException {
        Map<String, Object> list = MAPPER.readValue(client.get(path()), new TypeReference<>() {});
        return Manifest.wrap(list).items("items");
    }

    /** The very patches that the step sends: our record, toleration and affinity, behind a guard. */
    List<BareClient.Write> optInPatches() throws IOException, InterruptedException {
        OptInEdit edit = new OptInEdit(BenchCluster.OPT_IN, Set.of("new"));
        List<BareClient.Write> writes = new ArrayList<>();
        for (Manifest manifest : list()) {
            Workload workload = Workload.of(WorkloadKind.DEPLOYMENT, manifest);
            WorkloadPatch patch = MovePlan.of(workload, edit, json).patch("2026-01-01T00:00:00.123456Z", json);
            writes.add(new BareClient.Write(path() + "/" + manifest.name(), text(patch)));
        }
        return writes;
    }

    private static String text(WorkloadPatch patch) throws JsonProcessingException {
        List<Object> operations = new ArrayList<>();
        operations.add(tree(PatchOperation.replace(List.of("metadata", "resourceVersion"), patch.resourceVersion())));
        patch.operations().forEach(operation -> operations.add(tree(operation)));
        return MAPPER.writeValueAsString(operations);
    }

    private static Map<String, Object> tree(PatchOperation operation) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("op", operation.op());
        tree.put("path", operation.pointer());
        tree.put("value", operation.value());
        return tree;
    }

    void optIn(int inFlight) throws IOException, InterruptedException {
        client.patch(optInPatches(), "application/json-patch+json", inFlight);
    }

    /** Takes all of them back to what they were before, and waits until their controller has nothing to do. */
    void reset(int inFlight) throws IOException, InterruptedException {
        String body = "{\"metadata\":{\"annotations\":{\"" + OptInRecord.ANNOTATION
                + "\":null}},\"spec\":{\"template\":{\"spec\":{\"tolerations\":null,\"affinity\":null}}}}";
        merge(body, deployment -> true, inFlight);
        settle();
    }

    /** Sends one merge patch to all that match. */
    void merge(String body, Predicate<Manifest> which, int inFlight) throws IOException, InterruptedException {
        List<BareClient.Write> writes = list().stream()
                .filter(which)
                .map(manifest -> new BareClient.Write(path() + "/" + manifest.name(), body))
                .toList();
        client.patch(writes, MERGE_PATCH, inFlight);
    }

    /** Waits until every change has been seen by the controller and nothing is changed any more. */
    void settle() throws IOException, InterruptedException {
        List<String> before = List.of();
        for (int look = 0; look < MOST_LOOKS; look++) {
            List<Manifest> now = list();
            List<String> versions = now.stream().map(Manifest::resourceVersion).toList();
            if (versions.equals(before) && now.stream().allMatch(BenchDeployments::rolledOut)) {
                return;
            }
            before = versions;
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        throw new IllegalStateException("The Deployments in " + namespace + " do not settle.");
    }

    void awaitRollouts() throws IOException, InterruptedException {
        while (!list().stream().allMatch(BenchDeployments::rolledOut)) {
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
    }

    private static boolean rolledOut(Manifest deployment) {
        long replicas = deployment.number(1, "spec", "replicas");
        return deployment.number(0, "status", "observedGeneration") == deployment.number(0, "metadata", "generation")
                && deployment.number(0, "status", "updatedReplicas") == replicas
                && deployment.number(0, "status", "replicas") == replicas
                && deployment.number(0, "status", "availableReplicas") == replicas;
    }
}
