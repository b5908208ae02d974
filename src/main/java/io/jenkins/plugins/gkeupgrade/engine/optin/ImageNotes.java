package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInObservation.Item;
import io.jenkins.plugins.gkeupgrade.engine.workload.Fleet;
import io.jenkins.plugins.gkeupgrade.engine.workload.ImageDrift;
import io.jenkins.plugins.gkeupgrade.engine.workload.MovePlan;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Warns when a move may bring other images to the new nodes, and again when it has. */
record ImageNotes(Handling handling, Fleet fleet, World world) {
    /** @param moved workloads that have just been changed */
    void moved(int wave, Collection<MovePlan> moved) {
        List<String> risks = moved.stream()
                .map(p -> Map.entry(p.workload(), handling.warning(p, fleet)))
                .filter(e -> !e.getValue().isEmpty())
                .map(e -> e.getKey() + " (" + e.getValue() + ")")
                .toList();
        if (!risks.isEmpty()) {
            world.progress()
                    .warn("wave " + wave + ": a new node may pull another image under the same name: "
                            + Sentences.list(risks) + "; images: 'pin' keeps what runs now");
        }
    }

    /** @param wave workloads that have arrived */
    void arrived(Collection<WorkloadRef> wave, OptInObservation seen) {
        Set<WorkloadRef> members = Set.copyOf(wave);
        seen.items().stream()
                .filter(i -> members.contains(i.ref()))
                .forEach(i -> drifts(i).forEach(d -> world.progress().warn(i.workload() + ": " + d)));
    }

    private List<ImageDrift> drifts(Item item) {
        return item.ours() ? ImageDrift.between(item.plan().record(), fleet.currentPodsOf(item.workload())) : List.of();
    }

    /** Clauses on the containers that run another image since the move, by workload. */
    Map<WorkloadRef, List<String>> drifts(OptInObservation seen) {
        Map<WorkloadRef, List<String>> drifts = new LinkedHashMap<>();
        for (Item item : seen.items()) {
            List<String> of = drifts(item).stream().map(ImageDrift::toString).toList();
            if (!of.isEmpty()) {
                drifts.put(item.ref(), of);
            }
        }
        return drifts;
    }
}
