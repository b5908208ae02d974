package io.jenkins.plugins.gkeupgrade.realkube;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.jenkins.plugins.gkeupgrade.realkube.PodScript.Step;
import java.time.Duration;
import java.util.Iterator;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One pod on a fake node, from its being bound to its being gone. Used on the kubelet's thread only. */
final class PodLife {
    /** Has a task run on the kubelet's thread. */
    interface Timer {
        void after(Duration delay, Runnable task);
    }

    private static final Duration BEFORE_NEXT_TRY = Duration.ofMillis(200);
    private static final int NOT_FOUND = 404;
    private static final Set<Integer> WORTH_ANOTHER_TRY = Set.of(KubeletRequests.NO_ANSWER, 409, 429);
    private static final Logger LOGGER = Logger.getLogger(PodLife.class.getName());

    private final Pod pod;
    private final PodBehaviour behaviour;
    private final KubeletRequests requests;
    private final Timer timer;
    private final Iterator<Step> script;
    private boolean ending;
    private boolean gone;

    PodLife(Pod pod, PodBehaviour behaviour, String address, KubeletRequests requests, Timer timer) {
        this.pod = pod;
        this.behaviour = behaviour;
        this.requests = requests;
        this.timer = timer;
        this.script = PodScript.of(pod, behaviour, new PodStatuses(pod, address));
    }

    /** Plays the script; a pod that another kubelet has brought up before is left alone. */
    void begin() {
        String phase = pod.getStatus().getPhase();
        if (phase == null || "Pending".equals(phase)) {
            next();
        }
    }

    /** The pod has been told to end. */
    void end(Pod told) {
        if (!ending) {
            ending = true;
            Long grace = told.getMetadata().getDeletionGracePeriodSeconds();
            Duration atMost = Duration.ofSeconds(grace == null ? 0 : grace);
            timer.after(behaviour.stop().compareTo(atMost) < 0 ? behaviour.stop() : atMost, this::remove);
        }
    }

    /** The pod is gone. */
    void forget() {
        gone = true;
    }

    private void next() {
        if (!ending && !gone && script.hasNext()) {
            Step step = script.next();
            timer.after(step.after(), () -> report(step.status().get()));
        }
    }

    private void report(PodStatus status) {
        if (!ending && !gone) {
            requests.report(pod, status, answer(this::next, () -> report(status)));
        }
    }

    private void remove() {
        if (!gone) {
            requests.remove(pod, answer(this::forget, this::remove));
        }
    }

    /** The API server may be down or busy, and a pod may be written to by others; that the pod is gone is heard later. */
    private IntConsumer answer(Runnable onSuccess, Runnable again) {
        return code -> {
            if (code >= 200 && code < 300) {
                onSuccess.run();
            } else if (code >= 500 || WORTH_ANOTHER_TRY.contains(code)) {
                timer.after(BEFORE_NEXT_TRY, again);
            } else {
                forget();
                LOGGER.log(
                        code == NOT_FOUND ? Level.FINE : Level.SEVERE,
                        () -> "the API server answers " + code
                                + " about the pod " + pod.getMetadata().getNamespace() + "/"
                                + pod.getMetadata().getName());
            }
        };
    }
}
