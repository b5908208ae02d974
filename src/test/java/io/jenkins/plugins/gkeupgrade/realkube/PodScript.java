package io.jenkins.plugins.gkeupgrade.realkube;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The life of a pod on a fake node, as the statuses that its kubelet reports one after the other. */
final class PodScript {
    /**
     * @param after how long the status before lasts
     * @param status what is reported then
     */
    record Step(Duration after, Supplier<PodStatus> status) {}

    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(200);
    private static final int LONGEST_BACK_OFF_DOUBLINGS = 4;

    private final PodBehaviour behaviour;
    private final PodStatuses statuses;
    private final boolean startsAgain;

    private PodScript(Pod pod, PodBehaviour behaviour, PodStatuses statuses) {
        this.behaviour = behaviour;
        this.statuses = statuses;
        this.startsAgain = "Always".equals(pod.getSpec().getRestartPolicy());
    }

    static Iterator<Step> of(Pod pod, PodBehaviour behaviour, PodStatuses statuses) {
        return new PodScript(pod, behaviour, statuses).steps().iterator();
    }

    private Stream<Step> steps() {
        return switch (behaviour.fate()) {
            case RUN -> startsAgain ? runs() : completes(0);
            case NEVER_READY -> Stream.of(step(behaviour.start(), () -> statuses.running(0, false)));
            case CRASH_LOOP -> startsAgain ? crashes() : completes(1);
            case IMAGE_ERROR -> cannotPull();
        };
    }

    private Stream<Step> runs() {
        Step ready = step(behaviour.ready(), () -> statuses.running(0, true));
        if (behaviour.ready().isZero()) {
            return Stream.of(step(behaviour.start(), ready.status()));
        }
        return Stream.of(step(behaviour.start(), () -> statuses.running(0, false)), ready);
    }

    private Stream<Step> completes(int exitCode) {
        return Stream.of(
                step(behaviour.start(), () -> statuses.running(0, true)),
                step(behaviour.run(), () -> statuses.finished(exitCode)));
    }

    /** As a kubelet does: started again at once after the first crash, and after a growing back-off later. */
    private Stream<Step> crashes() {
        Stream<Step> firstCrash = Stream.of(
                step(behaviour.start(), () -> statuses.running(0, false)),
                step(behaviour.run(), () -> statuses.crashed(0)));
        return Stream.concat(
                firstCrash,
                IntStream.iterate(1, restarts -> restarts <= behaviour.restarts(), restarts -> restarts + 1)
                        .boxed()
                        .flatMap(this::restart));
    }

    private Stream<Step> restart(int restarts) {
        Duration backOff = restarts == 1
                ? Duration.ZERO
                : FIRST_BACK_OFF.multipliedBy(1L << Math.min(restarts - 2, LONGEST_BACK_OFF_DOUBLINGS));
        return Stream.of(
                step(backOff, () -> statuses.running(restarts, false)),
                step(behaviour.run(), () -> statuses.backingOff(restarts)));
    }

    private Stream<Step> cannotPull() {
        return Stream.of(
                step(behaviour.start(), () -> statuses.waiting("ErrImagePull", "image not found")),
                step(FIRST_BACK_OFF, () -> statuses.waiting("ImagePullBackOff", "back-off pulling image")));
    }

    private static Step step(Duration after, Supplier<PodStatus> status) {
        return new Step(after, status);
    }
}
