package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.NodeGroups;
import io.jenkins.plugins.gkeupgrade.simulation.NodeGroups.Group;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.ControlContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Asks for machines when pods fit on no node but would fit on one more of some pool, also of an empty one. */
public final class Autoscaler {
    private static final String NAME = "cluster-autoscaler";

    private final ControlContext context;
    private final Scheduler scheduler;
    private final Function<Manifest, List<Manifest>> daemons;
    private NodeGroups groups;
    private boolean scanning;

    /** @param daemons the DaemonSet pods that a node would get */
    public Autoscaler(ControlContext context, Scheduler scheduler, Function<Manifest, List<Manifest>> daemons) {
        this.context = context;
        this.scheduler = scheduler;
        this.daemons = daemons;
        scheduler.onUnschedulable(this::scanSoon);
    }

    /** Gives it pools to work with. */
    public void use(NodeGroups nodeGroups) {
        groups = nodeGroups;
        scanSoon();
    }

    NodeGroups groups() {
        return groups;
    }

    private void scanSoon() {
        if (!scanning && groups != null) {
            scanning = true;
            context.after(context.speeds().autoscalerScan(), this::scan);
        }
    }

    private void scan() {
        scanning = false;
        List<PodFacts> pending = scheduler.unschedulable();
        if (pending.isEmpty()) {
            return;
        }
        Plan plan = new Plan();
        pending.forEach(plan::find);
        plan.grow();
        scanSoon();
    }

    /** One scan: where the pending pods could go, and what has to grow for it. */
    private final class Plan {
        private final ImaginedNodes imagined =
                new ImaginedNodes(scheduler.nodes().copy(), daemons);
        private final List<Group> all = groups.groups();
        private final Map<Group, Integer> growth = new LinkedHashMap<>();
        private final Map<PodFacts, Group> helped = new LinkedHashMap<>();

        Plan() {
            all.forEach(imagined::expect);
        }

        void find(PodFacts pod) {
            if (imagined.fits(pod, scheduler.filters())) {
                return;
            }
            Map<String, Integer> reasons = new TreeMap<>();
            Group best = null;
            for (Group group : all) {
                List<String> against = against(pod, group);
                against.forEach(reason -> reasons.merge(reason, 1, Integer::sum));
                if (against.isEmpty() && (best == null || size(group) < size(best))) {
                    best = group;
                }
            }
            if (best == null) {
                refuse(pod, reasons);
            } else {
                imagined.add(best);
                imagined.fits(pod, scheduler.filters());
                growth.merge(best, 1, Integer::sum);
                helped.put(pod, best);
            }
        }

        private List<String> against(PodFacts pod, Group group) {
            return size(group) >= group.max()
                    ? List.of("max node group size reached")
                    : imagined.against(pod, group, scheduler.filters());
        }

        private int size(Group group) {
            return group.size() + growth.getOrDefault(group, 0);
        }

        private void refuse(PodFacts pod, Map<String, Integer> reasons) {
            List<String> texts = new ArrayList<>();
            reasons.forEach((reason, count) -> texts.add(count + " " + reason));
            String why = texts.isEmpty() ? "" : ": " + String.join(", ", texts);
            context.events().record(NAME, pod.pod, "Normal", "NotTriggerScaleUp", "pod didn't trigger scale-up" + why);
        }

        void grow() {
            helped.forEach((pod, group) -> context.events()
                    .record(
                            NAME,
                            pod.pod,
                            "Normal",
                            "TriggeredScaleUp",
                            "pod triggered scale-up: [{" + group.template().pool() + "-"
                                    + group.template().zone() + " " + group.size() + "->" + size(group) + " (max: "
                                    + group.max() + ")}]"));
            growth.forEach((group, by) ->
                    groups.grow(group.template().pool(), group.template().zone(), by));
        }
    }
}
