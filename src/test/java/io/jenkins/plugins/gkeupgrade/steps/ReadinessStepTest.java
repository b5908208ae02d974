package io.jenkins.plugins.gkeupgrade.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.AbortException;
import hudson.model.Result;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a build makes of findings: the step {@code checkUpgradeReadiness} on a team whose workload is at risk. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ReadinessStepTest {
    @RegisterExtension
    final SampleCluster cluster = new SampleCluster("at-risk");

    private StepRun run(String failOn, String... accept) {
        CheckUpgradeReadinessStep step = new CheckUpgradeReadinessStep(EmulatedShop.NAME, EmulatedShop.NEW.minorText());
        step.setNamespace("shop-gifts");
        step.setAccept(List.of(accept));
        step.setMaintenanceExclusion("ignore");
        step.setFailOn(failOn);
        return cluster.start(step);
    }

    @Test
    void whatIsAtRiskMakesTheBuildUnstableAndTheScriptGoesOn() throws Exception {
        StepRun step = run("");
        Map<?, ?> result = step.result(SampleCluster.PATIENCE);
        assertEquals("AT_RISK", result.get("readiness"));
        assertEquals(1L, result.get("atRisk"));
        Map<?, ?> row = (Map<?, ?>) ((List<?>) result.get("workloads")).get(0);
        assertEquals("recreate-strategy", ((Map<?, ?>) ((List<?>) row.get("findings")).get(0)).get("id"));
        WarningAction warning = step.warning();
        assertNotNull(warning);
        assertEquals(Result.UNSTABLE, warning.getResult());
        assertTrue(warning.getMessage().contains("set strategy.type to RollingUpdate"), warning.getMessage());
    }

    @Test
    void orFailsItWhereThatIsWanted() throws Exception {
        AbortException failure =
                assertInstanceOf(AbortException.class, run("atRisk").end(SampleCluster.PATIENCE));
        assertTrue(failure.getMessage().contains("recreate-strategy"), failure.getMessage());
    }

    @Test
    void whatIsAcceptedIsGreen() throws Exception {
        StepRun step = run("atRisk", "recreate-strategy");
        Map<?, ?> result = step.result(SampleCluster.PATIENCE);
        assertEquals("READY", result.get("readiness"));
        assertNull(step.warning());
        assertTrue(
                step.console().stream()
                        .anyMatch(l -> l.contains("accepted by the step (accept): Deployment shop-gifts")),
                () -> step.console().toString());
    }
}
