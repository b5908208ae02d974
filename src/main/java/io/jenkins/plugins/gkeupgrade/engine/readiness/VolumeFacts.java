package io.jenkins.plugins.gkeupgrade.engine.readiness;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a PersistentVolume can be used.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/storage/persistent-volumes/#node-affinity">Node affinity of volumes</a>
 */
public final class VolumeFacts {
    /** The label of Kubernetes, and those of drivers for local disks, such as {@code topology.topolvm.io/node}. */
    private static final Pattern NODE = Pattern.compile(".*/(hostname|node|nodename)");

    private static final Set<String> NETWORK =
            Set.of("filestore.csi.storage.gke.io", "gcsfuse.csi.storage.gke.io", "nfs.csi.k8s.io");
    /** Between the zones of a regional disk, in a label. */
    private static final String AND = "__";

    /** The label that Kubernetes uses now, those of GKE's disk driver, and the one of volumes made before 1.17. */
    public static final Set<String> ZONES =
            Set.of("topology.kubernetes.io/zone", "topology.gke.io/zone", "failure-domain.beta.kubernetes.io/zone");

    private VolumeFacts() {}

    /** Whether nodes have their zone as this label. */
    public static boolean isZone(String label) {
        return ZONES.contains(label);
    }

    /**
     * Whether several nodes may use it at a time though it was asked for by one only: what is not attached to a node, but
     * reached over the network, is kept from none.
     */
    public static boolean reachable(Manifest volume) {
        return volume.at("spec", "nfs") != null || NETWORK.contains(volume.text("spec", "csi", "driver"));
    }

    /** Whether the data is on one node. */
    public static boolean local(Manifest volume) {
        return volume.at("spec", "local") != null
                || volume.at("spec", "hostPath") != null
                || expressions(volume).stream()
                        .anyMatch(e -> NODE.matcher(e.text("key")).matches());
    }

    /** Zones in which it can be used; empty for all. */
    public static Set<String> zones(Manifest volume) {
        Set<String> zones = expressions(volume).stream()
                .filter(e -> ZONES.contains(e.text("key")) && e.text("operator").equals("In"))
                .flatMap(e -> e.list("values").stream())
                .map(Object::toString)
                .collect(Collectors.toCollection(TreeSet::new));
        return zones.isEmpty() ? labelled(volume) : zones;
    }

    /** The scheduler goes by labels of the volume as well, as those made by hand have them. */
    private static Set<String> labelled(Manifest volume) {
        return ZONES.stream()
                .map(key -> volume.text("metadata", "labels", key))
                .flatMap(zones -> Arrays.stream(zones.split(AND)))
                .filter(zone -> !zone.isEmpty())
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
