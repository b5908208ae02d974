package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.gkeupgrade.realkube.ServedApis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Manifests as people write them for today's clusters, made to fit the one of the tests: on an old one {@code v1beta1} of
 * what is not {@code v1} there and no probes by gRPC, and on all of them no volume claims, which nothing would ever bind.
 */
final class ManifestFile {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    /** What others need to be there first. */
    private static final List<String> FIRST = List.of("ServiceAccount", "Namespace");

    private final List<Map<String, Object>> documents;

    private ManifestFile(List<Map<String, Object>> documents) {
        this.documents = documents;
    }

    static ManifestFile read(Path... files) {
        StringBuilder all = new StringBuilder();
        for (Path file : files) {
            try {
                all.append("---\n").append(Files.readString(file)).append('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return parse(all.toString());
    }

    static ManifestFile parse(String text) {
        List<Map<String, Object>> documents = new ArrayList<>();
        try {
            // Not left to the parser: files put together by hand have a separator without a line of its own.
            for (String part : text.split("(?m)^---")) {
                JsonNode document = YAML.readTree(part);
                if (document.isObject()) {
                    documents.add(YAML.convertValue(document, new TypeReference<>() {}));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        documents.sort(Comparator.comparingInt(d -> -FIRST.indexOf(kind(d))));
        return new ManifestFile(documents);
    }

    private static void adapt(Map<String, Object> document, ServedApis served) {
        switch (kind(document)) {
            case "PodDisruptionBudget" -> document.put("apiVersion", served.budgets());
            case "CronJob" -> document.put("apiVersion", served.cronJobs());
            default -> {}
        }
        if (document.get("spec") instanceof Map<?, ?> spec) {
            spec.remove("volumeClaimTemplates");
        }
        if (!served.probeByGrpc()) {
            withoutGrpcProbes(document);
        }
    }

    @SuppressWarnings("unchecked") // trees have string keys only
    private static void withoutGrpcProbes(Object tree) {
        if (tree instanceof Map<?, ?> map) {
            if (map.get("grpc") instanceof Map<?, ?> grpc && grpc.containsKey("port")) {
                ((Map<String, Object>) map).put("tcpSocket", Map.of("port", grpc.get("port")));
                map.remove("grpc");
            }
            map.values().forEach(ManifestFile::withoutGrpcProbes);
        } else if (tree instanceof List<?> list) {
            list.forEach(ManifestFile::withoutGrpcProbes);
        }
    }

    private static String kind(Map<String, Object> document) {
        return (String) document.get("kind");
    }

    /** Creates everything; what names no namespace goes into that one, which is made if need be. */
    ManifestFile create(KubernetesClient client, String namespace) {
        createNamespace(client, namespace);
        ServedApis served = ServedApis.of(client);
        for (Map<String, Object> document : documents) {
            adapt(document, served);
            HasMetadata object = client.getKubernetesSerialization().unmarshal(Serialization.asJson(document));
            String own = object.getMetadata().getNamespace();
            if (own != null) {
                createNamespace(client, own);
            }
            if (!kind(document).equals("Namespace")) {
                client.resource(object)
                        .inNamespace(own == null ? namespace : own)
                        .create();
            }
        }
        return this;
    }

    private static void createNamespace(KubernetesClient client, String name) {
        if (client.namespaces().withName(name).get() == null) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .build())
                    .create();
        }
    }
}
