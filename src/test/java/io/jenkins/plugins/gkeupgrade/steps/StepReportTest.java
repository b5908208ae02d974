package io.jenkins.plugins.gkeupgrade.steps;

import static io.jenkins.plugins.gkeupgrade.steps.ScriptedStage.waiting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Run;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.Tick;
import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.report.GkeUpgradeAction;
import io.jenkins.plugins.gkeupgrade.report.StepEntry;
import io.jenkins.plugins.gkeupgrade.report.UpgradeReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What steps leave in the report of their build. */
class StepReportTest {
    private static final List<Map<String, String>> ROWS =
            List.of(Map.of("namespace", "shop", "kind", "Deployment", "name", "cart", "verdict", "FAILED"));

    private final TickingHarness harness = new TickingHarness();
    private final FakeBuild build = new FakeBuild();

    @AfterEach
    void closeHarness() {
        harness.close();
    }

    private FakeStepContext node(String id) {
        return new FakeStepContext().with(Run.class, build).with(FlowNode.class, new FakeBuild.StepNode(id));
    }

    private TickingHarness.Execution started(FakeStepContext context, ScriptedStage.Look look) {
        TickingHarness.Execution execution = harness.execution(context, look);
        execution.start();
        harness.time.advance(Duration.ofSeconds(1));
        return execution;
    }

    private UpgradeReport report() {
        return build.getAction(GkeUpgradeAction.class).getReport();
    }

    private StepEntry onlyStep() {
        assertEquals(1, report().steps.size());
        return report().steps.get(0);
    }

    private static Tick<ScriptedStage.Phase> done() {
        return new Tick.Finished<>(new Outcome(Verdict.PASSED, "All well.", Map.of("moved", 3, "workloads", ROWS)));
    }

    @Test
    void aStepIsThereAsSoonAsItRunsAndIsSavedAtItsTurnsOnly() {
        Instant end = harness.time.now().plusSeconds(100);
        started(
                node("7"),
                (phase, world) -> world.now().isBefore(end) ? waiting(phase, 1, "waiting for a pod") : done());
        assertEquals("RUNNING", onlyStep().state);
        assertEquals("someStep", onlyStep().step);
        assertEquals("projects/p/locations/europe-west1/clusters/shop", onlyStep().cluster);
        assertNull(onlyStep().endedAt);
        assertEquals(1, build.saves());

        harness.time.advance(Duration.ofSeconds(200));
        assertEquals("PASSED", onlyStep().state);
        assertEquals("All well.", onlyStep().summary);
        assertEquals(Map.of("moved", 3), onlyStep().details, "workloads are told by cluster");
        assertEquals("cart", report().clusters.get(0).workloads.get(0).name);
        assertEquals(2, build.saves(), "a hundred looks that saw nothing new are not saved");
    }

    @Test
    void whatARunningStepKnowsIsAskedForWhenSomebodyLooksAndNotSaved() {
        Instant end = harness.time.now().plusSeconds(100);
        started(
                node("7"),
                (phase, world) -> world.now().isBefore(end)
                        ? waiting(new ScriptedStage.Phase(phase.name() + "er"), 10, "waiting")
                        : done());
        assertEquals(Map.of("phase", "new"), onlyStep().details);
        harness.time.advance(Duration.ofSeconds(10));
        assertEquals(Map.of("phase", "newer"), onlyStep().details);
        assertEquals("RUNNING", onlyStep().state);
        assertTrue(report().building);
        assertEquals(1, build.saves());
        harness.time.advance(Duration.ofSeconds(100));
        assertEquals(Map.of("moved", 3), onlyStep().details);
    }

    @Test
    void aStepThatWentOnAfterARestartIsAskedInTheOldOnesPlace() throws Exception {
        TickingHarness.Execution first = started(
                node("7"), (phase, world) -> waiting(new ScriptedStage.Phase(phase.name() + "er"), 600, "waiting"));
        TickingHarness.Execution resumed = TickingHarness.stored(first);
        resumed.context().with(Run.class, build).with(FlowNode.class, new FakeBuild.StepNode("7"));
        resumed.onResume();
        harness.time.advance(Duration.ofSeconds(1));
        assertEquals(Map.of("phase", "newer"), onlyStep().details);
    }

    @Test
    void untilItHasLookedAStepKnowsAfterARestartWhatItKnewBefore() throws Exception {
        Instant away = harness.time.now().plusSeconds(30);
        TickingHarness.Execution first = started(node("7"), (phase, world) -> {
            if (world.now().isAfter(away)) {
                throw new TransientFailure("The API server is away.", null);
            }
            return waiting(new ScriptedStage.Phase(phase.name() + "er"), 20, "waiting");
        });
        harness.time.advance(Duration.ofSeconds(20));
        TickingHarness.Execution resumed = TickingHarness.stored(first);
        harness.time.advance(Duration.ofSeconds(20));
        resumed.context().with(Run.class, build).with(FlowNode.class, new FakeBuild.StepNode("7"));
        resumed.onResume();
        harness.time.advance(Duration.ofSeconds(1));
        assertEquals("RUNNING", onlyStep().state);
        assertEquals(Map.of("phase", "newer"), onlyStep().details);
        resumed.stop(new InterruptedException());
        assertEquals(Map.of("phase", "newer"), onlyStep().details);
    }

    @Test
    void whatAFailedStepKnewIsTold() {
        started(node("7"), (phase, world) -> {
            throw new Failed("A wave failed.", Map.of("workloads", ROWS));
        });
        assertEquals("FAILED", onlyStep().state);
        assertEquals("A wave failed.", onlyStep().summary);
        assertEquals("FAILED", report().clusters.get(0).workloads.get(0).verdict);
    }

    @Test
    void aRefusalIsToldAsOne() {
        started(node("7"), (phase, world) -> {
            throw new Refused("No.", "Ask again.");
        });
        assertEquals("REFUSED", onlyStep().state);
    }

    @Test
    void anAbortIsTold() {
        TickingHarness.Execution execution =
                started(node("7"), (phase, world) -> waiting(phase, 60, "waiting for a pod"));
        execution.stop(new InterruptedException());
        assertEquals("ABORTED", onlyStep().state);
        assertEquals("Stopped: left in phase new, run it again to go on.", onlyStep().summary);
    }

    @Test
    void aResumedStepGoesOnWithItsEntryAndARetryHasItsOwn() throws Exception {
        TickingHarness.Execution first = started(node("7"), (phase, world) -> waiting(phase, 600, "waiting"));
        String startedAt = onlyStep().startedAt;
        TickingHarness.Execution resumed = TickingHarness.stored(first);
        resumed.context().with(Run.class, build).with(FlowNode.class, new FakeBuild.StepNode("7"));
        resumed.onResume();
        harness.time.advance(Duration.ofSeconds(1));
        resumed.stop(new InterruptedException());
        assertEquals("ABORTED", onlyStep().state);
        assertEquals(startedAt, onlyStep().startedAt);

        started(node("9"), (phase, world) -> done());
        assertEquals(
                List.of("ABORTED", "PASSED"),
                report().steps.stream().map(s -> s.state).toList());
    }

    @Test
    void aReportThatCannotBeKeptFailsNoStep() {
        FakeStepContext context = new FakeStepContext().with(Run.class, new FakeBuild() {
            @Override
            public synchronized void save() {
                throw new IllegalStateException("disk full");
            }
        });
        started(context, (phase, world) -> done());
        assertTrue(context.ends().get(0) instanceof Map, context.ends().toString());
    }
}
