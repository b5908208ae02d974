package io.jenkins.plugins.gkeupgrade.steps;

import static io.jenkins.plugins.gkeupgrade.steps.ScriptedStage.waiting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.SettableFuture;
import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.Tick;
import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TickingStepExecutionTest {
    private static final GkeVersion VERSION = GkeVersion.parse("1.33.5-gke.1");

    private final TickingHarness harness = new TickingHarness();
    private final FakeStepContext context = new FakeStepContext();

    @AfterEach
    void closeHarness() {
        harness.close();
    }

    private static Tick<ScriptedStage.Phase> done(Verdict verdict, Map<String, Object> details) {
        return new Tick.Finished<>(new Outcome(verdict, "3 of 3 workloads looked at.", details));
    }

    private TickingHarness.Execution started(ScriptedStage.Look look) {
        TickingHarness.Execution execution = harness.execution(context, look);
        assertFalse(execution.start(), "start returns at once");
        return execution;
    }

    @Test
    void looksAgainAfterTheDelayAndReturnsPlainCollections() {
        started((phase, world) -> phase.name().equals("new")
                ? waiting(new ScriptedStage.Phase("old"), 30, "waiting for 1 of 3 pods")
                : done(Verdict.PASSED, Map.of("moved", 3, "workloads", List.of(Map.of("name", "cart")))));
        assertEquals(List.of(), context.ends(), "nothing happens on the thread that starts the step");

        harness.time.advance(Duration.ofSeconds(29));
        assertEquals(List.of(), context.ends());
        assertEquals(1, context.saves(), "a new state is saved, an old one is not");

        harness.time.advance(Duration.ofSeconds(1));
        Map<?, ?> result = assertInstanceOf(HashMap.class, context.ends().get(0));
        assertEquals(3L, result.get("moved"));
        assertEquals("PASSED", result.get("verdict"));
        assertEquals(List.of(Map.of("name", "cart")), result.get("workloads"));
        assertEquals("[shop] Done: 3 of 3 workloads looked at.", context.lines().get(1));
        harness.time.advance(Duration.ofHours(2));
        assertEquals(1, context.ends().size(), "ends once");
        assertEquals(0, harness.time.waiting(), "and leaves nothing behind");
    }

    @Test
    void nextLookWaitsUntilTheStateIsOnDisk() {
        SettableFuture<Void> save = context.saveSlowly();
        started((phase, world) -> phase.name().equals("new")
                ? waiting(new ScriptedStage.Phase("about to submit"), 1, "")
                : done(Verdict.PASSED, Map.of()));

        harness.time.advance(Duration.ofMinutes(5));
        assertEquals(List.of(), context.ends(), "an effect must not come before its intent is saved");
        save.set(null);
        harness.time.advance(Duration.ofSeconds(1));
        assertEquals(1, context.ends().size());
    }

    @Test
    void inconclusiveIsYellowAndFailedIsRedWithoutStackTrace() {
        started((phase, world) -> done(Verdict.INCONCLUSIVE, Map.of()));
        harness.time.advance(Duration.ZERO);
        assertEquals(Result.UNSTABLE, context.get(Run.class).getResult());
        WarningAction warning = context.get(FlowNode.class).getAction(WarningAction.class);
        assertEquals("3 of 3 workloads looked at.", warning.getMessage());
        assertEquals("INCONCLUSIVE", ((Map<?, ?>) context.ends().get(0)).get("verdict"));

        FakeStepContext red = new FakeStepContext();
        harness.execution(red, (phase, world) -> done(Verdict.FAILED, Map.of())).start();
        harness.time.advance(Duration.ZERO);
        assertEquals(AbortException.class, red.ends().get(0).getClass());
        assertEquals("3 of 3 workloads looked at.", ((Throwable) red.ends().get(0)).getMessage());
    }

    @Test
    void refusalsAndFailuresAreSentencesOnly() {
        started((phase, world) -> {
            throw new Refused("Pool old is two minors behind.", "Upgrade it first.");
        });
        harness.time.advance(Duration.ZERO);
        Throwable told = (Throwable) context.ends().get(0);
        assertEquals(AbortException.class, told.getClass());
        assertEquals("Pool old is two minors behind. Upgrade it first. Nothing was changed.", told.getMessage());
        assertNull(told.getCause());

        FakeStepContext other = new FakeStepContext();
        harness.execution(other, (phase, world) -> {
                    throw new Failed("GKE says no.", new IllegalStateException("with details"));
                })
                .start();
        harness.time.advance(Duration.ZERO);
        assertEquals(AbortException.class, other.ends().get(0).getClass());
    }

    @Test
    void aRefusalAfterAChangeDoesNotPromiseThatNothingWasChanged() {
        started((phase, world) -> {
            if (phase.name().equals("new")) {
                return waiting(new ScriptedStage.Phase("submitted"), 1, "waiting for operation-1");
            }
            throw new Refused("There is a different pool green already.", "Choose another name.");
        });
        harness.time.advance(Duration.ofSeconds(2));
        Throwable told = (Throwable) context.ends().get(0);
        assertEquals("There is a different pool green already. Choose another name.", told.getMessage());
    }

    @Test
    void givingUpOnTransientFailuresIsMarkedAsWorthRetrying() throws Exception {
        started((phase, world) -> {
            throw new TransientFailure("The API server is away.");
        });
        harness.time.advance(Duration.ofMinutes(30));
        TransientAbort told =
                assertInstanceOf(TransientAbort.class, context.ends().get(0));
        assertTrue(told.getMessage().startsWith("The API server is away. Gave up after"), told.getMessage());
        assertTrue(new GkeTransientErrorCondition().test(told, null));
        assertFalse(new GkeTransientErrorCondition().test(new AbortException("no"), null));
        assertTrue(new GkeTransientErrorCondition().test(withOthers(new ErrorId()), null));
        assertTrue(new GkeTransientErrorCondition().test(withOthers(new TransientAbort("too")), null));
        assertTrue(new GkeTransientErrorCondition().test(withOthers(interruption(new FailFastCause())), null));
        assertFalse(new GkeTransientErrorCondition().test(withOthers(new AbortException("refused")), null));
        assertFalse(new GkeTransientErrorCondition().test(withOthers(interruption(new SomebodysAbort())), null));
        assertFalse(new GkeTransientErrorCondition().test(withOthers(interruption()), null));
        assertFalse(new GkeTransientErrorCondition().test(interruption(new FailFastCause()), null));
        assertTrue(context.lines().size() < 30, "one line a minute at most: " + context.lines());
    }

    /** As {@code parallel} hands on the failures of its branches. */
    private static TransientAbort withOthers(Throwable other) {
        TransientAbort first = new TransientAbort("The API server is away.");
        first.addSuppressed(other);
        return first;
    }

    private static FlowInterruptedException interruption(CauseOfInterruption... causes) {
        return new FlowInterruptedException(Result.ABORTED, true, causes);
    }

    /** Named as the mark that Pipeline puts on each failure. */
    private static final class ErrorId extends Throwable {
        private static final long serialVersionUID = 1L;
    }

    /** Named as the one of {@code parallel}. */
    private static final class FailFastCause extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            return "Failed in branch a";
        }
    }

    private static final class SomebodysAbort extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            return "Aborted by somebody";
        }
    }

    @Test
    void defectsCarryAStackTraceButNoForeignClasses() {
        started((phase, world) -> {
            throw new IllegalStateException("oops", new ArithmeticException("deep"));
        });
        harness.time.advance(Duration.ZERO);
        Throwable told =
                assertInstanceOf(UnexpectedStepFailure.class, context.ends().get(0));
        assertEquals("someStep failed unexpectedly: java.lang.IllegalStateException: oops", told.getMessage());
        assertTrue(told.getStackTrace().length > 0);
        assertInstanceOf(UnexpectedStepFailure.class, told.getCause());
    }

    /** A controller that runs out of memory at the last line must not leave a build that never ends. */
    @Test
    void endsEvenWhenItsEndCannotBeTold() {
        PrintStream full = new PrintStream(new ByteArrayOutputStream()) {
            @Override
            public void println(String line) {
                throw new OutOfMemoryError("Java heap space");
            }
        };
        context.with(TaskListener.class, () -> full);
        started((phase, world) -> done(Verdict.PASSED, Map.of("moved", 3)));
        harness.time.advance(Duration.ofMinutes(1));
        Map<?, ?> result = assertInstanceOf(HashMap.class, context.ends().get(0));
        assertEquals(3L, result.get("moved"));
        assertEquals(1, context.ends().size());
    }

    @Test
    void goesOnFromTheStoredStateAfterARestart() throws Exception {
        TickingHarness.Execution before = started((phase, world) -> switch (phase.name()) {
            case "new" -> waiting(new ScriptedStage.Phase("submitted"), 10, "waiting for operation-1");
            case "submitted" -> waiting(new ScriptedStage.Phase("submitted"), 10, "waiting for operation-1");
            default -> throw new IllegalStateException(phase.name());
        });
        harness.time.advance(Duration.ofSeconds(15));

        TickingHarness.Execution after = TickingHarness.stored(before);
        before.stop(new InterruptedException("this controller is gone"));
        after.onResume();
        harness.time.advance(Duration.ofSeconds(61));

        List<String> lines = after.context().lines();
        assertEquals("[shop] Jenkins was restarted; going on, 15 s after the step began.", lines.get(0));
        assertEquals("[shop] Waiting for operation-1", lines.get(1));
        assertEquals("waiting for operation-1 (1 min 16 s)", after.getStatus());
        assertEquals(List.of(), after.context().ends());

        harness.time.advance(Duration.ofHours(1));
        Throwable told = (Throwable) after.context().ends().get(0);
        assertTrue(told.getMessage().startsWith("Timed out after 1 h"), "the deadline is the first one: " + told);
    }

    @Test
    void stopTellsWhatIsLeftAndPassesTheCauseOn() {
        TickingHarness.Execution execution =
                started((phase, world) -> waiting(new ScriptedStage.Phase("half-way"), 30, "waiting for pods"));
        harness.time.advance(Duration.ofSeconds(1));
        InterruptedException cause = new InterruptedException("aborted by admin");
        execution.stop(cause);
        execution.stop(new InterruptedException("impatient"));

        assertEquals(List.of(cause), context.ends());
        assertEquals(
                "[shop] Stopped: left in phase half-way, run it again to go on.",
                context.lines().get(1));
        harness.time.advance(Duration.ofHours(2));
        assertEquals(List.of(cause), context.ends());
        assertEquals(0, harness.open.get());
    }

    @Test
    void stopDoesNotWaitForALookThatHangsAndSuchALookChangesNothing() throws Exception {
        harness.onThreads();
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch revive = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger upgrades = new AtomicInteger();
        TickingHarness.Execution execution = started((phase, world) -> {
            hanging.countDown();
            awaitIgnoringInterrupts(revive);
            try {
                world.controlPlane().upgradeControlPlane(VERSION);
                upgrades.incrementAndGet();
            } finally {
                over.countDown();
            }
            return done(Verdict.PASSED, Map.of());
        });
        assertTrue(hanging.await(10, TimeUnit.SECONDS));

        InterruptedException cause = new InterruptedException("aborted by admin");
        execution.stop(cause);
        assertTrue(context.completesWithin(30_000), "while the look still hangs");
        assertTrue(TickLoop.GRACE.compareTo(Duration.ofSeconds(2)) < 0, "an abort takes two seconds at most");
        assertEquals(List.of(cause), context.ends());

        revive.countDown();
        assertTrue(over.await(10, TimeUnit.SECONDS));
        assertEquals(0, upgrades.get());
        assertEquals(0, harness.changes.get());
        assertEquals(List.of(cause), context.ends());
        assertEquals(1, context.lines().size());
    }

    private static void awaitIgnoringInterrupts(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // a remote call that does not react to interrupts
                Thread.interrupted();
            }
        }
    }

    @Test
    void changesWakeItAtOnceAndManyChangesFourTimesASecond() {
        AtomicInteger looks = new AtomicInteger();
        started((phase, world) -> {
            world.workloads().view(Set.of(ResourceKind.PODS), "");
            looks.incrementAndGet();
            return waiting(phase, 600, "waiting for pods");
        });
        harness.time.advance(Duration.ofSeconds(1));
        assertEquals(1, looks.get());
        for (int i = 0; i < 100; i++) {
            harness.change();
            harness.time.advance(Duration.ofMillis(1));
        }
        assertEquals(1 + 3, looks.get(), "the pod, its ReplicaSet and its Deployment");
        for (int i = 0; i < 10_000; i++) {
            harness.change();
            harness.time.advance(Duration.ofMillis(1));
        }
        assertEquals(1 + 3 + 40, looks.get(), 1.0, "in ten seconds more");
        assertEquals(2, context.lines().size() + 1, "and no line for a look that found nothing new");
    }

    /** Half a minute is much of a rollback in seconds. */
    @Test
    void anApiServerThatComesBackCutsTheBackOffShortAndItsDeathThroesDoNot() {
        AtomicInteger looks = new AtomicInteger();
        boolean[] away = {true};
        started((phase, world) -> {
            looks.incrementAndGet();
            world.workloads().view(Set.of(ResourceKind.PODS), "");
            if (away[0]) {
                throw new TransientFailure("Connection refused.");
            }
            return done(Verdict.PASSED, Map.of());
        });
        harness.time.advance(Duration.ofSeconds(100));
        int before = looks.get();
        harness.change();
        harness.time.advance(Duration.ofSeconds(1));
        assertEquals(before, looks.get(), "a change that the failing connection reports");

        away[0] = false;
        harness.comeBack();
        harness.time.advance(Duration.ofMillis(250));
        assertEquals(1, context.ends().size(), "goes on at once");
    }

    @Test
    void aLookThatCallsTheGkeApiIsWokenSeldom() {
        AtomicInteger looks = new AtomicInteger();
        started((phase, world) -> {
            world.workloads().view(Set.of(ResourceKind.PODS), "");
            world.controlPlane().cluster();
            looks.incrementAndGet();
            return waiting(phase, 600, "waiting for pods");
        });
        harness.time.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 60; i++) {
            harness.change();
            harness.time.advance(Duration.ofSeconds(1));
        }
        assertTrue(looks.get() <= 14, looks + " looks in a minute");
    }

    @Test
    void theNodeShowsWhatTheStepDoesAndThatItWaits() {
        started((phase, world) -> phase.name().equals("new")
                ? waiting(new ScriptedStage.Phase("old"), 30, "waiting for 1 of 3 pods")
                : done(Verdict.PASSED, Map.of()));
        FlowNode node = context.get(FlowNode.class);
        harness.time.advance(Duration.ofSeconds(1));
        assertEquals(
                "waiting for 1 of 3 pods", node.getAction(LabelAction.class).getDisplayName());
        assertTrue(PauseAction.isPaused(node));
        harness.time.advance(Duration.ofSeconds(30));
        assertFalse(PauseAction.isPaused(node));
        assertEquals(
                "3 of 3 workloads looked at.", node.getAction(LabelAction.class).getDisplayName());
    }

    @Test
    void theNodeSaysHowTheStepEnded() {
        TickingHarness.Execution stopped =
                started((phase, world) -> waiting(new ScriptedStage.Phase("half-way"), 30, "waiting for pods"));
        harness.time.advance(Duration.ofSeconds(1));
        stopped.stop(new InterruptedException("aborted by admin"));
        FlowNode node = context.get(FlowNode.class);
        assertFalse(PauseAction.isPaused(node));
        assertEquals(
                "Stopped: left in phase half-way, run it again to go on.",
                node.getAction(LabelAction.class).getDisplayName());

        FakeStepContext red = new FakeStepContext();
        harness.execution(red, (phase, world) -> {
                    if (phase.name().equals("new")) {
                        return waiting(new ScriptedStage.Phase("old"), 30, "waiting for pods");
                    }
                    throw new Refused("Pool old is two minors behind.", "Upgrade it first.");
                })
                .start();
        harness.time.advance(Duration.ofMinutes(1));
        node = red.get(FlowNode.class);
        assertFalse(PauseAction.isPaused(node));
        assertEquals(
                "Pool old is two minors behind. Upgrade it first.",
                node.getAction(LabelAction.class).getDisplayName());
    }

    @Test
    void theLabelFollowsTheNumbersThoughNotEachOfThem() {
        AtomicInteger pods = new AtomicInteger();
        started((phase, world) -> waiting(phase, 1, "waiting for " + pods.incrementAndGet() + " of 100 pods"));
        Set<String> labels = new HashSet<>();
        for (int second = 0; second < 60; second++) {
            harness.time.advance(Duration.ofSeconds(1));
            labels.add(context.get(FlowNode.class).getAction(LabelAction.class).getDisplayName());
        }
        assertEquals(6, labels.size(), 1, labels::toString);
    }
}
