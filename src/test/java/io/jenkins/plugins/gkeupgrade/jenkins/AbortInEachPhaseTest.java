package io.jenkins.plugins.gkeupgrade.jenkins;

import hudson.model.Result;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Each step aborted while it waits: it says what it left behind, and the same step run again finishes the work. */
@WithJenkins
class AbortInEachPhaseTest {
    private static final String TARGET = "cluster: 'shop-prod', version: '1.33'";
    private static final String CHECKOUT = TARGET + ", namespace: '*', selector: 'team=checkout'";

    @RegisterExtension
    private static final BuildWatcherExtension BUILDS = new BuildWatcherExtension();

    @RegisterExtension
    private final ServedShop shop = new ServedShop();

    /** See {@link ServedShop}. */
    @TestExtension
    public static final class ShopTime extends ServedShop.Time {}

    private static void aborted(JenkinsRule j, String step, String phase, String left) throws Exception {
        WorkflowRun run = ServedShop.start(j, "upgrade", step);
        j.waitForMessage(phase, run);
        run.doStop();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
        j.assertLogContains("Stopped: " + left, run);
        j.assertLogNotContains("\tat ", run);
    }

    private static void finished(JenkinsRule j, String step, String end) throws Exception {
        WorkflowRun run = ServedShop.start(j, "upgrade", step);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        j.assertLogContains(end, run);
    }

    @Test
    void whatWasAbortedIsFinishedByTheNextRun(JenkinsRule j) throws Exception {
        String master = "gkeUpgradeMaster " + TARGET;
        aborted(j, master, "replicas done", "");
        finished(j, master, "Done: The control plane");

        String pool = "createTaintedPool " + TARGET + ", minNodes: 1";
        aborted(j, pool, "RUNNING", "");
        finished(j, pool, "Done: Node pool");

        String move = "optInWorkloads " + CHECKOUT + ", wave: 3";
        aborted(j, move, "wave 1: ", "");
        aborted(j, "verifyRollout " + CHECKOUT, "Verifying all namespaces", "");
        aborted(j, move, "wave 2: ", "");
        finished(j, move, "opted in to");
        finished(j, "verifyRollout " + CHECKOUT, "Done: 6 of 6 workloads");

        String back = "rollbackTolerations " + CHECKOUT;
        aborted(j, back, "rolled back to exactly what it was", "run rollbackTolerations again");
        finished(j, back, "Done: ");
        finished(j, back, "Nothing to roll back");
    }

    @Test
    void aRetirementThatIsAbortedPutsThePoolBack(JenkinsRule j) throws Exception {
        finished(j, "gkeUpgradeMaster " + TARGET, "Done: The control plane");
        finished(j, "createTaintedPool " + TARGET + ", minNodes: 1", "Done: Node pool");
        finished(j, "optInWorkloads " + TARGET + ", namespace: '*', wave: 5", "opted in to");

        String retire = "retirePool cluster: 'shop-prod', pool: 'default-pool', normalise: true, keepFor: ";
        aborted(j, retire + "'1h'", "is empty and kept until", "The step was stopped. Its nodes are as they were.");
        finished(j, retire + "'1m'", "Done: Node pool default-pool was emptied");
    }
}
