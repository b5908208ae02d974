package io.jenkins.plugins.gkeupgrade.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.config.SharedConnections;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a build makes of findings: the step {@code checkUpgradeReadiness} on a team whose workload is at risk. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ReadinessStepTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final GkeUpgradeConfiguration configuration = GkeUpgradeConfiguration.get();
    private final SharedConnections connections = new SharedConnections();
    private EmulatedShop shop;

    @BeforeEach
    void startShop() throws Exception {
        shop = new EmulatedShop(Path.of(System.getProperty("repository.root", "."), "samples", "at-risk"));
        configuration.setClusters(List.of(shop.configuration()));
    }

    @AfterEach
    void stopShop() {
        configuration.setClusters(List.of());
        shop.close();
    }

    private StepRun run(String failOn, String... accept) {
        CheckUpgradeReadinessStep step = new CheckUpgradeReadinessStep(EmulatedShop.NAME, EmulatedShop.NEW.minorText());
        step.setNamespace("shop-gifts");
        step.setAccept(List.of(accept));
        step.setMaintenanceExclusion("ignore");
        step.setFailOn(failOn);
        return StepRun.start(EmulatedShop.NAME, step.request(), connections, shop.scheduler());
    }

    @Test
    void whatIsAtRiskMakesTheBuildUnstableAndTheScriptGoesOn() throws Exception {
        StepRun step = run("");
        Map<?, ?> result = step.result(PATIENCE);
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
                assertInstanceOf(AbortException.class, run("atRisk").end(PATIENCE));
        assertTrue(failure.getMessage().contains("recreate-strategy"), failure.getMessage());
    }

    @Test
    void whatIsAcceptedIsGreen() throws Exception {
        StepRun step = run("atRisk", "recreate-strategy");
        Map<?, ?> result = step.result(PATIENCE);
        assertEquals("READY", result.get("readiness"));
        assertNull(step.warning());
        assertTrue(
                step.console().stream()
                        .anyMatch(l -> l.contains("accepted by the step (accept): Deployment shop-gifts")),
                () -> step.console().toString());
    }
}
