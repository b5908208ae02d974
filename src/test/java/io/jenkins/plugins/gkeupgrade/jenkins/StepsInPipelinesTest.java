package io.jenkins.plugins.gkeupgrade.jenkins;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.gkeupgrade.steps.EmulatedShop;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every step in sandboxed Pipelines, Declarative and scripted, on the emulated shop. */
@WithJenkins
class StepsInPipelinesTest {
    private static final String CALL = "(cluster: '" + EmulatedShop.NAME + "', version: '1.33')";

    @RegisterExtension
    private static final BuildWatcherExtension BUILDS = new BuildWatcherExtension();

    @RegisterExtension
    private final ServedShop shop = new ServedShop();

    /** See {@link ServedShop}. */
    @TestExtension
    public static final class ShopTime extends ServedShop.Time {}

    @Test
    void scriptedPipelinesReadResultsInTheSandbox(JenkinsRule j) throws Exception {
        WorkflowRun run = ServedShop.start(
                j,
                "scripted",
                "def up = gkeUpgradeMaster" + CALL + "\n"
                        + "echo \"changed=${up.changed} to=${up.to}\"\n"
                        + "echo \"pool=${createTaintedPool" + CALL + ".created}\"\n"
                        + "def checkout = [cluster: '" + EmulatedShop.NAME + "', version: up.to,"
                        + " namespace: '*', selector: 'team=checkout']\n"
                        + "echo \"moved=${optInWorkloads(checkout).moved.size()}\"\n"
                        + "echo \"passed=${verifyRollout(checkout).passed}\"\n"
                        + "echo \"back=${rollbackTolerations(checkout).rolledBack.size()}\"\n");
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        j.assertLogContains("changed=true to=" + EmulatedShop.NEW, run);
        j.assertLogContains("pool=true", run);
        j.assertLogContains("moved=6", run);
        j.assertLogContains("passed=6", run);
        j.assertLogContains("back=6", run);
    }

    @Test
    void declarativePipelinesHaveAllSteps(JenkinsRule j) throws Exception {
        WorkflowRun run = ServedShop.start(j, "declarative", """
                pipeline {
                    agent none
                    stages {
                        stage('All') {
                            steps {
                                withGkeCluster('shop-prod') {
                                    gkeUpgradeMaster version: '1.33'
                                    createTaintedPool version: '1.33', minNodes: 1
                                    optInWorkloads version: '1.33', namespace: '*', names: ['Deployment/web', 'cache']
                                    verifyRollout version: '1.33', namespace: '*', kinds: ['Deployment'], names: ['web']
                                    rollbackTolerations version: '1.33', namespace: '*'
                                }
                            }
                        }
                    }
                }
                """);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        j.assertLogContains("2 workloads opted in to", run);
        j.assertLogContains("1 of 1 workloads are on the new pool", run);
        j.assertLogContains("2 workloads rolled back from", run);
    }

    @Test
    void badInputIsOneSentence(JenkinsRule j) throws Exception {
        WorkflowRun run = ServedShop.start(j, "bad", "optInWorkloads(cluster: 'prod', version: '1.33')");
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run));
        j.assertLogContains("ERROR: cluster: 'prod' is not configured: expected one of shop-prod", run);
        j.assertLogNotContains("AbortException", run);

        WorkflowRun gate = ServedShop.start(
                j,
                "gate",
                "optInWorkloads cluster: '" + EmulatedShop.NAME + "', version: '1.33',"
                        + " gates: [httpProbe(url: 'https://shop.example.com/', failureLimt: 1)]");
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(gate));
        j.assertLogContains("ERROR: gates: failureLimt: httpProbe has no such parameter: it has url, contains,", gate);
        j.assertLogNotContains("AbortException", gate);
    }

    @Test
    void aRefusalIsNotTriedAgain(JenkinsRule j) throws Exception {
        WorkflowRun run = ServedShop.start(
                j,
                "refused",
                "withGkeCluster('" + EmulatedShop.NAME + "') {\n"
                        + "  retry(count: 3, conditions: [gkeTransient()]) { gkeUpgradeMaster version: '1.31' }\n"
                        + "}");
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run));
        assertFalse(JenkinsRule.getLog(run).contains("Retrying"), JenkinsRule.getLog(run));
        assertTrue(JenkinsRule.getLog(run).contains("ERROR: "), JenkinsRule.getLog(run));
    }
}
