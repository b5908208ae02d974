package io.jenkins.plugins.gkeupgrade.engine.ledger;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.port.Change;
import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Enters changes into the accounts, one after the other. Lives as long as one look. */
final class Reading {
    private final Map<WorkloadRef, WorkloadLine> lines;
    private final Map<String, ServiceLine> services;
    private final Map<String, Breach> breaches;
    private final Map<String, Long> begun;
    private final Owners owners;
    private final Instant now;

    /** @param begun versions of objects that the accounts began with; what is older has happened before */
    Reading(Ledger ledger, Map<String, Long> begun, Owners owners, Instant now) {
        this.lines = new HashMap<>(ledger.lines());
        this.services = new HashMap<>(ledger.services());
        this.breaches = new LinkedHashMap<>(ledger.breaches());
        this.begun = begun;
        this.owners = owners;
        this.now = now;
    }

    void enter(List<Change> changes) {
        for (Change change : changes) {
            if (begun.getOrDefault(change.object().uid(), -1L) < change.version()) {
                enter(change);
            }
        }
    }

    private void enter(Change change) {
        Manifest object = change.object();
        switch (change.kind()) {
            case PODS -> owners.of(object).filter(lines::containsKey).ifPresent(w -> pod(w, change));
            case ENDPOINT_SLICES -> slice(object, change.deleted());
            case SERVICES -> service(object, change.deleted());
            case DEPLOYMENTS, STATEFUL_SETS, DAEMON_SETS, REPLICA_SETS, REPLICATION_CONTROLLERS ->
                workload(object, change.deleted());
            default -> {
                // nothing that is counted
            }
        }
    }

    private void workload(Manifest object, boolean gone) {
        WorkloadRef workload = new WorkloadRef(WorkloadKind.parse(object.kind()), object.namespace(), object.name());
        WorkloadLine before = lines.get(workload);
        if (before == null) {
            return;
        }
        if (gone) {
            lines.remove(workload); // whoever deletes a workload does not want it to be available
            return;
        }
        keep(before, before.changed(object), now);
    }

    /** What was not seen happening is found to be so. */
    void find(Map<WorkloadRef, WorkloadLine> found, Map<String, ServiceLine> foundServices) {
        List.copyOf(lines.values()).forEach(before -> {
            WorkloadLine fresh = found.get(before.workload());
            if (fresh == null) {
                lines.remove(before.workload());
            } else {
                keep(before, before.found(fresh), now);
            }
        });
        Map<String, ServiceLine> known = new HashMap<>(services);
        services.clear();
        foundServices.forEach((key, fresh) -> {
            ServiceLine before = known.getOrDefault(key, fresh);
            int allowed = before.allowed(lines.values());
            keep(before, before.found(fresh, allowed), allowed);
        });
    }

    private void pod(WorkloadRef workload, Change change) {
        WorkloadLine before = lines.get(workload);
        Pod pod = new Pod(change.object());
        keep(before, before.changed(pod, change.deleted()), pod.stoppedServing().orElse(now));
    }

    private void keep(WorkloadLine before, WorkloadLine after, Instant when) {
        lines.put(after.workload(), after);
        if (after.fellFrom(before)) {
            breach(after.workload().toString(), after.available(), after.owed(), when);
        }
    }

    private void slice(Manifest slice, boolean gone) {
        String key = ServiceLine.of(slice);
        ServiceLine before = services.get(key);
        if (before == null) {
            return;
        }
        int allowed = before.allowed(lines.values());
        ServiceLine after = before.changed(slice, gone, allowed);
        keep(before, after, allowed);
    }

    private void keep(ServiceLine before, ServiceLine after, int allowed) {
        services.put(after.key(), after);
        if (after.ready() < allowed && before.ready() >= allowed) {
            breach(after.toString(), after.ready(), allowed, now);
        }
    }

    private void service(Manifest service, boolean gone) {
        String key = service.namespace() + "/" + service.name();
        ServiceLine before = services.get(key);
        if (gone) {
            services.remove(key);
        } else if (before != null) {
            services.put(key, before.changed(service));
        } else if (lines.values().stream().anyMatch(ServiceLine.begin(service)::selects)) {
            services.put(key, ServiceLine.begin(service));
        }
    }

    private void breach(String what, int seen, int allowed, Instant when) {
        Breach known = breaches.get(what);
        if (known == null) {
            breaches.put(what, new Breach(what, seen, allowed, when));
        } else if (seen - allowed < known.seen() - known.allowed()) {
            breaches.put(what, new Breach(what, seen, allowed, known.when()));
        }
    }

    /** @param seenAt when everything up to the version was known */
    Ledger result(Ledger before, long version, Instant seenAt) {
        return new Ledger(
                version, seenAt, lines, services, before.past(), before.pastServices(), breaches, before.gaps());
    }
}
