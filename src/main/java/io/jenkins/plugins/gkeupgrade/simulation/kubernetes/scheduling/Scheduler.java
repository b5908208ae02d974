package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Conditions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.StoreListener;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.ControlContext;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Key;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Pods;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.WorkQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Binds pending pods to nodes one after the other, and tries again those that fit nowhere when something changes. */
public final class Scheduler implements StoreListener {
    private static final String NAME = "default-scheduler";
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final ControlContext context;
    private final KubernetesApi api;
    private final WorkQueue<Key> queue;
    private final Nodes nodes = new Nodes();
    private final Volumes volumes;
    private final Wording wording;
    private final Filters filters;
    /** Pods that fitted nowhere, with the number of tries. */
    private final Map<Key, Integer> unschedulable = new LinkedHashMap<>();

    private final List<Runnable> onUnschedulable = new ArrayList<>();
    private boolean waking;

    public Scheduler(ControlContext context) {
        this.context = context;
        this.api = context.api(NAME);
        this.queue = new WorkQueue<>(context, this::schedule);
        this.volumes = new Volumes(context);
        this.wording = new Wording(() -> context.server().minor());
        this.filters = Filters.standard(wording, volumes);
    }

    @Override
    public void changed(Resource resource, Manifest before, Manifest now) {
        if (resource.equals(Resources.PODS)) {
            podChanged(before, now);
        } else if (resource.equals(Resources.NODES)) {
            nodeChanged(before, now);
        } else if (resource.equals(Resources.PERSISTENT_VOLUME_CLAIMS) && before == null) {
            wake();
        }
    }

    private void podChanged(Manifest before, Manifest now) {
        if (now == null || Pods.isOver(now)) {
            Manifest gone = now == null ? before : now;
            unschedulable.remove(Key.of(gone));
            if (nodes.takeAway(gone.uid())) {
                wake();
            }
            return;
        }
        String node = now.text("spec", "nodeName");
        if (node.isEmpty()) {
            boolean relevant = before == null
                    || !Objects.equals(before.at("spec"), now.at("spec"))
                    || !before.labels().equals(now.labels());
            if (relevant && now.text("spec", "schedulerName").equals(NAME) && !Pods.isTerminating(now)) {
                queue.add(Key.of(now));
            }
            return;
        }
        boolean known = nodes.isPlaced(now.uid());
        boolean same = before != null
                && before.labels().equals(now.labels())
                && Pods.isTerminating(before) == Pods.isTerminating(now);
        if (!known || !same) {
            nodes.takeAway(now.uid());
            nodes.place(new PodFacts(now), node);
        }
    }

    private void nodeChanged(Manifest before, Manifest now) {
        if (now == null) {
            nodes.remove(before.name());
            return;
        }
        nodes.put(now);
        if (before == null) {
            context.pods().onNode(now.name()).stream()
                    .filter(pod -> !Pods.isOver(pod))
                    .forEach(pod -> nodes.place(new PodFacts(pod), now.name()));
        }
        boolean matters = before == null
                || !Objects.equals(before.at("spec"), now.at("spec"))
                || !before.labels().equals(now.labels())
                || !Objects.equals(before.at("status", "allocatable"), now.at("status", "allocatable"));
        if (matters) {
            wake();
        }
    }

    /** Something has changed that may help: those that fitted nowhere get another chance after their pause. */
    private void wake() {
        if (waking || unschedulable.isEmpty()) {
            return;
        }
        waking = true;
        context.after(context.speeds().reaction(), () -> {
            waking = false;
            unschedulable.forEach((key, tries) -> queue.addAfter(key, pause(tries)));
        });
    }

    private static Duration pause(int tries) {
        Duration pause = Duration.ofSeconds(1L << Math.min(tries - 1, 4));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private void schedule(Key key) {
        Manifest pod = context.store().get(Resources.PODS, key.namespace(), key.name());
        boolean open =
                pod != null && pod.text("spec", "nodeName").isEmpty() && !Pods.isTerminating(pod) && !Pods.isOver(pod);
        if (!open) {
            unschedulable.remove(key);
            return;
        }
        PodFacts facts = new PodFacts(pod);
        Attempt attempt = new Attempt(facts, nodes);
        List<NodeFacts> fitting = new ArrayList<>();
        List<Filters.Verdict> against = new ArrayList<>();
        for (NodeFacts node : nodes.all()) {
            Filters.Verdict verdict = filters.check(attempt, node);
            if (verdict.fits()) {
                fitting.add(node);
            } else {
                against.add(verdict);
            }
        }
        if (fitting.isEmpty()) {
            refuse(key, pod, wording.noFit(against));
            return;
        }
        NodeFacts best = Scores.best(facts, fitting);
        unschedulable.remove(key);
        volumes.bind(facts, best.node());
        nodes.place(facts, best.name());
        api.bind(key.namespace(), key.name(), best.name());
    }

    private void refuse(Key key, Manifest pod, String message) {
        unschedulable.merge(key, 1, Integer::sum);
        List<Object> conditions = Conditions.with(
                Trees.maps(pod.tree(), "status", "conditions"),
                context.server().timestamp(),
                "PodScheduled",
                "False",
                "Unschedulable",
                message);
        api.replace(Resources.PODS, Subresource.STATUS, Trees.with(pod, conditions, "status", "conditions"));
        context.events().record(NAME, pod, "Warning", "FailedScheduling", message);
        onUnschedulable.forEach(Runnable::run);
    }

    /** Has this called whenever a pod fitted nowhere. */
    void onUnschedulable(Runnable listener) {
        onUnschedulable.add(listener);
    }

    /** The pods that fit nowhere, in the order in which that was found. */
    List<PodFacts> unschedulable() {
        List<PodFacts> pods = new ArrayList<>();
        for (Key key : unschedulable.keySet()) {
            Manifest pod = context.store().get(Resources.PODS, key.namespace(), key.name());
            if (pod != null && !Pods.isTerminating(pod)) {
                pods.add(new PodFacts(pod));
            }
        }
        return pods;
    }

    Nodes nodes() {
        return nodes;
    }

    Filters filters() {
        return filters;
    }
}
