package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.port.Json;
import io.jenkins.plugins.gkeupgrade.engine.workload.Fleet;
import io.jenkins.plugins.gkeupgrade.engine.workload.MovePlan;
import io.jenkins.plugins.gkeupgrade.engine.workload.OptInEdit;
import io.jenkins.plugins.gkeupgrade.engine.workload.OptInRecord;
import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who has to go back: workloads that carry our record, and those whose pods are still on their way after a rollback
 * that was stopped.
 *
 * @param optIn taint that they opted in to; null when there is nobody
 * @param workloads who goes back
 */
record RollbackTargets(OptInTaint optIn, List<WorkloadRef> workloads) {
    static RollbackTargets in(Fleet fleet, RollbackRequest request, Json json) {
        OptInTaint optIn = null;
        List<WorkloadRef> targets = new ArrayList<>();
        for (Workload workload : fleet.selected()) {
            Optional<OptInRecord> record = OptInRecord.on(workload, json);
            Optional<OptInTaint> left =
                    record.isPresent() ? recorded(record, request) : straying(workload, fleet, request);
            if (left.isPresent()) {
                optIn = optIn == null ? left.get() : optIn;
                targets.add(workload.ref());
            }
        }
        return new RollbackTargets(optIn, targets);
    }

    private static Optional<OptInTaint> recorded(Optional<OptInRecord> record, RollbackRequest request) {
        return record.map(OptInRecord::optIn)
                .filter(o ->
                        o.key().equals(request.taintKey()) && request.version().matches(o.version()));
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

    private static Optional<OptInTaint> newPoolOf(Pod pod, Fleet fleet, RollbackRequest request) {
        return fleet.node(pod.node())
                .map(n -> n.text("metadata", "labels", request.taintKey()))
                .filter(GkeVersion::isExact)
                .map(GkeVersion::parse)
                .filter(request.version()::matches)
                .map(v -> new OptInTaint(request.taintKey(), v));
    }
}
