package io.jenkins.plugins.gkeupgrade.simulation.gke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.jenkins.plugins.gkeupgrade.engine.Reconciler;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.Tick;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Drives a stage against a simulated cluster in virtual time, with the process killed at chosen ticks. */
final class StageDriver {
    private static final int MOST_TICKS = 5000;

    private final TestClusters world;
    private final ClusterRef ref;
    private final List<String> said = new ArrayList<>();
    private final List<String> waits = new ArrayList<>();
    private int ticks;

    StageDriver(TestClusters world, ClusterRef ref) {
        this.world = world;
        this.ref = ref;
    }

    /**
     * Runs to the end.
     *
     * @param killedAt after which ticks the process dies before it can save what the tick gave
     * @param forgets whether it then has to begin again from its first state, as after a hard kill
     */
    <S extends Serializable> Outcome run(StageRequest<S> request, IntPredicate killedAt, boolean forgets) {
        Reconciler<S> reconciler = new Reconciler<>(request.stage());
        Reconciler.Run<S> first = reconciler.begin(world.timeline.now());
        Reconciler.Run<S> saved = first;
        while (ticks < MOST_TICKS) {
            ticks++;
            Tick<Reconciler.Run<S>> tick = reconciler.tick(copy(saved), world());
            if (killedAt.test(ticks)) {
                saved = forgets ? first : saved;
                world.timeline.advance(Duration.ofSeconds(45));
                continue;
            }
            if (tick instanceof Tick.Finished<Reconciler.Run<S>> finished) {
                return finished.outcome();
            }
            Tick.Again<Reconciler.Run<S>> again = (Tick.Again<Reconciler.Run<S>>) tick;
            saved = copy(again.state());
            waits.add(again.waitingFor());
            world.timeline.advance(again.delay());
        }
        return fail("No end after " + MOST_TICKS + " ticks, waiting for " + waits.get(waits.size() - 1));
    }

    <S extends Serializable> Outcome run(StageRequest<S> request) {
        return run(request, tick -> false, false);
    }

    private World world() {
        return new World(
                new SimulatedControlPlane(world.gke.api("stage"), ref),
                new HostedNodes(ref.zonal() ? world.zonalNodes : world.regionalNodes),
                said::add,
                world.timeline.now());
    }

    int ticks() {
        return ticks;
    }

    List<String> said() {
        return said;
    }

    List<String> waits() {
        return waits;
    }

    /** What the state is after a restart of the controller. */
    @SuppressWarnings("unchecked") // reads what was just written
    private static <T extends Serializable> T copy(T value) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(value);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                T read = (T) in.readObject();
                assertEquals(value, read);
                return read;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
