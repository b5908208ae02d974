package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import io.jenkins.plugins.gkeupgrade.engine.Reconciler;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.Tick;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesConnection;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesWorkloads;
import io.jenkins.plugins.gkeupgrade.kube.RequestCounts;
import io.jenkins.plugins.gkeupgrade.simulation.Timeline;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs stages on a real Kubernetes and a simulated GKE as a step would: woken by changes, and with its back-off. */
final class RealStageDriver implements AutoCloseable {
    /** As a step, which leaves a quarter of a second between two looks, but quicker. */
    private static final Duration SPACING = Duration.ofMillis(20);

    private static final Duration MOMENT = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final ControlPlane gke;
    private final Timeline timeline;
    private final KubernetesConnection connection;
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final List<String> waits = Collections.synchronizedList(new ArrayList<>());
    private Consumer<String> listener = line -> {};
    private int looks;

    RealStageDriver(ControlPlane gke, Timeline timeline, KubernetesConnection connection) {
        this.gke = gke;
        this.timeline = timeline;
        this.connection = connection;
    }

    /** Hears every line of progress and every reason to wait, on the thread that runs the stage. */
    RealStageDriver listening(Consumer<String> to) {
        listener = to;
        return this;
    }

    /** Runs a stage that works on Kubernetes, where time is real. */
    <S extends Serializable> Outcome run(StageRequest<S> request) {
        return run(request, Instant::now, this::await);
    }

    /** Runs a stage that works on GKE: while it waits, the time of the simulation passes. */
    <S extends Serializable> Outcome runInVirtualTime(StageRequest<S> request) {
        return run(request, timeline::now, (changes, delay) -> timeline.advance(delay));
    }

    /** Runs a stage that works on both: as time passes in the simulation, Kubernetes gets a moment of real time. */
    <S extends Serializable> Outcome runInBoth(StageRequest<S> request) {
        return run(request, timeline::now, (changes, delay) -> {
            timeline.advance(delay);
            await(changes, delay.compareTo(MOMENT) < 0 ? delay : MOMENT);
        });
    }

    private interface Pause {
        void between(Semaphore changes, Duration delay);
    }

    private <S extends Serializable> Outcome run(StageRequest<S> request, Supplier<Instant> clock, Pause pause) {
        Reconciler<S> reconciler = new Reconciler<>(request.stage());
        Reconciler.Run<S> run = reconciler.begin(clock.get());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Semaphore changes = new Semaphore(0);
        Semaphore returns = new Semaphore(0);
        looks = 0;
        try (KubernetesWorkloads workloads = connection.workloads()) {
            workloads.onChange(changes::release);
            workloads.onReturn(returns::release);
            while (System.nanoTime() < deadline) {
                looks++;
                changes.drainPermits();
                returns.drainPermits();
                Tick<Reconciler.Run<S>> tick = reconciler.tick(run, new World(gke, workloads, this::say, clock.get()));
                if (tick instanceof Tick.Finished<Reconciler.Run<S>> finished) {
                    return finished.outcome();
                }
                Tick.Again<Reconciler.Run<S>> again = (Tick.Again<Reconciler.Run<S>>) tick;
                run = again.state();
                if (!again.delay().isZero()) {
                    workloads.watch();
                }
                waiting(again.waitingFor());
                // What comes and goes with a failing connection does not cut its back-off short; its return does.
                pause.between(run.failures() == 0 ? changes : returns, again.delay());
            }
        }
        throw new AssertionError("No end within " + PATIENCE.toMinutes() + " minutes; it said " + said + " and waited "
                + waits.subList(Math.max(0, waits.size() - 5), waits.size()));
    }

    private void say(String line) {
        said.add(line);
        listener.accept(line);
    }

    private void waiting(String what) {
        if (!what.isEmpty() && (waits.isEmpty() || !waits.get(waits.size() - 1).equals(what))) {
            waits.add(what);
            listener.accept(what);
        }
    }

    private void await(Semaphore changes, Duration delay) {
        try {
            if (!delay.isZero()) {
                LockSupport.parkNanos(SPACING.toNanos());
            }
            changes.tryAcquire(delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Lines of progress of all runs. */
    List<String> said() {
        return List.copyOf(said);
    }

    /** What all runs waited for, without repetitions. */
    List<String> waits() {
        return List.copyOf(waits);
    }

    /** Looks of the last run. */
    int looks() {
        return looks;
    }

    RequestCounts requests() {
        return connection.requests();
    }

    @Override
    public void close() {
        connection.close();
    }
}
