package io.jenkins.plugins.gkeupgrade.steps;

import static io.jenkins.plugins.gkeupgrade.steps.ScriptedStage.waiting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A step that holds something when it is stopped: it puts that back first, unless it is stopped again. */
class StopPutsBackTest {
    private static final ScriptedStage.Phase HOLDING = new ScriptedStage.Phase("holding");

    private final TickingHarness harness = new TickingHarness();
    private final FakeStepContext context = new FakeStepContext();
    private final InterruptedException cause = new InterruptedException("aborted by admin");
    private final InterruptedException again = new InterruptedException("aborted again");

    @AfterEach
    void closeHarness() {
        harness.close();
    }

    private TickingHarness.Execution started(ScriptedStage.Look look) {
        TickingHarness.Execution execution = harness.execution(context, look);
        execution.start();
        return execution;
    }

    /** Looks that ask the GKE API are seconds apart; whoever stops a build does not wait for that. */
    @Test
    void aStopIsAnsweredAtOnce() {
        TickingHarness.Execution execution = started((phase, world) -> {
            world.controlPlane().cluster();
            return waiting(phase.name().equals("new") ? HOLDING : phase, 600, "waiting");
        });
        harness.time.advance(Duration.ofMillis(100));
        execution.stop(cause);
        harness.time.advance(Duration.ofMillis(100));
        assertTrue(context.lines().get(1).startsWith("[shop] Stopping: putting back"), context.lines()::toString);

        execution.stop(again);
        assertEquals(List.of(again), context.ends());
        assertEquals(
                "[shop] Stopped: left in phase putting back, run it again to go on.",
                context.lines().get(context.lines().size() - 1));
    }

    @Test
    void theSecondStopDoesNotWaitForALookAtAll() throws Exception {
        harness.onThreads();
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch revive = new CountDownLatch(1);
        TickingHarness.Execution execution = started((phase, world) -> {
            if (phase.name().equals("putting back")) {
                hanging.countDown();
                awaitIgnoringInterrupts(revive);
            }
            return waiting(phase.name().equals("new") ? HOLDING : phase, 600, "waiting for the node");
        });
        assertTrue(context.printsWithin("Waiting for the node", 10_000));
        execution.stop(cause);
        assertTrue(hanging.await(10, TimeUnit.SECONDS));
        execution.stop(again);
        assertEquals(List.of(again), context.ends());
        revive.countDown();
    }

    private static void awaitIgnoringInterrupts(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // a remote call that does not react to interrupts
                Thread.interrupted();
            }
        }
    }
}
