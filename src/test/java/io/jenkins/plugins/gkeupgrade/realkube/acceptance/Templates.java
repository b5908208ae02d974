package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.gkeupgrade.realkube.ServedApis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pod templates as the API server spells them. */
final class Templates {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> COLLECTIONS = List.of(
            "/apis/apps/v1/%s/deployments",
            "/apis/apps/v1/%s/statefulsets",
            "/apis/apps/v1/%s/daemonsets",
            "/apis/apps/v1/%s/replicasets",
            "/api/v1/%s/replicationcontrollers",
            "/apis/batch/v1/%s/jobs");

    private Templates() {}

    /** The text of the template of everything that nobody owns, by path. */
    static Map<String, String> in(KubernetesClient client, String... namespaces) {
        Map<String, String> templates = new TreeMap<>();
        for (String namespace : namespaces) {
            for (String collection : collections(client)) {
                String path = collection.formatted("namespaces/" + namespace);
                read(client.raw(path)).path("items").forEach(item -> {
                    JsonNode metadata = item.path("metadata");
                    if (metadata.path("ownerReferences").isMissingNode()) {
                        JsonNode spec = item.path("spec");
                        JsonNode template = spec.has("jobTemplate") ? spec.get("jobTemplate") : spec.get("template");
                        templates.put(path + "/" + metadata.path("name").asText(), template.toString());
                    }
                });
            }
        }
        return templates;
    }

    private static List<String> collections(KubernetesClient client) {
        List<String> all = new ArrayList<>(COLLECTIONS);
        all.add("/apis/" + ServedApis.of(client).cronJobs() + "/%s/cronjobs");
        return all;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
