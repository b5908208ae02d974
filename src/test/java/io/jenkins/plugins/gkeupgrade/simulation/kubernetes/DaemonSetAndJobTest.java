package io.jenkins.plugins.gkeupgrade.simulation.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ApiException;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ListOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaemonSetAndJobTest {
    private static final String TOLERATION = "{'key':'kubernetes_version','operator':'Exists'}";

    private final TestCluster cluster =
            new TestCluster().nodes("blue", 3).nodes("green", 2, "kubernetes_version=1.33:NoSchedule");

    private Manifest daemons(String more) {
        return cluster.create(
                Resources.DAEMON_SETS,
                TestCluster.workload("agent", 1, more, "", "").replace("'replicas':1,", ""));
    }

    private long status(String field) {
        return cluster.get(Resources.DAEMON_SETS, "agent").number(0, "status", field);
    }

    @Test
    void daemonsRunOnNodesWhoseTaintsTheyTolerate() {
        daemons("");
        cluster.advance(30);
        assertEquals(3, status("desiredNumberScheduled"));
        assertEquals(3, status("numberReady"));

        cluster.merge(
                Resources.DAEMON_SETS, "agent", "{'spec':{'template':{'spec':{'tolerations':[" + TOLERATION + "]}}}}");
        cluster.until("all nodes", () -> status("numberReady") == 5 && status("updatedNumberScheduled") == 5);
        cluster.nodes("green", 1, "kubernetes_version=1.33:NoSchedule");
        cluster.until("the new node too", () -> status("numberReady") == 6);
    }

    @Test
    void aDaemonSetThatSurgesStartsTheNewPodBeforeItEndsTheOld() {
        daemons(",'updateStrategy':{'type':'RollingUpdate','rollingUpdate':{'maxUnavailable':0,'maxSurge':1}}");
        cluster.advance(30);
        long[] served = {3, 3};
        cluster.merge(
                Resources.DAEMON_SETS,
                "agent",
                "{'spec':{'template':{'spec':{'containers':[{'name':'main','image':'agent:2'}]}}}}");
        cluster.until("seen", () -> status("observedGeneration") == 2);
        cluster.until("replaced", () -> {
            List<Manifest> pods = cluster.pods("agent");
            long nodes = pods.stream()
                    .map(Pod::new)
                    .filter(Pod::serving)
                    .map(Pod::node)
                    .distinct()
                    .count();
            served[0] = Math.min(served[0], nodes);
            long staying =
                    pods.stream().map(Pod::new).filter(p -> !p.terminating()).count();
            served[1] = Math.max(served[1], staying);
            return status("updatedNumberScheduled") == 3 && status("numberReady") == 3 && pods.size() == 3;
        });
        assertEquals(3, served[0], "no node was ever without a pod that serves");
        assertEquals(4, served[1], "one more than there are nodes");
    }

    @Test
    void daemonsAreReplacedOneByOne() {
        daemons("");
        cluster.advance(30);
        long[] least = {3};
        cluster.merge(
                Resources.DAEMON_SETS,
                "agent",
                "{'spec':{'template':{'spec':{'containers':[{'name':'main','image':'agent:2'}]}}}}");
        cluster.until("seen", () -> status("observedGeneration") == 2);
        cluster.until("replaced", () -> {
            least[0] = Math.min(least[0], status("numberReady"));
            return status("updatedNumberScheduled") == 3 && status("numberReady") == 3;
        });
        assertEquals(2, least[0]);
    }

    @Test
    void onDeleteDaemonsAreLeftAlone() {
        daemons(",'updateStrategy':{'type':'OnDelete'}");
        cluster.advance(30);
        cluster.merge(
                Resources.DAEMON_SETS,
                "agent",
                "{'spec':{'template':{'spec':{'containers':[{'name':'main','image':'agent:2'}]}}}}");
        cluster.advance(120);
        assertEquals(0, status("updatedNumberScheduled"));
    }

    /** As on Kubernetes 1.20; a share of the no pods that are wanted is none. */
    @ParameterizedTest
    @CsvSource({"1, 0", "50%, 2"})
    void outdatedDaemonsAlsoGoWhereNoneAreWanted(String maxUnavailable, long left) {
        daemons(",'updateStrategy':{'type':'RollingUpdate','rollingUpdate':{'maxUnavailable':"
                + (maxUnavailable.endsWith("%") ? "'" + maxUnavailable + "'" : maxUnavailable) + "}}");
        cluster.merge(
                Resources.DAEMON_SETS,
                "agent",
                "{'spec':{'template':{'spec':{'tolerations':[" + TOLERATION
                        + "],'nodeSelector':{'cloud.google.com/gke-nodepool':'green'}}}}}");
        cluster.until("on green only", () -> status("numberReady") == 2 && pods() == 2);
        cluster.merge(Resources.DAEMON_SETS, "agent", "{'spec':{'template':{'spec':{'tolerations':null}}}}");
        cluster.advance(120);
        assertEquals(left, pods());
        assertEquals(left, status("numberMisscheduled"));
        assertEquals(0, status("desiredNumberScheduled"));
    }

    private long pods() {
        return cluster.api.list(Resources.PODS, "shop", ListOptions.ALL).items().size();
    }

    private static String job(String name, String more) {
        return """
            {'metadata':{'name':'%s','namespace':'shop'},'spec':{%s'template':{'metadata':{'labels':{'app':'%s'}},
             'spec':{'restartPolicy':'Never','containers':[{'name':'main','image':'job:1'}]}}}}""".formatted(name, more, name);
    }

    @Test
    void jobsRunToTheirEnd() {
        cluster.create(Resources.JOBS, job("report", "'completions':3,'parallelism':2,"));
        cluster.advance(10);
        assertEquals(2, cluster.get(Resources.JOBS, "report").number(0, "status", "active"));
        cluster.advance(120);
        Manifest job = cluster.get(Resources.JOBS, "report");
        assertEquals(3, job.number(0, "status", "succeeded"));
        assertEquals("Complete", job.items("status", "conditions").get(0).text("type"));
    }

    @ParameterizedTest
    @CsvSource({"false, true", "true, false"})
    void theTemplateOfAJobChangesOnlyBeforeItStarts(boolean suspended, boolean refused) {
        cluster.create(Resources.JOBS, job("report", "'suspend':" + suspended + ","));
        cluster.advance(5);
        String patch = "{'spec':{'template':{'spec':{'tolerations':[" + TOLERATION + "]}}}}";
        if (refused) {
            ApiException e = assertThrows(ApiException.class, () -> cluster.merge(Resources.JOBS, "report", patch));
            assertTrue(e.getMessage().contains("field is immutable"), e.getMessage());
        } else {
            cluster.merge(Resources.JOBS, "report", patch);
        }
    }

    @Test
    void cronJobsStartJobsWhenTheirTimeComes() {
        cluster.create(
                Resources.CRON_JOBS,
                "{'metadata':{'name':'nightly','namespace':'shop'},'spec':{'schedule':'*/10 * * * *',"
                        + "'jobTemplate':" + job("x", "").replace("'metadata':{'name':'x','namespace':'shop'},", "")
                        + "}}");
        cluster.advance(3700);
        List<Manifest> jobs =
                cluster.api.list(Resources.JOBS, "shop", ListOptions.ALL).items();
        assertEquals(3, jobs.size(), "successful jobs that are kept");
        assertEquals(
                "2026-03-01T09:00:00Z",
                cluster.get(Resources.CRON_JOBS, "nightly").text("status", "lastScheduleTime"));
    }
}
