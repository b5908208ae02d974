package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.controllers;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Names;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Amounts;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.ControlContext;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Key;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Pods;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Rolls Deployments from one template to the next by scaling ReplicaSets, one step at a time. */
final class DeploymentController extends WorkloadController {
    /** Annotations of a Deployment that its ReplicaSets do not get. */
    private static final Set<String> NOT_COPIED = Set.of(
            "kubectl.kubernetes.io/last-applied-configuration",
            ReplicaSets.REVISION,
            "deployment.kubernetes.io/revision-history",
            ReplicaSets.DESIRED,
            ReplicaSets.MAX);

    private final DeploymentProgress progress;

    DeploymentController(ControlContext context) {
        super(context, "deployment-controller", Resources.DEPLOYMENTS, Resources.REPLICA_SETS);
        this.progress = new DeploymentProgress(context);
    }

    @Override
    public void changed(Resource changed, Manifest before, Manifest now) {
        super.changed(changed, before, now);
        if (changed.equals(Resources.PODS) && now == null) {
            podIsGone(before);
        }
    }

    /** A Deployment that recreates waits until its last old pod has ended, and no ReplicaSet tells of that. */
    private void podIsGone(Manifest pod) {
        Manifest set = ownerOf(pod, Resources.REPLICA_SETS);
        Manifest deployment = set == null ? null : ownerOf(set, Resources.DEPLOYMENTS);
        if (deployment != null && recreates(deployment)) {
            queue.add(Key.of(deployment));
        }
    }

    private Manifest ownerOf(Manifest object, Resource kind) {
        Map<String, Object> owner = Pods.controllerOf(object);
        return kind.kind().equals(owner.get("kind"))
                ? context.store().get(kind, object.namespace(), Trees.text(owner, "name"))
                : null;
    }

    private static boolean recreates(Manifest deployment) {
        return deployment.text("spec", "strategy", "type").equals("Recreate");
    }

    @Override
    void sync(Manifest deployment) {
        ReplicaSets sets = ReplicaSets.of(deployment, children(deployment));
        if (deployment.flag("spec", "paused")) {
            new ProportionalScaling(api, deployment, sets).run();
            finish(deployment, sets);
        } else if (sizeChanged(deployment, sets)) {
            new ProportionalScaling(api, deployment, sets).run();
            finish(deployment, sets);
        } else if (recreates(deployment)) {
            recreate(deployment, sets);
        } else {
            roll(deployment, sets);
        }
    }

    private static boolean sizeChanged(Manifest deployment, ReplicaSets sets) {
        long replicas = Amounts.replicas(deployment);
        return sets.active().stream()
                .anyMatch(set -> ReplicaSets.annotation(set, ReplicaSets.DESIRED, replicas) != replicas);
    }

    private void recreate(Manifest deployment, ReplicaSets sets) {
        boolean scaled = false;
        for (Manifest set : sets.old()) {
            if (Amounts.replicas(set) > 0) {
                ReplicaSets.scale(api, deployment, set, 0);
                scaled = true;
            }
        }
        if (scaled || oldPodsRun(sets)) {
            finish(deployment, sets);
            return;
        }
        Prepared prepared = prepare(deployment, sets, Amounts.replicas(deployment));
        Manifest now = prepared.sets().now();
        if (Amounts.replicas(now) != Amounts.replicas(deployment)) {
            ReplicaSets.scale(api, prepared.deployment(), now, Amounts.replicas(deployment));
        }
        finish(prepared.deployment(), prepared.sets());
    }

    /** Pods count until they are gone: terminating ones, too. */
    private boolean oldPodsRun(ReplicaSets sets) {
        return sets.old().stream()
                .flatMap(set -> context.owners().of(set.uid(), Resources.PODS))
                .anyMatch(pod -> !Pods.isOver(pod));
    }

    private void roll(Manifest deployment, ReplicaSets before) {
        Prepared prepared = prepare(deployment, before, roomForNew(deployment, before, 0));
        ReplicaSets sets = prepared.sets();
        Manifest now = sets.now();
        long replicas = Amounts.replicas(deployment);
        long has = Amounts.replicas(now);
        long next = has > replicas ? replicas : has + roomForNew(deployment, sets, has);
        if (next != has) {
            ReplicaSets.scale(api, deployment, now, next);
        } else {
            new RollingScaleDown(api, prepared.deployment(), sets).run();
        }
        finish(prepared.deployment(), sets);
    }

    private static long roomForNew(Manifest deployment, ReplicaSets sets, long has) {
        long replicas = Amounts.replicas(deployment);
        long most = replicas + Amounts.maxSurge(deployment);
        return Math.max(0, Math.min(most - ReplicaSets.wanted(sets.all()), replicas - has));
    }

    private record Prepared(Manifest deployment, ReplicaSets sets) {}

