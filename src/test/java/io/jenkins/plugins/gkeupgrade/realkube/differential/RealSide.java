package io.jenkins.plugins.gkeupgrade.realkube.differential;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.realkube.BareClient;
import io.jenkins.plugins.gkeupgrade.realkube.FakeNodes;
import io.jenkins.plugins.gkeupgrade.realkube.RealKubernetes;
import io.jenkins.plugins.gkeupgrade.realkube.ServedApis;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** The real control plane. */
final class RealSide implements Side {
    private static final int NAMESPACES_AT_ONCE = 40;
    private static final String JSON = "application/json";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final RealKubernetes cluster;
    private final BareClient client;
    private final int minor;
    private final String evictions;

    RealSide(RealKubernetes cluster) throws Exception {
        this.cluster = cluster;
        this.client = BareClient.of(cluster.kubeconfig());
        ServedApis served = ServedApis.of(cluster.admin());
        this.minor = served.minor();
        this.evictions = served.evictions();
    }

    @Override
    public void prepare(List<Script> scripts) throws Exception {
        new FakeNodes(cluster.admin())
                .addAll(scripts.stream()
                        .flatMap(script -> script.pools().stream())
                        .toList());
        List<CompletableFuture<BareClient.Answer>> made = new ArrayList<>();
        for (Script script : scripts) {
            Map<String, Object> namespace = Trees.map("metadata", Trees.map("name", script.namespace()));
            made.add(client.send("POST", "/api/v1/namespaces", JSON, text(namespace)));
        }
        made.stream().map(CompletableFuture::join).forEach(answer -> require(answer, "a namespace"));
        rest(Duration.ofSeconds(1));
    }

    @Override
    public Map<String, List<String>> act(Map<String, List<Act>> acts) throws Exception {
        Map<String, List<String>> answers = new LinkedHashMap<>();
        List<String> namespaces = List.copyOf(acts.keySet());
        for (int from = 0; from < namespaces.size(); from += NAMESPACES_AT_ONCE) {
            int to = Math.min(namespaces.size(), from + NAMESPACES_AT_ONCE);
            Map<String, CompletableFuture<List<String>>> underWay = new LinkedHashMap<>();
            for (String namespace : namespaces.subList(from, to)) {
                CompletableFuture<List<String>> all = CompletableFuture.completedFuture(new ArrayList<>());
                for (Act act : acts.get(namespace)) {
                    all = all.thenCompose(said -> act(namespace, act, said));
                }
                underWay.put(namespace, all);
            }
            underWay.forEach((namespace, all) -> answers.put(namespace, all.join()));
        }
        return answers;
    }

    private CompletableFuture<List<String>> act(String namespace, Act act, List<String> said) {
        if (act instanceof Act.Create create) {
            Map<String, Object> tree =
                    new LinkedHashMap<>(Trees.in(namespace, create.tree()).tree());
            tree.put("apiVersion", create.resource().apiVersion(minor));
            tree.put("kind", create.resource().kind());
            return client.send("POST", path(create.resource(), namespace), JSON, text(tree))
                    .thenApply(answer -> required(answer, create, said));
        }
        if (act instanceof Act.Change change) {
            String path = path(change.resource(), namespace) + "/" + change.name();
            return client.send("PATCH", path, "application/merge-patch+json", text(change.patch()))
                    .thenApply(answer -> required(answer, change, said));
        }
        if (act instanceof Act.ChangeNode change) {
            String path = path(Resources.NODES, "") + "/" + change.name();
            return client.send("PATCH", path, "application/merge-patch+json", text(change.patch()))
                    .thenApply(answer -> required(answer, change, said));
        }
        if (act instanceof Act.Remove remove) {
            String path = path(remove.resource(), namespace) + "/" + remove.name();
            return client.send("DELETE", path, JSON, text(Trees.map("propagationPolicy", "Background")))
                    .thenApply(answer -> required(answer, remove, said));
        }
        return evict(namespace, ((Act.Evict) act).pods(), said);
    }

    private CompletableFuture<List<String>> evict(String namespace, int pods, List<String> said) {
        CompletableFuture<List<String>> all = CompletableFuture.completedFuture(said);
        for (Manifest pod : Picture.evictable(list(path(Resources.PODS, namespace))).stream()
                .limit(pods)
                .toList()) {
            Map<String, Object> eviction = Trees.map(
                    "apiVersion",
                    evictions,
                    "kind",
                    "Eviction",
                    "metadata",
                    Trees.map("name", pod.name(), "namespace", namespace));
            String path = path(Resources.PODS, namespace) + "/" + pod.name() + "/eviction";
            all = all.thenCompose(before -> client.send("POST", path, JSON, text(eviction))
                    .thenApply(answer -> {
                        before.add(
                                answer.code() < 300
                                        ? "evicted"
                                        : answer.code() + " "
                                                + tree(answer.body()).text("message"));
                        return before;
                    }));
        }
        return all;
    }

    private static List<String> required(BareClient.Answer answer, Object what, List<String> said) {
        require(answer, what);
        return said;
    }

    private static void require(BareClient.Answer answer, Object what) {
        if (answer.code() >= 300) {
            throw new IllegalStateException(what + ": " + answer);
        }
    }

    private String path(Resource resource, String namespace) {
        String version = resource.apiVersion(minor);
        String root = version.contains("/") ? "/apis/" : "/api/";
        return root + version + (namespace.isEmpty() ? "" : "/namespaces/" + namespace) + "/" + resource.plural();
    }

    /** Returns when nothing has been written for so long. */
    @Override
    public void rest(Duration quiet) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String version = "";
        long since = System.nanoTime();
        while (System.nanoTime() < deadline) {
            String now = tree(get("/api/v1/namespaces?limit=1")).text("metadata", "resourceVersion");
            if (!now.equals(version)) {
                version = now;
                since = System.nanoTime();
            } else if (System.nanoTime() - since >= quiet.toNanos()) {
                return;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        throw new IllegalStateException("The real cluster does not come to rest.");
    }

    /**
     * Kubernetes takes an evicted pod's successor of the same name, which only a StatefulSet makes, for the evicted pod for
     * up to two minutes, unless it has seen that one terminate in between.
     */
    @Override
    public boolean hasOldNews() {
        return list(Resources.POD_DISRUPTION_BUDGETS).stream()
                .anyMatch(budget -> !budget.map("status", "disruptedPods").isEmpty());
    }

    @Override
    public List<Manifest> list(Resource resource) {
        return list(path(resource, ""));
    }

    private List<Manifest> list(String path) {
        return tree(get(path)).items("items");
    }

    private String get(String path) {
        try {
            return client.get(path);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Manifest tree(String json) {
        try {
            return Manifest.wrap(MAPPER.readValue(json, new TypeReference<Map<String, Object>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(json, e);
        }
    }

    private static String text(Object tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
