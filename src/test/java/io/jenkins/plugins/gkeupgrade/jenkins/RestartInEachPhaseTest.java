package io.jenkins.plugins.gkeupgrade.jenkins;

import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The controller goes down in each phase of each step, and the cluster does not wait for it. */
class RestartInEachPhaseTest {
    private static final String TARGET = "cluster: 'shop-prod', version: '1.33'";
    private static final String CHECKOUT = TARGET + ", namespace: '*', selector: 'team=checkout'";
    private static final String MASTER = "gkeUpgradeMaster " + TARGET + "\n";
    private static final String POOL = "createTaintedPool " + TARGET + ", minNodes: 1\n";
    private static final String MOVE = "optInWorkloads " + CHECKOUT + ", wave: 3\n";
    private static final String VERIFY = "verifyRollout " + TARGET + ", namespace: '*', names: ['cart']\n";
    private static final String MOVE_ALL = "optInWorkloads " + TARGET + ", namespace: '*', wave: 5\n";
    private static final String RETIRE =
            "retirePool cluster: 'shop-prod', pool: 'default-pool', normalise: true, keepFor: '5m'\n";
    private static final String BACK = "rollbackTolerations " + CHECKOUT + "\n";

    @RegisterExtension
    private static final BuildWatcherExtension BUILDS = new BuildWatcherExtension();

    @RegisterExtension
    private final ServedShop shop = new ServedShop();

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    /** See {@link ServedShop}. */
    @TestExtension
    public static final class ShopTime extends ServedShop.Time {}

    private void restarted(String before, String step, String phase, String end) throws Throwable {
        sessions.then(j -> {
            if (!before.isEmpty()) {
                j.assertBuildStatusSuccess(j.waitForCompletion(ServedShop.start(j, "before", before)));
            }
            j.waitForMessage(phase, ServedShop.start(j, "restarted", step));
        });
        sessions.then(j -> ends(j, end));
    }

    private static void ends(JenkinsRule j, String end) throws Exception {
        WorkflowRun run = ServedShop.first(j, "restarted");
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        j.assertLogContains("Jenkins was restarted; going on", run);
        j.assertLogContains(end, run);
    }

    @ParameterizedTest
    @CsvSource({"version 1.33 means", "upgrading the control plane", "replicas done"})
    void controlPlane(String phase) throws Throwable {
        restarted("", MASTER, phase, "Done: The control plane was upgraded");
    }

    /** The cluster of the innermost block is still known to the step that begins after the restart. */
    @Test
    void insideOfWithGkeCluster() throws Throwable {
        restarted("", """
                withGkeCluster('projects/p1/locations/europe-west1/clusters/another') {
                    withGkeCluster('shop-prod') {
                        gkeUpgradeMaster version: '1.33'
                        createTaintedPool version: '1.33', minNodes: 1
                    }
                }
                """, "upgrading the control plane", "Done: Node pool");
    }

    @ParameterizedTest
    @CsvSource({"making pool", "nodes done"})
    void nodePool(String phase) throws Throwable {
        restarted(MASTER, POOL, phase, "Done: Node pool");
    }

    @ParameterizedTest
    @CsvSource({"Opting in to", "wave 1: Deployment", "wave 2: Deployment"})
    void move(String phase) throws Throwable {
        restarted(MASTER + POOL, MOVE, phase, "opted in to");
    }

    @Test
    void verification() throws Throwable {
        sessions.then(j -> {
            j.assertBuildStatusSuccess(j.waitForCompletion(ServedShop.start(j, "before", MASTER + POOL)));
            WorkflowRun move = ServedShop.start(j, "move", MOVE);
            j.waitForMessage("wave 1: Deployment shop-checkout/cart opted in", move);
            move.doStop();
            j.waitForMessage("Verifying all namespaces", ServedShop.start(j, "restarted", VERIFY));
        });
        sessions.then(j -> ends(j, "1 of 1 workloads are on the new pool"));
    }

    @ParameterizedTest
    @CsvSource({"Rolling back 6 workloads", "rolled back to exactly what it was"})
    void rollback(String phase) throws Throwable {
        restarted(MASTER + POOL + MOVE, BACK, phase, "Done: 6 workloads rolled back from");
    }

    @ParameterizedTest
    @CsvSource({"dropping the taint", "cordoning node", "is empty and kept until", "deleting pool"})
    void retirement(String phase) throws Throwable {
        restarted(MASTER + POOL + MOVE_ALL, RETIRE, phase, "Done: Node pool default-pool was emptied");
    }
}
