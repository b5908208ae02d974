package io.jenkins.plugins.gkeupgrade.engine.readiness;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where a PersistentVolume can be used.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/storage/persistent-volumes/#node-affinity">Node affinity of volumes</a>
 */
public final class VolumeFacts {
    private static final String HOST = "kubernetes.io/hostname";

    /** The label that Kubernetes uses now, those of GKE's disk driver, and the one of volumes made before 1.17. */
    public static final Set<String> ZONES =
            Set.of("topology.kubernetes.io/zone", "topology.gke.io/zone", "failure-domain.beta.kubernetes.io/zone");

    private VolumeFacts() {}

    /** Whether nodes have their zone as this label. */
    public static boolean isZone(String label) {
        return ZONES.contains(label);
    }

    /** Whether the data is on one node. */
    public static boolean local(Manifest volume) {
        return volume.at("spec", "local") != null
                || volume.at("spec", "hostPath") != null
                || expressions(volume).stream().anyMatch(e -> e.text("key").equals(HOST));
    }

    /** Zones in which it can be used; empty for all. */
    public static Set<String> zones(Manifest volume) {
        return expressions(volume).stream()
                .filter(e -> ZONES.contains(e.text("key")) && e.text("operator").equals("In"))
                .flatMap(e -> e.list("values").stream())
                .map(Object::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Manifest> expressions(Manifest volume) {
        return volume.items("spec", "nodeAffinity", "required", "nodeSelectorTerms").stream()
                .flatMap(term -> term.items("matchExpressions").stream())
                .toList();
    }

    /** Zones in which the StorageClass makes volumes; empty for all. */
    public static Set<String> allowedZones(Manifest storageClass) {
        return storageClass.items("allowedTopologies").stream()
                .flatMap(topology -> topology.items("matchLabelExpressions").stream())
                .filter(e -> ZONES.contains(e.text("key")))
                .flatMap(e -> e.list("values").stream())
                .map(Object::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
