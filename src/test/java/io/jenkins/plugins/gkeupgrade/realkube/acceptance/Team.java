package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeAffinityBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTermBuilder;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jenkins.plugins.gkeupgrade.realkube.RealKubernetes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Somebody with a client of their own who edits Deployments in turn, and knows what must be there in the end. */
final class Team implements AutoCloseable {
    private static final long NANOS_BETWEEN_EDITS = 25_000_000;
    /** After these, nobody edits templates or scales: a workload that is never done rolling out never arrives. */
    private static final int ROUNDS = 9;

    /** What one Deployment must show. */
    private static final class Edits {
        final List<String> annotations = new ArrayList<>();
        final List<String> tolerations = new ArrayList<>();
        final List<Integer> preferences = new ArrayList<>();
        String image;
        Integer replicas;
    }

    private final KubernetesClient client;
    private final String namespace;
    private final List<String> names;
    private final Map<String, Edits> edits = new HashMap<>();
    private volatile boolean editing;
    private volatile Throwable problem;
    private Thread thread;
    private int count;

    Team(RealKubernetes cluster, String namespace, List<String> names) {
        this.client = RealKubernetes.client(cluster.kubeconfig());
        this.namespace = namespace;
        this.names = names;
        names.forEach(name -> edits.put(name, new Edits()));
    }

    void startEditing() {
        editing = true;
        thread = new Thread(this::edit, "team");
        thread.start();
    }

    void stopEditing() throws InterruptedException {
        editing = false;
        thread.join();
        assertEquals(null, problem);
    }

    private void edit() {
        try {
            int last = count + ROUNDS * names.size();
            for (; editing; count++) {
                String name = names.get(count % names.size());
                if (count < last && count / names.size() % 3 == 0) {
                    editTemplate(name, edits.get(name));
                } else if (count < last && count / names.size() % 3 == 1) {
                    scale(name, edits.get(name));
                } else {
                    annotate(name, edits.get(name));
                }
                LockSupport.parkNanos(NANOS_BETWEEN_EDITS);
            }
        } catch (RuntimeException e) {
            problem = e;
        }
    }

    private RollableScalableResource<Deployment> deployment(String name) {
        return client.apps().deployments().inNamespace(namespace).withName(name);
    }

    /** As kubectl scale does it: without looking. */
    private void scale(String name, Edits done) {
        done.replicas = done.replicas == null || done.replicas == 2 ? 3 : 2;
        merge(name, "{\"spec\":{\"replicas\":" + done.replicas + "}}");
    }

    /** As kubectl annotate does it: without looking. */
    private void annotate(String name, Edits done) {
        done.annotations.add("edit-" + count);
        merge(name, "{\"metadata\":{\"annotations\":{\"edit-" + count + "\":\"yes\"}}}");
    }

    private void merge(String name, String patch) {
        deployment(name).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    private void editTemplate(String name, Edits done) {
        int number = count;
        switch (count / 3 / names.size() % 3) {
            case 0 -> {
                done.image = "registry.example/" + name + ":" + number;
                String container = "{\"name\":\"main\",\"image\":\"" + done.image + "\"}";
                deployment(name)
                        .patch(
                                PatchContext.of(PatchType.STRATEGIC_MERGE),
                                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[" + container + "]}}}}");
            }
            case 1 -> {
                done.tolerations.add("team-" + number);
                replace(
                        name,
                        spec -> spec.getTolerations()
                                .add(new TolerationBuilder()
                                        .withKey("team-" + number)
                                        .withOperator("Exists")
                                        .build()));
            }
            default -> {
                int weight = 1 + number % 100;
                done.preferences.add(weight);
                replace(name, spec -> prefer(spec, weight));
            }
        }
    }

    private static void prefer(PodSpec spec, int weight) {
        Affinity affinity = Objects.requireNonNullElseGet(spec.getAffinity(), () -> new AffinityBuilder().build());
        NodeAffinity nodes =
                Objects.requireNonNullElseGet(affinity.getNodeAffinity(), () -> new NodeAffinityBuilder().build());
        nodes.getPreferredDuringSchedulingIgnoredDuringExecution()
                .add(new PreferredSchedulingTermBuilder()
                        .withWeight(weight)
                        .withNewPreference()
                        .addNewMatchExpression()
                        .withKey("team")
                        .withOperator("Exists")
                        .endMatchExpression()
                        .endPreference()
                        .build());
        affinity.setNodeAffinity(nodes);
        spec.setAffinity(affinity);
    }

    /** Reads, changes and writes, and again when somebody else (we) wrote in between, as controllers do it. */
    private void replace(String name, Consumer<PodSpec> change) {
        while (true) {
            Deployment now = deployment(name).get();
            change.accept(now.getSpec().getTemplate().getSpec());
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

    /** @return the Deployments as they are now */
    List<Deployment> assertNothingLost() {
        List<Deployment> all = new ArrayList<>();
        for (String name : names) {
            Deployment now = deployment(name).get();
            Edits done = edits.get(name);
            PodSpec spec = now.getSpec().getTemplate().getSpec();
            assertTrue(now.getMetadata().getAnnotations().keySet().containsAll(done.annotations), now::toString);
            assertTrue(
                    spec.getTolerations().stream().map(t -> t.getKey()).toList().containsAll(done.tolerations),
                    now::toString);
            assertEquals(done.preferences, preferences(spec));
            if (done.replicas != null) {
                assertEquals(done.replicas, now.getSpec().getReplicas());
            }
            if (done.image != null) {
                assertEquals(done.image, spec.getContainers().get(0).getImage());
            }
            all.add(now);
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