    /** Makes sure that there is a ReplicaSet for the template and that it carries the newest revision. */
    private Prepared prepare(Manifest deployment, ReplicaSets sets, long size) {
        long revision =
                1 + sets.old().stream().mapToLong(ReplicaSets::revision).max().orElse(0);
        Manifest now = sets.now();
        Map<String, Object> condition;
        if (now == null) {
            now = create(deployment, size, revision);
            condition = DeploymentProgress.progressing(
                    "True", "NewReplicaSetCreated", "Created new replica set \"" + now.name() + "\"");
        } else {
            now = reuse(deployment, now, revision);
            boolean first = DeploymentProgress.reason(deployment).isEmpty();
            condition = first
                    ? DeploymentProgress.progressing(
                            "True", "FoundNewReplicaSet", "Found new replica set \"" + now.name() + "\"")
                    : Map.of();
        }
        String is = Long.toString(ReplicaSets.revision(now));
        Manifest marked = deployment;
        if (!is.equals(deployment.annotations().get(ReplicaSets.REVISION))) {
            marked = Trees.with(marked, is, "metadata", "annotations", ReplicaSets.REVISION);
        }
        if (!condition.isEmpty() && progress.hasDeadline(deployment)) {
            marked = progress.with(marked, condition);
        }
        if (marked != deployment) {
            marked = api.replace(resource, Subresource.STATUS, marked);
        }
        return new Prepared(marked, new ReplicaSets(now, sets.old()));
    }

    private Manifest create(Manifest deployment, long size, long revision) {
        Map<String, Object> template = deployment.map("spec", "template");
        String hash = Names.hash(template);
        Map<String, Object> labelled = Trees.with(template, hash, "metadata", "labels", ReplicaSets.HASH);
        Map<String, Object> spec = Trees.tree(
                "replicas",
                size,
                "minReadySeconds",
                deployment.at("spec", "minReadySeconds"),
                "selector",
                Trees.with(deployment.map("spec", "selector"), hash, "matchLabels", ReplicaSets.HASH),
                "template",
                labelled);
        Map<String, Object> annotations = new LinkedHashMap<>(ReplicaSets.annotated(deployment, copied(deployment)));
        annotations.put(ReplicaSets.REVISION, Long.toString(revision));
        return api.create(
                Resources.REPLICA_SETS,
                Manifest.wrap(Trees.tree(
                        "metadata",
                        Trees.tree(
                                "name",
                                deployment.name() + "-" + hash,
                                "namespace",
                                deployment.namespace(),
                                "labels",
                                Trees.map(labelled, "metadata", "labels"),
                                "annotations",
                                annotations,
                                "ownerReferences",
                                Pods.ownedBy(deployment)),
                        "spec",
                        spec)));
    }

    private static Map<String, Object> copied(Manifest deployment) {
        Map<String, Object> annotations = new LinkedHashMap<>(deployment.annotations());
        annotations.keySet().removeAll(NOT_COPIED);
        return annotations;
    }

    private Manifest reuse(Manifest deployment, Manifest set, long revision) {
        Map<String, Object> copied = copied(deployment);
        boolean upToDate = ReplicaSets.revision(set) >= revision
                && set.annotations().entrySet().containsAll(copied.entrySet())
                && Objects.equals(set.at("spec", "minReadySeconds"), deployment.at("spec", "minReadySeconds"));
        if (upToDate) {
            return set;
        }
        Map<String, Object> annotations = new LinkedHashMap<>(set.annotations());
        annotations.putAll(copied);
        if (ReplicaSets.revision(set) < revision) {
            annotations.put(ReplicaSets.REVISION, Long.toString(revision));
        }
        Map<String, Object> changed = Trees.with(set.tree(), annotations, "metadata", "annotations");
        changed = Trees.with(changed, deployment.at("spec", "minReadySeconds"), "spec", "minReadySeconds");
        return api.replace(Resources.REPLICA_SETS, Subresource.NONE, Manifest.wrap(changed));
    }

    private void finish(Manifest deployment, ReplicaSets sets) {
        // Scaling has changed the sets: what follows must see them as they are now.
        ReplicaSets now = ReplicaSets.of(deployment, children(deployment));
        Map<String, Object> status = progress.status(deployment, now);
        updateStatus(deployment, status);
        progress.untilDeadline(deployment, status).ifPresent(left -> queue.addAfter(Key.of(deployment), left));
        if (DeploymentProgress.isComplete(deployment, status)) {
            cleanUp(deployment, now);
        }
    }

    /** Keeps the newest old ReplicaSets for a return to them and deletes the others. */
    private void cleanUp(Manifest deployment, ReplicaSets sets) {
        List<Manifest> done = new ArrayList<>(sets.old().stream()
                .filter(set -> Amounts.replicas(set) == 0 && ReplicaSets.count(set, "replicas") == 0)
                .toList());
        done.sort(Comparator.comparingLong(ReplicaSets::revision));
        long surplus = sets.old().size() - deployment.number(10, "spec", "revisionHistoryLimit");
        for (int i = 0; i < Math.min(surplus, done.size()); i++) {
            Manifest set = done.get(i);
            api.delete(Resources.REPLICA_SETS, set.namespace(), set.name(), DeleteOptions.DEFAULT);
        }
    }
}
