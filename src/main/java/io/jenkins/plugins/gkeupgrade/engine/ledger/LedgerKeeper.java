package io.jenkins.plugins.gkeupgrade.engine.ledger;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.port.Change;
import io.jenkins.plugins.gkeupgrade.engine.port.History;
import io.jenkins.plugins.gkeupgrade.engine.port.WatchedView;
import io.jenkins.plugins.gkeupgrade.engine.port.Workloads;
import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps the ledger of one stage up to date. The stage saves what comes out of it; in between this remembers the newest,
 * so that not every change of every pod is written to disk. What it remembers can be lost: the changes since the last
 * saved ledger are then read again.
 *
 * <p>Not thread-safe: a stage looks once at a time.
 */
public final class LedgerKeeper {
    /** API servers remember changes for a minute at the least, so what is saved must be younger than that. */
    private static final Duration SAVED_AT_LEAST_EVERY = Duration.ofSeconds(15);

    private static final Set<WorkloadKind> COUNTED = EnumSet.of(
            WorkloadKind.DEPLOYMENT,
            WorkloadKind.STATEFUL_SET,
            WorkloadKind.DAEMON_SET,
            WorkloadKind.REPLICA_SET,
            WorkloadKind.REPLICATION_CONTROLLER);

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private final Selection selection;
    private final Set<ResourceKind> kinds;
    private final Map<String, Long> begun = new HashMap<>();
    private volatile Ledger newest;
    private long wanted;
    private boolean opening;

    public LedgerKeeper(Selection selection) {
        this.selection = selection;
        this.kinds = EnumSet.of(ResourceKind.PODS, ResourceKind.SERVICES, ResourceKind.ENDPOINT_SLICES);
        selection.kinds().stream().filter(COUNTED::contains).forEach(kind -> kinds.add(kind.resource()));
        if (selection.kinds().contains(WorkloadKind.DEPLOYMENT)) {
            kinds.add(ResourceKind.REPLICA_SETS);
        }
    }

    private WatchedView view(Workloads workloads) {
        return workloads.view(kinds, selection.watchedNamespace());
    }

    /**
     * Begins to account for these workloads, before anything is done to them; closes the accounts of the wave before.
     *
     * @param since when it was begun to move them, if that was earlier and nobody has watched it; else null
     */
    public Ledger begin(Ledger saved, Collection<WorkloadRef> wave, Instant since, Workloads workloads, Instant now) {
        List<WorkloadRef> counted =
                wave.stream().filter(w -> COUNTED.contains(w.kind())).toList();
        Ledger before = newest == null ? saved : newest;
        Ledger closed = new Ledger(
                before.version(),
                now,
                Map.of(),
                Map.of(),
                before.figures(),
                before.serviceLows(),
                before.closedBreaches(),
                before.gaps());
        wanted = 0;
        opening = true;
        Ledger known = since == null || counted.isEmpty() ? closed : closed.with(new Gap(since, now));
        newest = counted.isEmpty() ? known : opened(known, counted, view(workloads), now);
        return newest;
    }

    private Ledger opened(Ledger closed, Collection<WorkloadRef> wave, WatchedView view, Instant now) {
        long version = view.version(); // first: what changes while the picture is taken is read again
        Map<WorkloadRef, WorkloadLine> lines = lines(wave, view);
        return new Ledger(
                version,
                now,
                lines,
                services(lines.values(), view),
                closed.past(),
                closed.pastServices(),
                closed.breaches(),
                closed.gaps());
    }

    private Map<WorkloadRef, WorkloadLine> lines(Collection<WorkloadRef> wave, WatchedView view) {
        begun.clear();
        Map<WorkloadRef, Manifest> objects = new HashMap<>();
        for (WorkloadRef workload : wave) {
            view.find(workload.kind().resource(), workload.namespace(), workload.name())
                    .ifPresent(object -> objects.put(workload, note(object)));
        }
        Map<WorkloadRef, List<Pod>> pods = new HashMap<>();
        Owners owners = owners(view, List.of());
        for (Manifest pod : view.list(ResourceKind.PODS)) {
            owners.of(pod)
                    .filter(objects::containsKey)
                    .ifPresent(owner -> pods.computeIfAbsent(owner, any -> new ArrayList<>())
                            .add(new Pod(note(pod))));
        }
        Map<WorkloadRef, WorkloadLine> lines = new HashMap<>();
        objects.forEach((workload, object) ->
                lines.put(workload, WorkloadLine.begin(workload, object, pods.getOrDefault(workload, List.of()))));
        return lines;
    }

