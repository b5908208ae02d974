package io.jenkins.plugins.gkeupgrade.realkube.differential;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.realkube.PodBehaviour;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.nodes.PodScript;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A pod template that changes from phase to phase. Its merge patch says every field, also those that are not there. */
final class PodTemplate {
    private final String app;
    private final String namespace;
    private final Map<String, Object> annotations = new LinkedHashMap<>();
    private List<Object> tolerations = List.of();
    private List<Object> expressions = List.of();
    private String cpu = "100m";
    private String zone = "";
    private boolean free;
    private boolean alone;

    PodTemplate(String app, String namespace) {
        this.app = app;
        this.namespace = namespace;
        fate(Fate.READY);
    }

    PodTemplate tolerate(List<Object> wanted) {
        tolerations = List.copyOf(wanted);
        return this;
    }

    static Map<String, Object> toleration(String key, String value, String effect) {
        return Trees.map("key", key, "operator", "Equal", "value", value, "effect", effect);
    }

    static Map<String, Object> tolerateAll(String key) {
        return Trees.map("key", key, "operator", "Exists");
    }

    /** Nodes must have all of these. */
    PodTemplate require(List<Object> wanted) {
        expressions = List.copyOf(wanted);
        return this;
    }

    static Map<String, Object> expression(String key, String operator, String... values) {
        Map<String, Object> expression = Trees.map("key", key, "operator", operator);
        if (values.length > 0) {
            expression.put("values", List.of((Object[]) values));
        }
        return expression;
    }

    PodTemplate cpu(String wanted) {
        cpu = wanted;
        return this;
    }

    /** In that zone only, also after {@link #require}. */
    PodTemplate in(String wanted) {
        zone = wanted;
        return this;
    }

    /** They take so long to stop that controllers see it. */
    PodTemplate stopSlowly() {
        annotations.put(PodBehaviour.STOP, "700");
        return this;
    }

    /** Whether nodes of several pools will do. */
    PodTemplate free(boolean isFree) {
        free = isFree;
        return this;
    }

    /** No two pods on one node. */
    PodTemplate alone() {
        alone = true;
        return this;
    }

    /** Between which nodes the scheduler's taste, which is no matter of right and wrong, decides where a pod lands. */
    enum Choice {
        /** At most one zone of a pool will do. */
        ZONE_IS_CLEAR,
        /** All nodes of one pool will do. */
        POOL_IS_CLEAR,
        /** Nodes of several pools will do. */
        FREE;

        private static final String ANNOTATION = "differential/choice";

        /** The one that the pod's template had when the pod was made. */
        static Choice of(Manifest pod) {
            return valueOf(String.valueOf(pod.annotations().get(ANNOTATION)));
        }
    }

    private Choice choice() {
        if (free) {
            return Choice.FREE;
        }
        return zone.isEmpty() ? Choice.POOL_IS_CLEAR : Choice.ZONE_IS_CLEAR;
    }

    private Map<String, Object> annotations() {
        Map<String, Object> all = new LinkedHashMap<>(annotations);
        all.put(Choice.ANNOTATION, choice().name());
        return all;
    }

    /** What becomes of the pods, told to the kubelets of both sides. */
    enum Fate {
        READY(null, null),
        NEVER_READY("never-ready", "never-ready"),
        CRASH_LOOP("crash-loop", "crash-loop"),
        IMAGE_ERROR("image-error", "image-pull");

        private final String real;
        private final String simulated;

        Fate(String real, String simulated) {
            this.real = real;
            this.simulated = simulated;
        }
    }

    PodTemplate fate(Fate wanted) {
        annotations.put(PodBehaviour.FATE, wanted.real);
        annotations.put(PodBehaviour.RESTARTS, wanted == Fate.CRASH_LOOP ? "1" : null);
        annotations.put(PodScript.PREFIX + "fault", wanted.simulated);
        return this;
    }

    Map<String, Object> patch() {
        return Trees.map(
                "metadata", Trees.map("labels", Trees.map("app", app), "annotations", annotations()), "spec", spec());
    }

    /** The same without the fields that are not there. */
    Map<String, Object> tree() {
        Map<String, Object> present = annotations();
        present.values().removeIf(value -> value == null);
        Map<String, Object> spec = spec();
        spec.values().removeIf(value -> value == null);
        if (spec.get("affinity") instanceof Map<?, ?> affinity) {
            affinity.values().removeIf(value -> value == null);
        }
        return Trees.map("metadata", Trees.map("labels", Trees.map("app", app), "annotations", present), "spec", spec);
    }

    private Map<String, Object> spec() {
        Map<String, Object> container = Trees.map(
                "name",
                "main",
                "image",
                "registry.example/app:1",
                "resources",
                Trees.map("requests", Trees.map("cpu", cpu, "memory", "64Mi")));
        return Trees.map(
                "terminationGracePeriodSeconds",
                1,
                "nodeSelector",
                Trees.map(Script.LABEL, namespace),
                "tolerations",
                tolerations.isEmpty() ? null : new ArrayList<>(tolerations),
                "affinity",
                affinity(),
                "containers",
                List.of(container));
    }

    /** A merge patch leaves what it does not name, so both kinds are named always. */
    private Map<String, Object> affinity() {
        List<Object> all = new ArrayList<>(expressions);
        if (!zone.isEmpty()) {
            all.add(expression("topology.kubernetes.io/zone", "In", zone));
        }
        return all.isEmpty() && !alone
                ? null
                : Trees.map(
                        "nodeAffinity", all.isEmpty() ? null : nodes(all), "podAntiAffinity", alone ? apart() : null);
    }

    private static Map<String, Object> nodes(List<Object> all) {
        return Trees.map(
                "requiredDuringSchedulingIgnoredDuringExecution",
                Trees.map("nodeSelectorTerms", List.of(Trees.map("matchExpressions", all))));
    }

    private Map<String, Object> apart() {
        return Trees.map(
                "requiredDuringSchedulingIgnoredDuringExecution",
                List.of(Trees.map(
                        "topologyKey",
                        "kubernetes.io/hostname",
                        "labelSelector",
                        Trees.map("matchLabels", Trees.map("app", app)))));
    }
}
