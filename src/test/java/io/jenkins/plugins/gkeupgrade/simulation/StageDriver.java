package io.jenkins.plugins.gkeupgrade.simulation;

import io.jenkins.plugins.gkeupgrade.engine.Reconciler;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.Tick;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Runs a stage in virtual time as a step would, and kills it where a test says so. */
public final class StageDriver {
    private static final Duration BREATH = Duration.ofMillis(50);
    private static final int ENDLESS = 20_000;

    private final Timeline timeline;
    private final Supplier<World> world;
    private final List<String> waits = new ArrayList<>();
    private Consumer<String> onWait = waitingFor -> {};
    private Predicate<String> stopAt = waitingFor -> false;
    private int ticks;

    public StageDriver(Timeline timeline, Supplier<World> world) {
        this.timeline = timeline;
        this.world = world;
    }

    /** Where a run is killed, and what a restarted controller remembers of it. */
    public interface Kill {
        Kill NEVER = (tick, saved) -> null;

        /** @return the saved state to go on from, or null to go on undisturbed */
        byte[] at(int tick, List<byte[]> saved);

        /** A clean restart: the last state was saved. */
        static Kill softAt(int when) {
            return (tick, saved) -> tick == when ? saved.get(saved.size() - 1) : null;
        }

        /** Killed after the change was made and before the state was saved. */
        static Kill hardAt(int when) {
            return (tick, saved) -> tick == when ? saved.get(Math.max(0, saved.size() - 2)) : null;
        }

        /** Killed, and only the very first state was ever saved. */
        static Kill forgetAllAt(int when) {
            return (tick, saved) -> tick == when ? saved.get(0) : null;
        }
    }

    public <S extends Serializable> Outcome run(StageRequest<S> request) {
        return run(request, Kill.NEVER);
    }

    public <S extends Serializable> Outcome run(StageRequest<S> request, Kill kill) {
        Reconciler<S> reconciler = new Reconciler<>(request.stage());
        Reconciler.Run<S> run = reconciler.begin(timeline.now());
        List<byte[]> saved = new ArrayList<>(List.of(bytes(run)));
        for (ticks = 0; ticks < ENDLESS; ticks++) {
            byte[] remembered = kill.at(ticks, saved);
            if (remembered != null) {
                StageRequest<S> same = read(bytes(request));
                reconciler = new Reconciler<>(same.stage());
                run = read(remembered);
            }
            World now = world.get();
            Tick<Reconciler.Run<S>> tick = reconciler.tick(run, now);
            if (tick instanceof Tick.Finished<Reconciler.Run<S>> finished) {
                return finished.outcome();
            }
            Tick.Again<Reconciler.Run<S>> again = (Tick.Again<Reconciler.Run<S>>) tick;
            run = again.state();
            if (!again.waitingFor().isEmpty()) {
                waits.add(again.waitingFor());
                onWait.accept(again.waitingFor());
                if (stopAt.test(again.waitingFor())) {
                    run = abandoned(request, run);
                    stopAt = waitingFor -> false;
                }
            }
            saved.add(bytes(run));
            if (!again.delay().isZero()) {
                now.workloads().watch();
            }
            timeline.advance(again.delay().compareTo(BREATH) < 0 ? BREATH : again.delay());
        }
        throw new AssertionError("The stage did not end within " + ENDLESS + " looks.");
    }

    private static <S extends Serializable> Reconciler.Run<S> abandoned(
            StageRequest<S> request, Reconciler.Run<S> run) {
        S back = request.stage()
                .abandon(run.state())
                .orElseThrow(() -> new Stopped(request.stage().whenStopped(run.state())));
        return run.to(back);
    }

    /** The stage was stopped and had nothing to put back. */
    public static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped(String left) {
            super(left);
        }
    }

    /** Has this happen at every look that waits, given what for. */
    public StageDriver onWait(Consumer<String> then) {
        onWait = then;
        return this;
    }

    /** Stops the stage, as an abort of the build does, when it first waits for this. */
    public StageDriver stopAt(String waitingFor) {
        stopAt = text -> text.contains(waitingFor);
        return this;
    }

    /** What was waited for, look by look. */
    public List<String> waits() {
        return waits;
    }

    /** Looks that the last run took. */
    public int ticks() {
        return ticks;
    }

    private static byte[] bytes(Serializable value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        } catch (IOException e) {
            throw new AssertionError(value.getClass() + " cannot be saved", e);
        }
        return bytes.toByteArray();
    }

    @SuppressWarnings("unchecked") // what was written is what is read
    private static <T> T read(byte[] bytes) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (T) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
