package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.port.Json;
import io.jenkins.plugins.gkeupgrade.engine.workload.Fleet;
import io.jenkins.plugins.gkeupgrade.engine.workload.MovePlan;
import io.jenkins.plugins.gkeupgrade.engine.workload.Obstacles;
import io.jenkins.plugins.gkeupgrade.engine.workload.OptInEdit;
import io.jenkins.plugins.gkeupgrade.engine.workload.OptInRecord;
import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import io.jenkins.plugins.gkeupgrade.engine.workload.ReturnMark;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who has to go back: workloads that carry our record, and those whose pods are still on their way after a rollback
 * that was stopped, as our mark on them or the place of their pods says.
 *
 * @param optIn taint that they opted in to; null when there is nobody
 * @param workloads who goes back
 * @param started Jobs that were started since, and cannot go back
 */
record RollbackTargets(OptInTaint optIn, List<WorkloadRef> workloads, List<WorkloadRef> started) {
    static RollbackTargets in(Fleet fleet, RollbackRequest request, Json json) {
        OptInTaint optIn = null;
        List<WorkloadRef> targets = new ArrayList<>();
        List<WorkloadRef> started = new ArrayList<>();
        for (Workload workload : fleet.selected()) {
            Optional<OptInRecord> record = readable(workload, json);
            if (record.isPresent() && Obstacles.templateFixed(workload)) {
                started.add(workload.ref());
                continue;
            }
            Optional<OptInTaint> left = record.isPresent()
                    ? record.map(OptInRecord::optIn).filter(o -> meant(o, request))
                    : ReturnMark.on(workload)
                            .filter(o -> meant(o, request))
                            .or(() -> straying(workload, fleet, request));
            if (left.isPresent()) {
                optIn = optIn == null ? left.get() : optIn;
                targets.add(workload.ref());
            }
        }
        return new RollbackTargets(optIn, targets, started);
    }

    private static Optional<OptInRecord> readable(Workload workload, Json json) {
        try {
            return OptInRecord.on(workload, json);
        } catch (Failed unreadable) {
            return Optional.empty(); // told by unreadable(), after the others have gone back
        }
    }

    /** A sentence for each workload with a record that cannot be read. */
    static List<String> unreadable(Fleet fleet, Json json) {
        List<String> sentences = new ArrayList<>();
        for (Workload workload : fleet.selected()) {
            try {
                OptInRecord.on(workload, json);
            } catch (Failed unreadable) {
                sentences.add(unreadable.getMessage());
            }
        }
        return sentences;
    }

    private static boolean meant(OptInTaint optIn, RollbackRequest request) {
        return optIn.key().equals(request.taintKey()) && request.version().matches(optIn.version());
    }

    /** A workload whose template does not select the new pool any more, though pods of it still run there. */
    private static Optional<OptInTaint> straying(Workload workload, Fleet fleet, RollbackRequest request) {
        if (!MovePlan.attracts(workload)) {
            return Optional.empty();
        }
        return fleet.podsOf(workload).stream()
                .filter(p -> !p.terminating())
                .map(p -> newPoolOf(p, fleet, request))
                .flatMap(Optional::stream)
                .filter(o -> !new OptInEdit(o, Set.of()).holdsFor(workload.placement(), true))
                .findFirst();
    }

    /** A version that is not GKE's in full may be a label for something else, and counts with the taint only. */
    private static Optional<GkeVersion> madeFor(Manifest node, String key) {
        String value = node.text("metadata", "labels", key);
        boolean tainted = node.items("spec", "taints").stream()
                .anyMatch(t -> t.text("key").equals(key) && t.text("value").equals(value));
        return GkeVersion.isExact(value) || tainted ? GkeVersion.marked(value) : Optional.empty();
    }

    private static Optional<OptInTaint> newPoolOf(Pod pod, Fleet fleet, RollbackRequest request) {
        return fleet.node(pod.node())
                .flatMap(n -> madeFor(n, request.taintKey()))
                .filter(request.version()::matches)
                .map(v -> new OptInTaint(request.taintKey(), v));
    }
}
