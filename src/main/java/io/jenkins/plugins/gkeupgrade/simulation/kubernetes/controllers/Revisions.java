package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.controllers;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Names;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.ControlContext;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Pods;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The history of templates of a StatefulSet or DaemonSet, kept as ControllerRevision objects. */
final class Revisions {
    static final String HASH = "controller-revision-hash";

    private final ControlContext context;
    private final KubernetesApi api;

    Revisions(ControlContext context, KubernetesApi api) {
        this.context = context;
        this.api = api;
    }

    private List<Manifest> of(Manifest workload) {
        return context.owners()
                .of(workload.uid(), Resources.CONTROLLER_REVISIONS)
                .sorted(Comparator.comparingLong(revision -> revision.number(0, "revision")))
                .toList();
    }

    /** The revision of the present template; an equal one from the past becomes the newest again. */
    Manifest now(Manifest workload) {
        Map<String, Object> template = workload.map("spec", "template");
        List<Manifest> all = of(workload);
        long newest = all.isEmpty() ? 0 : all.get(all.size() - 1).number(0, "revision");
        for (Manifest revision : all) {
            if (revision.map("data", "spec", "template").equals(template)) {
                return revision.number(0, "revision") == newest
                        ? revision
                        : api.replace(
                                Resources.CONTROLLER_REVISIONS,
                                Subresource.NONE,
                                Trees.with(revision, newest + 1, "revision"));
            }
        }
        String hash = Names.hash(template);
        return api.create(
                Resources.CONTROLLER_REVISIONS,
                Manifest.wrap(Trees.tree(
                        "metadata",
                        Trees.tree(
                                "name",
                                workload.name() + "-" + hash,
                                "namespace",
                                workload.namespace(),
                                "labels",
                                Trees.with(Trees.map(template, "metadata", "labels"), hash, HASH),
                                "ownerReferences",
                                Pods.ownedBy(workload)),
                        "data",
                        Trees.tree("spec", Trees.tree("template", template)),
                        "revision",
                        newest + 1)));
    }

    /** The template of a revision by name; the present one when that revision is gone. */
    Map<String, Object> template(Manifest workload, String name) {
        Manifest revision = context.store().get(Resources.CONTROLLER_REVISIONS, workload.namespace(), name);
        return revision == null ? workload.map("spec", "template") : revision.map("data", "spec", "template");
    }

    /** Deletes the oldest ones above the workload's limit, but none that is in use. */
    void trim(Manifest workload, Set<String> used) {
        List<Manifest> unused = of(workload).stream()
                .filter(revision -> !used.contains(revision.name()))
                .toList();
        long surplus = unused.size() - workload.number(10, "spec", "revisionHistoryLimit");
        for (int i = 0; i < surplus; i++) {
            Manifest revision = unused.get(i);
            api.delete(Resources.CONTROLLER_REVISIONS, revision.namespace(), revision.name(), DeleteOptions.DEFAULT);
        }
    }
}
