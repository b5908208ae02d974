package io.jenkins.plugins.gkeupgrade.jenkins;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.steps.EmulatedShop;
import io.jenkins.plugins.gkeupgrade.steps.TickScheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Steps in sandboxed Pipelines, on the emulated shop: to the end, over a restart, and aborted. */
class StepsInPipelinesTest {
    private static final String CALL = "(cluster: '" + EmulatedShop.NAME + "', version: '1.33')";

    /** The shop of the running test, for the extension that Jenkins makes. */
    private static EmulatedShop current;

    @RegisterExtension
    private static final BuildWatcherExtension BUILDS = new BuildWatcherExtension();

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @BeforeEach
    void startShop() throws Exception {
        current = new EmulatedShop(Path.of("samples", "shop"));
    }

    @AfterEach
    void stopShop() {
        current.close();
    }

    /** Time as fast as the emulated cluster's. */
    @TestExtension
    public static final class ShopTime extends TickScheduler {
        @Override
        public Instant now() {
            return current.scheduler().now();
        }

        @Override
        public Future<?> schedule(Runnable work, Duration delay) {
            return current.scheduler().schedule(work, delay);
        }
    }

    private static WorkflowRun start(JenkinsRule j, String script) throws Exception {
        GkeUpgradeConfiguration.get().setClusters(List.of(current.configuration()));
        WorkflowJob job = j.createProject(WorkflowJob.class, "upgrade");
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun again(JenkinsRule j) {
        return j.jenkins.getItemByFullName("upgrade", WorkflowJob.class).getBuildByNumber(1);
    }

    @Test
    void resultsAreReadableInTheSandbox() throws Throwable {
        sessions.then(j -> {
            WorkflowRun run = start(
                    j,
                    "def up = gkeUpgradeMaster" + CALL + "\n"
                            + "echo \"changed=${up.changed} to=${up.to}\"\n"
                            + "createTaintedPool" + CALL + "\n"
                            + "def it = optInWorkloads(cluster: '" + EmulatedShop.NAME + "', version: up.to,"
                            + " namespace: '*', selector: 'team=checkout')\n"
                            + "echo \"moved=${it.moved.size()}\"\n");
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("changed=true to=" + EmulatedShop.NEW, run);
            j.assertLogContains("moved=6", run);
        });
    }

    @Test
    void aRestartInTheMiddleGoesOn() throws Throwable {
        sessions.then(j -> {
            WorkflowRun run = start(j, "gkeUpgradeMaster" + CALL);
            j.waitForMessage("replicas done", run);
        });
        sessions.then(j -> {
            WorkflowRun run = again(j);
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("Jenkins was restarted; going on", run);
            j.assertLogContains("Done: control plane upgraded", run);
        });
    }

    @Test
    void anAbortSaysWhatIsLeft() throws Throwable {
        sessions.then(j -> {
            WorkflowRun run = start(j, "gkeUpgradeMaster" + CALL);
            j.waitForMessage("replicas done", run);
            run.doStop();
            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
            j.assertLogContains("Stopped: ", run);
        });
    }

    @Test
    void badInputIsOneSentence() throws Throwable {
        sessions.then(j -> {
            WorkflowRun run = start(j, "optInWorkloads(cluster: 'prod', version: '1.33')");
            j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run));
            j.assertLogContains("ERROR: cluster: 'prod' is not configured: expected one of shop-prod", run);
            j.assertLogNotContains("AbortException", run);
        });
    }

    @Test
    void theBlockNamesTheClusterAndOneRefusalIsNotRetried() throws Throwable {
        sessions.then(j -> {
            WorkflowRun run = start(
                    j,
                    "withGkeCluster('" + EmulatedShop.NAME + "') {\n"
                            + "  retry(count: 3, conditions: [gkeTransient()]) { gkeUpgradeMaster version: '1.31' }\n"
                            + "}");
            j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run));
            assertFalse(JenkinsRule.getLog(run).contains("Retrying"), JenkinsRule.getLog(run));
            assertTrue(JenkinsRule.getLog(run).contains("ERROR: "), JenkinsRule.getLog(run));
        });
    }
}
