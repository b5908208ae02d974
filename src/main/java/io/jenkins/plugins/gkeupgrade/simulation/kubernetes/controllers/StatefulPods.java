package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.controllers;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.ControlContext;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Pods;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pods of a StatefulSet with their names, claims and revisions. */
final class StatefulPods {
    private final ControlContext context;
    private final KubernetesApi api;
    private final Revisions revisions;

    StatefulPods(ControlContext context, KubernetesApi api, Revisions revisions) {
        this.context = context;
        this.api = api;
        this.revisions = revisions;
    }

    static int ordinal(Manifest pod) {
        return Integer.parseInt(pod.name().substring(pod.name().lastIndexOf('-') + 1));
    }

    static boolean isOf(Manifest pod, String revision) {
        return revision.equals(pod.labels().get(Revisions.HASH));
    }

    void create(Manifest set, int ordinal, String revision) {
        String name = set.name() + "-" + ordinal;
        Map<String, Object> pod = Pods.fromTemplate(set, revisions.template(set, revision));
        Map<String, Object> labels = new LinkedHashMap<>(Trees.map(pod, "metadata", "labels"));
        labels.put(Revisions.HASH, revision);
        labels.put("statefulset.kubernetes.io/pod-name", name);
        if (context.server().minor() >= 28) {
            labels.put("apps.kubernetes.io/pod-index", Integer.toString(ordinal));
        }
        Map<String, Object> spec = new LinkedHashMap<>(Trees.map(pod, "spec"));
        spec.put("hostname", name);
        if (!set.text("spec", "serviceName").isEmpty()) {
            spec.put("subdomain", set.text("spec", "serviceName"));
        }
        List<Map<String, Object>> templates = Trees.maps(set.tree(), "spec", "volumeClaimTemplates");
        if (!templates.isEmpty()) {
            spec.put("volumes", volumes(set, name, ordinal, templates, Trees.list(spec, "volumes")));
        }
        pod = Trees.with(pod, labels, "metadata", "labels");
        pod = Trees.with(pod, name, "metadata", "name");
        api.create(Resources.PODS, Manifest.wrap(Trees.with(pod, spec, "spec")));
    }

    /** The pod's volumes with its claims among them; claims that are not there yet are made. */
    private List<Object> volumes(
            Manifest set, String pod, int ordinal, List<Map<String, Object>> templates, List<Object> others) {
        List<Object> volumes = new ArrayList<>();
        for (Map<String, Object> template : templates) {
            String volume = Trees.text(template, "metadata", "name");
            String claim = volume + "-" + pod;
            if (context.store().get(Resources.PERSISTENT_VOLUME_CLAIMS, set.namespace(), claim) == null) {
                api.create(
                        Resources.PERSISTENT_VOLUME_CLAIMS,
                        Manifest.wrap(Trees.tree(
                                "metadata",
                                Trees.tree(
                                        "name",
                                        claim,
                                        "namespace",
                                        set.namespace(),
                                        "labels",
                                        Trees.map(set.tree(), "spec", "selector", "matchLabels")),
                                "spec",
                                template.get("spec"),
                                "status",
                                Trees.tree("phase", "Pending"))));
            }
            volumes.add(Trees.tree("name", volume, "persistentVolumeClaim", Trees.tree("claimName", claim)));
        }
        for (Object other : others) {
            boolean replaced = templates.stream()
                    .anyMatch(
                            template -> Trees.text(template, "metadata", "name").equals(Trees.text(other, "name")));
            if (!replaced) {
                volumes.add(other);
            }
        }
        return volumes;
    }
}
