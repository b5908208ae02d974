package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Judges how far the rollout of a workload is, in the order in which the fields can be trusted: first whether the
 * controller has seen the change at all, then what it counts.
 *
 * @param fleet what was seen
 * @param edit what opting in means here, to tell pods that carry it from those that do not; null for {@link #watched}
 * @param mayGrow whether the pool that the pods go to may still get nodes
 * @param now when it was seen
 */
public record Rollout(Fleet fleet, OptInEdit edit, boolean mayGrow, Instant now) {
    /** For those who only ask how far a rollout is, and replace no pods. */
    public static Rollout watched(Fleet fleet, Instant now) {
        return new Rollout(fleet, null, true, now);
    }

    /** Whether a change of its template is one of pods that are there. */
    public static boolean replacesPods(Workload workload) {
        return switch (workload.kind()) {
            case DEPLOYMENT, STATEFUL_SET, DAEMON_SET, REPLICA_SET, REPLICATION_CONTROLLER -> true;
            case JOB, CRON_JOB, POD -> false;
        };
    }

    public Health of(Workload workload) {
        return switch (workload.kind()) {
            case DEPLOYMENT -> withTrouble(workload, deployment(workload));
            case STATEFUL_SET -> withTrouble(workload, statefulSet(workload));
            case DAEMON_SET -> withTrouble(workload, daemonSet(workload));
            case REPLICA_SET, REPLICATION_CONTROLLER -> withTrouble(workload, replicas(workload));
            case JOB, CRON_JOB, POD -> Health.healthy("nothing to roll out");
        };
    }

    private static Health deployment(Workload workload) {
        Manifest m = workload.manifest();
        int wanted = workload.replicas();
        long updated = m.number(0, "status", "updatedReplicas");
        long all = m.number(0, "status", "replicas");
        long available = m.number(0, "status", "availableReplicas");
        if (!observed(m)) {
            return Health.progressing("waiting for the Deployment controller to see the change");
        }
        if (m.flag("spec", "paused")) {
            return Health.progressing("rollout is paused");
        }
        Optional<Manifest> deadline = m.items("status", "conditions").stream()
                .filter(c ->
                        c.text("type").equals("Progressing") && c.text("reason").equals("ProgressDeadlineExceeded"))
                .findFirst();
        if (deadline.isPresent() && (updated < wanted || available < wanted)) {
            return Health.failed("exceeded its progress deadline of "
                    + m.number(600, "spec", "progressDeadlineSeconds") + " s with " + count(updated, wanted, "updated")
                    + " and " + count(available, wanted, "available"));
        }
        if (updated < wanted) {
            return Health.progressing(count(updated, wanted, "updated"));
        }
        if (all > updated) {
            return Health.progressing(all - updated + " of " + all + " replicas are still old");
        }
        return available < wanted
                ? Health.progressing(count(available, wanted, "available"))
                : Health.healthy(count(available, wanted, "available"));
    }

    private static Health statefulSet(Workload workload) {
        Manifest m = workload.manifest();
        int wanted = workload.replicas();
        long ready = m.number(0, "status", "readyReplicas");
        long available = m.number(ready, "status", "availableReplicas");
        boolean oneRevision = m.text("status", "currentRevision").equals(m.text("status", "updateRevision"));
        long updated = oneRevision ? m.number(0, "status", "replicas") : m.number(0, "status", "updatedReplicas");
        if (!observed(m)) {
            return Health.progressing("waiting for the StatefulSet controller to see the change");
        }
        if (updated < wanted) {
            return Health.progressing(count(updated, wanted, "updated"));
        }
        long serving = Math.min(ready, available);
        return serving < wanted
                ? Health.progressing(count(serving, wanted, "available"))
                : Health.healthy(count(serving, wanted, "available"));
    }

    private static Health daemonSet(Workload workload) {
        Manifest m = workload.manifest();
        long wanted = m.number(0, "status", "desiredNumberScheduled");
        long updated = m.number(0, "status", "updatedNumberScheduled");
        long available = m.number(0, "status", "numberAvailable");
        if (!observed(m)) {
            return Health.progressing("waiting for the DaemonSet controller to see the change");
        }
        if (updated < wanted) {
            return Health.progressing(count(updated, wanted, "updated"));
        }
        return available < wanted
                ? Health.progressing(count(available, wanted, "available"))
                : Health.healthy(count(available, wanted, "available"));
    }

    /** Nothing replaces the pods of a ReplicaSet when its template changes, so that is counted too. */
    private Health replicas(Workload workload) {
        Manifest m = workload.manifest();
        int wanted = workload.replicas();
        long available = availableNow(workload);
        if (!observed(m) || available < wanted) {
            return Health.progressing(count(available, wanted, "available"));
        }
        int stale = stalePodsOf(workload).size();
        return stale > 0
                ? Health.progressing(stale + " of " + wanted + " pods still have the old template")
                : Health.healthy(count(available, wanted, "available"));
    }

    /** The status lags behind the pods: right after an eviction it still counts the one that is gone. */
    private long availableNow(Workload workload) {
        long ready = fleet.podsOf(workload).stream()
                .filter(p -> !p.terminating() && p.ready())
                .count();
        return Math.min(ready, workload.manifest().number(0, "status", "availableReplicas"));
    }

    /**
     * Pods of a ReplicaSet or ReplicationController that were made before the template was opted in, or back; none when
     * that cannot be told.
     */
    public List<Pod> stalePodsOf(Workload workload) {
        if (edit == null) {
            return List.of();
        }
        boolean wanted = edit.holdsFor(workload.placement(), true);
        return fleet.podsOf(workload).stream()
                .filter(p -> !p.terminating())
                .filter(p -> edit.holdsFor(Placement.of(p.manifest().map("spec")), true) != wanted)
                .toList();
    }

    /**
     * The pod to replace next: one that is not ready, as nothing is lost with it, else any once every replica is available so
     * that no more than one is missing.
     */
    public Optional<Pod> nextToReplace(Workload workload) {
        if (workload.kind() != WorkloadKind.REPLICA_SET && workload.kind() != WorkloadKind.REPLICATION_CONTROLLER) {
            return Optional.empty();
        }
        Manifest m = workload.manifest();
        if (!observed(m) || fleet.podsOf(workload).stream().anyMatch(Pod::terminating)) {
            return Optional.empty();
        }
        List<Pod> stale = stalePodsOf(workload);
        Optional<Pod> broken = stale.stream().filter(p -> !p.ready()).findFirst();
        boolean complete = availableNow(workload) >= workload.replicas();
        return broken.isPresent() || !complete ? broken : stale.stream().findFirst();
    }

    private static boolean observed(Manifest m) {
        return m.number(0, "status", "observedGeneration") >= m.number(0, "metadata", "generation");
    }

    /** Whether its pods are still being replaced, rather than that one of them is ill. */
    public boolean underWay(Workload workload) {
        return !observed(workload)
                || oldPods(workload)
                || fleet.podsOf(workload).stream().anyMatch(Pod::terminating);
    }

    private boolean oldPods(Workload workload) {
        Manifest m = workload.manifest();
        return switch (workload.kind()) {
            case DAEMON_SET ->
                m.number(0, "status", "updatedNumberScheduled") < m.number(0, "status", "desiredNumberScheduled");
            case REPLICA_SET, REPLICATION_CONTROLLER -> !stalePodsOf(workload).isEmpty();
            default -> fleet.podsOf(workload).stream().anyMatch(p -> !fleet.isCurrent(workload, p));
        };
    }

    /** Whether the controller has seen the workload as it is now. */
    public boolean observed(Workload workload) {
        return observed(workload.manifest());
    }

    private static String count(long done, long of, String what) {
        return done + " of " + of + " replicas " + what;
    }

    /** Says what holds a rollout up, and calls it failed when waiting longer is no use. */
    private Health withTrouble(Workload workload, Health health) {
        if (health.healthy()) {
            return health;
        }
        Optional<PodTrouble> worst = fleet.currentPodsOf(workload).stream()
                .filter(p -> !p.ready())
                .map(p -> PodTrouble.of(p, mayGrow, now))
                .flatMap(Optional::stream)
                .max(Comparator.comparing(PodTrouble::lasting));
        if (worst.isEmpty()) {
            return notReady(workload, health);
        }
        boolean failed =
                health.failed() && !stillStarting(workload) || worst.get().lasting();
        return new Health(
                failed ? Health.State.FAILED : Health.State.TROUBLED,
                health.reason() + "; " + worst.get().cause());
    }

    private Health notReady(Workload workload, Health health) {
        List<String> waitingFor = fleet.currentPodsOf(workload).stream()
                .filter(p -> !p.ready())
                .map(Pod::name)
                .limit(1)
                .toList();
        Health.State state = health.failed() && stillStarting(workload) ? Health.State.TROUBLED : health.state();
        Optional<String> refused = refusedPods(workload.manifest());
        if (refused.isPresent()) {
            return new Health(
                    health.failed() ? Health.State.FAILED : Health.State.TROUBLED,
                    health.reason() + "; the API server refuses its pods: " + refused.get());
        }
        return waitingFor.isEmpty()
                ? health
                : new Health(state, health.reason() + "; pod " + waitingFor.get(0) + " is not ready yet");
    }

    /**
     * Why there are no more pods of a Deployment or ReplicaSet: a quota is used up, or an admission controller says no.
     * What refuses them may let them pass later.
     */
    private static Optional<String> refusedPods(Manifest m) {
        return m.items("status", "conditions").stream()
                .filter(c -> c.text("type").equals("ReplicaFailure")
                        && c.text("status").equals("True")
                        && c.text("reason").equals("FailedCreate"))
                .map(c -> PodTrouble.sentence(c.text("message")))
                .findFirst();
    }

    /**
     * Whether a Deployment that is out of time has lost it waiting for nodes: a pool that scales from zero takes minutes to
     * give the first one. From when a pod has its node, it gets the time that its Deployment allows.
     */
    private boolean stillStarting(Workload workload) {
        Duration allowed = Duration.ofSeconds(workload.manifest().number(600, "spec", "progressDeadlineSeconds"));
        return fleet.currentPodsOf(workload).stream()
                .filter(p -> !p.ready())
                .anyMatch(p -> p.node().isEmpty()
                        ? PodTrouble.waitsForNode(p, mayGrow, now)
                        : p.scheduled().plus(allowed).isAfter(now));
    }
}
