package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.model.PatchOperation;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadPatch;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.port.EvictionResult;
import io.jenkins.plugins.gkeupgrade.engine.port.PatchResult;
import io.jenkins.plugins.gkeupgrade.engine.workload.Fleet;
import io.jenkins.plugins.gkeupgrade.engine.workload.Health;
import io.jenkins.plugins.gkeupgrade.engine.workload.ImagePins;
import io.jenkins.plugins.gkeupgrade.engine.workload.Obstacles;
import io.jenkins.plugins.gkeupgrade.engine.workload.OptInEdit;
import io.jenkins.plugins.gkeupgrade.engine.workload.OptInRecord;
import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import io.jenkins.plugins.gkeupgrade.engine.workload.ReturnMark;
import io.jenkins.plugins.gkeupgrade.engine.workload.RollbackEdit;
import io.jenkins.plugins.gkeupgrade.engine.workload.Rollout;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes workloads back to what their records say, and watches until their pods are back. */
final class WayBack {
    private static final int BATCH = 250;

    private final Fleet fleet;
    private final World world;
    private final Rollout rollout;

    WayBack(Fleet fleet, World world, OptInEdit edit) {
        this.fleet = fleet;
        this.world = world;
        this.rollout = new Rollout(fleet, edit, true, world.now());
    }

    /**
     * How one workload stands on its way back.
     *
     * @param recorded whether it still carries our change
     */
    record Standing(Workload workload, boolean recorded, Health health) {}

    /**
     * What is left to do.
     *
     * @param recorded workloads that still carry our change
     * @param stuck a pod of the failed revision that keeps its StatefulSet from going back
     * @param stale a pod that its controller would leave as it is
     * @param returned workloads whose pods are back, or never will be, and which still carry our mark that they are not
     * @param unsettled clauses on workloads whose pods are not back yet
     * @param problems clauses on workloads that went back and are ill all the same
     * @param standings how each workload stands
     */
    record Look(
            List<Workload> recorded,
            Optional<Pod> stuck,
            Optional<Pod> stale,
            List<Workload> returned,
            List<String> unsettled,
            List<String> problems,
            List<Standing> standings) {
        boolean arrived() {
            return recorded.isEmpty() && returned.isEmpty() && unsettled.isEmpty();
        }

        /** Why those that went back are ill all the same. */
        Map<WorkloadRef, String> troubles() {
            return standings.stream()
                    .filter(s -> !s.recorded() && s.health().failed())
                    .collect(Collectors.toMap(
                            s -> s.workload().ref(), s -> s.health().reason()));
        }

        List<WorkloadRef> recordedRefs() {
            return recorded.stream().map(Workload::ref).toList();
        }

        private String waitingFor() {
            return unsettled.isEmpty()
                    ? "waiting to change " + Sentences.list(recorded)
                    : "waiting for " + Sentences.count(unsettled.size(), "workload") + "; " + unsettled.get(0);
        }
    }

    /**
     * What came of acting.
     *
     * @param waitingFor empty right after a change
     * @param collided whether somebody else changed all of the workloads since they were looked at
     */
    record Step(String waitingFor, boolean collided) {
        static final Step CHANGED = new Step("", false);
    }

    Look look(Collection<WorkloadRef> members) {
        Set<WorkloadRef> wanted = Set.copyOf(members);
        List<Workload> present =
                fleet.selected().stream().filter(w -> wanted.contains(w.ref())).toList();
        Set<WorkloadRef> carrying = new HashSet<>();
        present.stream().filter(w -> record(w).isPresent()).map(Workload::ref).forEach(carrying::add);
        List<String> unsettled = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        List<Standing> standings = new ArrayList<>();
        List<Workload> returned = new ArrayList<>();
        for (Workload workload : present) {
            Health health = rollout.of(workload);
            standings.add(new Standing(workload, carrying.contains(workload.ref()), health));
            // Until its controller has seen the old template again, what is broken is what it, or we, are to replace.
            boolean settled = rollout.observed(workload)
                    && rollout.nextToReplace(workload).isEmpty();
            boolean ill = health.failed() && settled && !carrying.contains(workload.ref());
            if (ill) {
                problems.add(workload + ": " + health.reason());
            } else if (!health.healthy()) {
                unsettled.add(workload + ": " + health.reason());
            }
            if ((ill || health.healthy()) && ReturnMark.on(workload).isPresent()) {
                returned.add(workload);
            }
        }
        return new Look(
                present.stream().filter(w -> carrying.contains(w.ref())).toList(),
                present.stream().map(this::stuckPod).flatMap(Optional::stream).findFirst(),
                present.stream()
                        .map(rollout::nextToReplace)
                        .flatMap(Optional::stream)
                        .findFirst(),
                returned,
                unsettled,
                problems,
                standings);
    }

    private Optional<OptInRecord> record(Workload workload) {
        if (Obstacles.templateFixed(workload)) {
            return Optional.empty();
        }
        return OptInRecord.on(workload, world.workloads().json());
    }

