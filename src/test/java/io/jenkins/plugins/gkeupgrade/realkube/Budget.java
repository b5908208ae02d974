package io.jenkins.plugins.gkeupgrade.realkube;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;

/** A PodDisruptionBudget, in the version of its API that the server has. */
public final class Budget {
    private final Resource<GenericKubernetesResource> budget;

    private Budget(Resource<GenericKubernetesResource> budget) {
        this.budget = budget;
    }

    /** The one of that name, which is there. */
    public static Budget named(KubernetesClient client, String namespace, String name) {
        return new Budget(
                client.genericKubernetesResources(ServedApis.of(client).budgets(), "PodDisruptionBudget")
                        .inNamespace(namespace)
                        .withName(name));
    }

    /** Makes one for the pods with the label {@code app=name}. */
    static Budget create(KubernetesClient client, String namespace, String name, int minAvailable) {
        Map<String, Object> tree = Map.of(
                "apiVersion", ServedApis.of(client).budgets(),
                "kind", "PodDisruptionBudget",
                "metadata", Map.of("name", name, "namespace", namespace),
                "spec", Map.of("minAvailable", minAvailable, "selector", Map.of("matchLabels", Map.of("app", name))));
        client.resource(Serialization.asJson(tree)).create();
        return named(client, namespace, name);
    }

    /** Has it keep so many pods from now on. */
    public void keep(int minAvailable) {
        budget.patch(
                PatchContext.of(PatchType.JSON_MERGE),
                Serialization.asJson(Map.of("spec", Map.of("minAvailable", minAvailable))));
    }

    /** How many pods it counts as healthy; none before the controller has seen it. */
    int healthy() {
        Object healthy = budget.get().get("status", "currentHealthy");
        return healthy instanceof Number number ? number.intValue() : 0;
    }

    void delete() {
        budget.delete();
    }
}
