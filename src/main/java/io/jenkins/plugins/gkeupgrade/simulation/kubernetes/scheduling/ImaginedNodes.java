package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.NodeGroups.Group;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.NodeManifests;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The cluster as it would be: machines that are on their way count as ready, and more can be tried out. */
final class ImaginedNodes {
    private final Nodes nodes;
    private final Function<Manifest, List<Manifest>> daemons;
    private int made;

    /** @param nodes a copy that may be changed */
    ImaginedNodes(Nodes nodes, Function<Manifest, List<Manifest>> daemons) {
        this.nodes = nodes;
        this.daemons = daemons;
        for (NodeFacts node : List.copyOf(nodes.all())) {
            nodes.put(withoutStartUpTaint(node.node()));
        }
    }

    private static Manifest withoutStartUpTaint(Manifest node) {
        List<Object> taints = new ArrayList<>(node.list("spec", "taints"));
        boolean starting = taints.removeIf(taint -> Trees.text(taint, "key").equals(NodeManifests.NOT_READY));
        return starting ? Trees.with(node, taints, "spec", "taints") : node;
    }

    /** Adds the machines that the group has been asked for and that have not joined. */
    void expect(Group group) {
        long joined = nodes.all().stream()
                .map(NodeFacts::node)
                .filter(node -> group.template().pool().equals(node.labels().get(NodeManifests.POOL))
                        && group.template().zone().equals(node.labels().get(NodeManifests.ZONE)))
                .count();
        for (long missing = group.size() - joined; missing > 0; missing--) {
            add(group);
        }
    }

    void add(Group group) {
        Manifest node = imagine(group);
        nodes.put(node);
        daemons.apply(node).forEach(pod -> nodes.place(new PodFacts(identified(pod)), node.name()));
    }

    private Manifest imagine(Group group) {
        String name = "imagined-" + group.template().pool() + "-" + ++made;
        return withoutStartUpTaint(NodeManifests.registering(name, group.template(), "", ""));
    }

    private Manifest identified(Manifest pod) {
        return Trees.with(pod, "imagined-" + ++made, "metadata", "uid");
    }

    /** Puts the pod on some node, if there is one for it. */
    boolean fits(PodFacts pod, Filters filters) {
        Attempt attempt = new Attempt(pod, nodes);
        for (NodeFacts node : nodes.all()) {
            if (filters.check(attempt, node).fits()) {
                nodes.place(pod, node.name());
                return true;
            }
        }
        return false;
    }

    /** What would keep the pod off a new node of the group. */
    List<String> against(PodFacts pod, Group group, Filters filters) {
        Manifest node = imagine(group);
        nodes.put(node);
        List<Manifest> there = daemons.apply(node);
        there.forEach(daemon -> nodes.place(new PodFacts(identified(daemon)), node.name()));
        List<String> reasons =
                filters.check(new Attempt(pod, nodes), nodes.get(node.name())).reasons();
        nodes.remove(node.name());
        return reasons;
    }
}