    /**
     * A StatefulSet waits for a broken pod to get ready before it replaces it, also when the template is good again.
     *
     * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback">Forced
     *     rollback</a>
     */
    private Optional<Pod> stuckPod(Workload workload) {
        if (workload.kind() != WorkloadKind.STATEFUL_SET
                || record(workload).isPresent()
                || !rollout.observed(workload)) {
            return Optional.empty();
        }
        List<Pod> current = fleet.currentPodsOf(workload);
        return fleet.podsOf(workload).stream()
                .filter(p -> !p.terminating() && !p.ready() && !current.contains(p))
                .findFirst();
    }

    /** Makes the next change, if there is one to make. */
    Step act(Look look) {
        if (!look.recorded().isEmpty()) {
            return restore(look);
        }
        if (!look.returned().isEmpty()) {
            return unmark(look);
        }
        if (look.stuck().isPresent()) {
            Pod pod = look.stuck().get();
            world.workloads().deletePod(pod.namespace(), pod.name(), pod.uid());
            world.progress()
                    .say("deleted pod " + pod.namespace() + "/" + pod.name()
                            + ", which never got ready and kept its StatefulSet from going back");
            return Step.CHANGED;
        }
        return look.stale().map(this::replace).orElseGet(() -> new Step(look.waitingFor(), false));
    }

    private Step replace(Pod pod) {
        EvictionResult result = PodEviction.of(pod, world.workloads());
        if (result instanceof EvictionResult.Blocked blocked) {
            return new Step(
                    "waiting to evict pod " + pod.namespace() + "/" + pod.name() + ": " + blocked.message(), false);
        }
        world.progress()
                .say("evicted pod " + pod.namespace() + "/" + pod.name() + " so that a new one takes its place");
        return Step.CHANGED;
    }

    private Step restore(Look look) {
        List<Workload> workloads = look.recorded().stream().limit(BATCH).toList();
        List<RollbackEdit> edits = workloads.stream()
                .map(w -> RollbackEdit.of(w.placement(), record(w).orElseThrow()))
                .toList();
        List<WorkloadPatch> patches = new ArrayList<>();
        for (int i = 0; i < workloads.size(); i++) {
            patches.add(patch(workloads.get(i), edits.get(i)));
        }
        List<PatchResult> results = world.workloads().patch(patches);
        List<String> rejected = new ArrayList<>();
        for (int i = 0; i < workloads.size(); i++) {
            if (results.get(i) instanceof PatchResult.Applied) {
                world.progress().say(workloads.get(i) + " rolled back" + how(workloads.get(i), edits.get(i)));
            } else if (results.get(i) instanceof PatchResult.Rejected no) {
                rejected.add(workloads.get(i) + " could not be rolled back: " + no.message());
            }
        }
        if (!rejected.isEmpty()) {
            throw new Failed(String.join("; ", rejected));
        }
        boolean collided = Collisions.all(results);
        return new Step(collided ? look.waitingFor() : "", collided);
    }

    /** Not before all have gone back: until then every request is one that takes a workload back. */
    private Step unmark(Look look) {
        List<WorkloadPatch> patches = look.returned().stream()
                .limit(BATCH)
                .map(w -> new WorkloadPatch(w.ref(), w.manifest().resourceVersion(), ReturnMark.unset(w)))
                .toList();
        List<PatchResult> results = world.workloads().patch(patches);
        for (int i = 0; i < patches.size(); i++) {
            if (results.get(i) instanceof PatchResult.Rejected no) {
                throw new Failed(look.returned().get(i) + " is back, but its annotation " + ReturnMark.ANNOTATION
                        + " could not be removed: " + no.message());
            }
        }
        return Collisions.all(results)
                ? new Step("waiting to take the mark of the rollback off " + Sentences.list(look.returned()), false)
                : Step.CHANGED;
    }

    private String how(Workload workload, RollbackEdit edit) {
        return edit.exact() && pins(workload).untouched(workload)
                ? " to exactly what it was"
                : ": somebody else has changed it since, so only our own additions were taken away";
    }

    private ImagePins pins(Workload workload) {
        return record(workload).map(OptInRecord::pins).orElse(ImagePins.NONE);
    }

    private WorkloadPatch patch(Workload workload, RollbackEdit edit) {
        List<PatchOperation> operations = new ArrayList<>(
                workload.placement().changesTo(edit.placement(), workload.kind().podSpecPath()));
        operations.addAll(pins(workload).unpinning(workload));
        if (Rollout.replacesPods(workload)) {
            record(workload).map(OptInRecord::optIn).map(ReturnMark::set).ifPresent(operations::add);
        }
        operations.add(PatchOperation.remove(List.of("metadata", "annotations", OptInRecord.ANNOTATION)));
        return new WorkloadPatch(workload.ref(), workload.manifest().resourceVersion(), operations);
    }
}
