package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.controllers;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Amounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The ReplicaSets of one Deployment, oldest first.
 *
 * @param now the one that has the Deployment's template, or null
 * @param old all others
 */
record ReplicaSets(Manifest now, List<Manifest> old) {
    static final String HASH = "pod-template-hash";
    static final String REVISION = "deployment.kubernetes.io/revision";
    static final String DESIRED = "deployment.kubernetes.io/desired-replicas";
    static final String MAX = "deployment.kubernetes.io/max-replicas";

    private static final Comparator<Manifest> OLDEST_FIRST = Comparator.comparing(
                    (Manifest set) -> set.text("metadata", "creationTimestamp"))
            .thenComparing(Manifest::name);

    static ReplicaSets of(Manifest deployment, List<Manifest> owned) {
        List<Manifest> sorted = new ArrayList<>(owned);
        sorted.sort(OLDEST_FIRST);
        Manifest now = null;
        for (Manifest set : sorted) {
            if (now == null && sameTemplate(deployment.map("spec", "template"), set.map("spec", "template"))) {
                now = set;
            }
        }
        sorted.remove(now);
        return new ReplicaSets(now, List.copyOf(sorted));
    }

    private static boolean sameTemplate(Map<String, Object> wanted, Map<String, Object> has) {
        if (!Objects.equals(wanted.get("spec"), has.get("spec"))) {
            return false;
        }
        return wanted.equals(Trees.with(has, null, "metadata", "labels", HASH));
    }

    List<Manifest> all() {
        List<Manifest> all = new ArrayList<>(old);
        if (now != null) {
            all.add(now);
        }
        return all;
    }

    List<Manifest> active() {
        return all().stream().filter(set -> Amounts.replicas(set) > 0).toList();
    }

    static long wanted(List<Manifest> sets) {
        return sets.stream().mapToLong(Amounts::replicas).sum();
    }

    static long sum(List<Manifest> sets, String statusField) {
        return sets.stream().mapToLong(set -> count(set, statusField)).sum();
    }

    static long count(Manifest set, String statusField) {
        return set == null ? 0 : set.number(0, "status", statusField);
    }

    static long revision(Manifest object) {
        Object revision = object.annotations().get(REVISION);
        return revision == null ? 0 : Long.parseLong(revision.toString());
    }

    /** Changes the number of pods, and the note of how large the Deployment was when it did. */
    static void scale(KubernetesApi api, Manifest deployment, Manifest set, long replicas) {
        Map<String, Object> changed = Trees.with(set.tree(), replicas, "spec", "replicas");
        changed = Trees.with(changed, annotated(deployment, set.annotations()), "metadata", "annotations");
        api.replace(Resources.REPLICA_SETS, Subresource.NONE, Manifest.wrap(changed));
    }

    static Map<String, Object> annotated(Manifest deployment, Map<String, Object> annotations) {
        long replicas = Amounts.replicas(deployment);
        Map<String, Object> all = Trees.with(annotations, Long.toString(replicas), DESIRED);
        return Trees.with(all, Long.toString(replicas + Amounts.maxSurge(deployment)), MAX);
    }

    static long annotation(Manifest set, String name, long fallback) {
        Object value = set.annotations().get(name);
        return value == null ? fallback : Long.parseLong(value.toString());
    }
}
