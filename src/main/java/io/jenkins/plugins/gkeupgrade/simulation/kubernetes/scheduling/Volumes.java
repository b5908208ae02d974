package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.ControlContext;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.NodeManifests;
import java.util.List;
import java.util.Map;

/** Claims and the zonal disks behind them: a disk is made in the zone of the first pod that needs it. */
final class Volumes {
    private final ControlContext context;
    private final KubernetesApi api;

    Volumes(ControlContext context) {
        this.context = context;
        this.api = context.api("persistent-volume-binder");
    }

    private Manifest claim(String namespace, String name) {
        return context.store().get(Resources.PERSISTENT_VOLUME_CLAIMS, namespace, name);
    }

    boolean exists(String namespace, String claim) {
        return claim(namespace, claim) != null;
    }

    boolean reachable(String namespace, String claim, Manifest node) {
        String volume = claim(namespace, claim).text("spec", "volumeName");
        Manifest disk = volume.isEmpty() ? null : context.store().get(Resources.PERSISTENT_VOLUMES, "", volume);
        Object required = disk == null ? null : disk.at("spec", "nodeAffinity", "required");
        return required == null || NodeAffinityRule.terms(required).stream().anyMatch(term -> term.matches(node));
    }

    /** Gives every claim of the pod that has none a disk in the node's zone. */
    void bind(PodFacts pod, Manifest node) {
        for (String name : pod.claims) {
            Manifest claim = claim(pod.pod.namespace(), name);
            if (claim != null && claim.text("spec", "volumeName").isEmpty()) {
                bind(claim, String.valueOf(node.labels().get(NodeManifests.ZONE)));
            }
        }
    }

    private void bind(Manifest claim, String zone) {
        String volume = "pvc-" + claim.uid();
        Object modes = claim.at("spec", "accessModes");
        Map<String, Object> size = Trees.tree("storage", claim.at("spec", "resources", "requests", "storage"));
        Map<String, Object> inZone = Trees.tree(
                "matchExpressions",
                List.of(Trees.tree("key", NodeManifests.ZONE, "operator", "In", "values", List.of(zone))));
        api.create(
                Resources.PERSISTENT_VOLUMES,
                Manifest.wrap(Trees.tree(
                        "metadata",
                        Trees.tree("name", volume),
                        "spec",
                        Trees.tree(
                                "capacity",
                                size,
                                "accessModes",
                                modes,
                                "claimRef",
                                Trees.tree("namespace", claim.namespace(), "name", claim.name(), "uid", claim.uid()),
                                "nodeAffinity",
                                Trees.tree("required", Trees.tree("nodeSelectorTerms", List.of(inZone)))),
                        "status",
                        Trees.tree("phase", "Bound"))));
        Manifest bound = api.replace(
                Resources.PERSISTENT_VOLUME_CLAIMS, Subresource.NONE, Trees.with(claim, volume, "spec", "volumeName"));
        Map<String, Object> status = Trees.tree("phase", "Bound", "accessModes", modes, "capacity", size);
        api.replace(Resources.PERSISTENT_VOLUME_CLAIMS, Subresource.STATUS, Trees.with(bound, status, "status"));
    }
}
