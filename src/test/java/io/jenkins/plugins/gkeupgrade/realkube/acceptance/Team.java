package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.gkeupgrade.realkube.RealKubernetes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Somebody with a client of their own who edits workloads in turn, and knows what must be there in the end. */
final class Team implements AutoCloseable {
    private static final long NANOS_BETWEEN_EDITS = 25_000_000;
    /**
     * In so many, each workload sees every kind of edit. After these nobody edits templates or scales: a workload that is
     * never done rolling out never arrives.
     */
    private static final int ROUNDS = 9;

    /** A workload as the API server of Kubernetes 1.20 knows it. */
    record Target(String apiVersion, String kind, String name) {
        boolean scales() {
            return !kind.equals("DaemonSet") && !kind.equals("CronJob");
        }

        boolean isJob() {
            return kind.equals("CronJob");
        }
    }

    /** What one workload must show. */
    private static final class Edits {
        final List<String> annotations = new ArrayList<>();
        final List<String> tolerations = new ArrayList<>();
        final List<Integer> preferences = new ArrayList<>();
        String image;
        Integer replicas;
    }

    private final KubernetesClient client;
    private final String namespace;
    private final List<Target> targets;
    private final Map<Target, Edits> edits = new HashMap<>();
    private volatile boolean editing;
    private volatile Throwable problem;
    private Thread thread;
    private int count;

    Team(RealKubernetes cluster, String namespace, List<Target> targets) {
        this.client = RealKubernetes.client(cluster.kubeconfig());
        this.namespace = namespace;
        this.targets = targets;
        targets.forEach(target -> edits.put(target, new Edits()));
    }

    void startEditing() {
        editing = true;
        thread = new Thread(this::edit, "team");
        thread.start();
    }

    /** Ends when every workload has seen every kind of edit. */
    void stopEditing() throws InterruptedException {
        editing = false;
        thread.join();
        assertEquals(null, problem);
    }

    private void edit() {
        try {
            int last = count + ROUNDS * targets.size();
            for (; editing || count < last; count++) {
                Target target = targets.get(count % targets.size());
                int round = count / targets.size();
                if (count >= last || round % 3 == 2) {
                    annotate(target, edits.get(target));
                } else if (round % 3 == 1 && target.scales()) {
                    scale(target, edits.get(target));
                } else {
                    editTemplate(target, edits.get(target), round / 3 % 3);
                }
                LockSupport.parkNanos(NANOS_BETWEEN_EDITS);
            }
        } catch (RuntimeException e) {
            problem = e;
        }
    }

    private Resource<GenericKubernetesResource> resource(Target target) {
        return client.genericKubernetesResources(target.apiVersion(), target.kind())
                .inNamespace(namespace)
                .withName(target.name());
    }

    /** As kubectl scale does it: without looking. */
    private void scale(Target target, Edits done) {
        done.replicas = done.replicas == null || done.replicas == 2 ? 3 : 2;
        merge(target, "{\"spec\":{\"replicas\":" + done.replicas + "}}");
    }

    /** As kubectl annotate does it: without looking. */
    private void annotate(Target target, Edits done) {
        done.annotations.add("edit-" + count);
        merge(target, "{\"metadata\":{\"annotations\":{\"edit-" + count + "\":\"yes\"}}}");
    }

    private void merge(Target target, String patch) {
        resource(target).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    private void editTemplate(Target target, Edits done, int what) {
        switch (what) {
            case 0 -> {
                done.image = "registry.example/" + target.name() + ":" + count;
                setImage(target, done.image);
            }
            case 1 -> {
                String key = "team-" + count;
                done.tolerations.add(key);
                replace(target, spec -> list(spec, "tolerations").add(Map.of("key", key, "operator", "Exists")));
            }
            default -> {
                int weight = 1 + count % 100;
                done.preferences.add(weight);
                replace(target, spec -> prefer(spec, weight));
            }
        }
    }

    /** As kubectl set image does it. */
    private void setImage(Target target, String image) {
        String template =
                "{\"template\":{\"spec\":{\"containers\":[{\"name\":\"main\",\"image\":\"" + image + "\"}]}}}";
        String spec = target.isJob() ? "{\"jobTemplate\":{\"spec\":" + template + "}}" : template;
        resource(target).patch(PatchContext.of(PatchType.STRATEGIC_MERGE), "{\"spec\":" + spec + "}");
    }

    private static void prefer(Map<String, Object> spec, int weight) {
        Map<String, Object> nodes = map(map(spec, "affinity"), "nodeAffinity");
        Map<String, Object> any = Map.of("matchExpressions", List.of(Map.of("key", "team", "operator", "Exists")));
        list(nodes, "preferredDuringSchedulingIgnoredDuringExecution").add(Map.of("weight", weight, "preference", any));
    }

    @SuppressWarnings("unchecked") // as the API server has it
    private static Map<String, Object> map(Map<String, Object> parent, String field) {
        return (Map<String, Object>) parent.computeIfAbsent(field, any -> new LinkedHashMap<>());
    }

    @SuppressWarnings("unchecked") // as the API server has it
    private static List<Object> list(Map<String, Object> parent, String field) {
        return (List<Object>) parent.computeIfAbsent(field, any -> new ArrayList<>());
    }

    /** Reads, changes and writes, and again when somebody else (we) wrote in between, as controllers do it. */
    private void replace(Target target, Consumer<Map<String, Object>> change) {
        while (true) {
            GenericKubernetesResource now = resource(target).get();
            change.accept(podSpec(target, now));
            try {
                client.resource(now).update();
                return;
            } catch (KubernetesClientException e) {
                if (e.getCode() != 409) {
                    throw e;
                }
            }
        }
    }

    private static Map<String, Object> podSpec(Target target, GenericKubernetesResource object) {
        return target.isJob()
                ? object.get("spec", "jobTemplate", "spec", "template", "spec")
                : object.get("spec", "template", "spec");
    }

    /** @return the pods' specifications as they are now */
    Map<Target, PodSpec> assertNothingLost() {
        Map<Target, PodSpec> all = new LinkedHashMap<>();
        for (Target target : targets) {
            GenericKubernetesResource now = resource(target).get();
            Edits done = edits.get(target);
            PodSpec spec = Serialization.unmarshal(Serialization.asJson(podSpec(target, now)), PodSpec.class);
            assertFalse(done.annotations.isEmpty() || done.tolerations.isEmpty() || done.preferences.isEmpty());
            assertTrue(now.getMetadata().getAnnotations().keySet().containsAll(done.annotations), now::toString);
            assertTrue(
                    spec.getTolerations().stream()
                            .map(Toleration::getKey)
                            .toList()
                            .containsAll(done.tolerations),
                    now::toString);
            assertEquals(done.preferences, preferences(spec));
            if (target.scales()) {
                assertEquals(done.replicas, now.<Integer>get("spec", "replicas"), now::toString);
            }
            assertNotNull(done.image);
            assertEquals(done.image, spec.getContainers().get(0).getImage());
            all.put(target, spec);
        }
        return all;
    }

    private static List<Integer> preferences(PodSpec spec) {
        return spec.getAffinity() == null || spec.getAffinity().getNodeAffinity() == null
                ? List.of()
                : spec.getAffinity().getNodeAffinity().getPreferredDuringSchedulingIgnoredDuringExecution().stream()
                        .map(t -> t.getWeight())
                        .toList();
    }

    @Override
    public void close() {
        editing = false;
        client.close();
    }
}