    private Map<String, ServiceLine> services(Collection<WorkloadLine> lines, WatchedView view) {
        Map<String, List<Manifest>> slices = new HashMap<>();
        for (Manifest slice : view.list(ResourceKind.ENDPOINT_SLICES)) {
            slices.computeIfAbsent(ServiceLine.of(slice), any -> new ArrayList<>())
                    .add(slice);
        }
        Map<String, ServiceLine> services = new HashMap<>();
        for (Manifest service : view.list(ResourceKind.SERVICES)) {
            ServiceLine line = ServiceLine.begin(service);
            if (lines.stream().anyMatch(line::selects)) {
                List<Manifest> own = slices.getOrDefault(line.key(), List.of());
                own.forEach(this::note);
                services.put(line.key(), line.having(own, line.allowed(lines)));
            }
        }
        return services;
    }

    private Manifest note(Manifest object) {
        String version = object.resourceVersion();
        begun.put(object.uid(), NUMBER.matcher(version).matches() ? Long.parseLong(version) : 0L);
        return object;
    }

    private Owners owners(WatchedView view, List<Change> changes) {
        return new Owners(view, kinds.contains(ResourceKind.REPLICA_SETS), changes);
    }

    /**
     * Reads on from where the ledger ended.
     *
     * @return the ledger as it is now
     */
    public Ledger read(Ledger saved, Workloads workloads, Instant now) {
        Ledger before = newest == null ? saved : newest;
        if (!before.watching()) {
            return before;
        }
        WatchedView view = view(workloads);
        History history = view.changesSince(before.version());
        if (history.forgotten()) {
            newest = afterGap(before, view, history.upTo(), now);
            return newest;
        }
        Reading reading = new Reading(before, begun, owners(view, history.changes()), now);
        reading.enter(history.changes());
        newest = reading.result(before, history.upTo(), history.live() ? now : before.seenAt());
        return newest;
    }

    /** Nobody can say what happened meanwhile; what is now counts. */
    private Ledger afterGap(Ledger before, WatchedView view, long upTo, Instant now) {
        Map<WorkloadRef, WorkloadLine> lines = lines(before.lines().keySet(), view);
        Reading reading = new Reading(before, begun, owners(view, List.of()), now);
        reading.find(lines, services(lines.values(), view));
        return reading.result(before, upTo, now).with(new Gap(before.seenAt(), now));
    }

    /**
     * Whether everything is in the ledger that had happened when this was first asked. Once it has said so, the next
     * question is a first one again.
     */
    public boolean caughtUp(Workloads workloads) {
        if (newest == null || !newest.watching()) {
            return true;
        }
        if (wanted == 0) {
            wanted = view(workloads).changesSince(newest.version()).newest();
        }
        boolean there = newest.version() >= wanted;
        wanted = there ? 0 : wanted;
        return there;
    }

    /** The newest ledger there is. */
    public Ledger newest(Ledger saved) {
        return newest == null ? saved : newest;
    }

    /**
     * What the stage should remember: what it has, as long as that is young and says the same. The first that is read after
     * a beginning is younger: the watches may have been a moment apart when the first picture was taken.
     */
    public Ledger toSave(Ledger saved) {
        if (newest == null || newest.version() == saved.version() && newest.saysTheSameAs(saved)) {
            return saved;
        }
        boolean old = Duration.between(saved.seenAt(), newest.seenAt()).compareTo(SAVED_AT_LEAST_EVERY) >= 0;
        if (opening || old || !newest.saysTheSameAs(saved)) {
            opening = false;
            return newest;
        }
        return saved;
    }
}
