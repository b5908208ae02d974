package io.jenkins.plugins.gkeupgrade.simulation.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ListOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.WatchEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class StatefulSetTest {
    private static final String NEW_IMAGE =
            "{'spec':{'template':{'spec':{'containers':[{'name':'main','image':'db:2.0'}]}}}}";

    private final TestCluster cluster = new TestCluster().nodes("blue", 3);

    private void make(int replicas, String more) {
        cluster.create(Resources.STATEFUL_SETS, TestCluster.workload("db", replicas, more, "", ""));
        cluster.until("db is ready", () -> status("readyReplicas") == replicas);
    }

    private long status(String field) {
        return cluster.get(Resources.STATEFUL_SETS, "db").number(0, "status", field);
    }

    private List<String> watch(WatchEvent.Type type) {
        List<String> names = new ArrayList<>();
        cluster.api.watch(Resources.PODS, "shop", ListOptions.ALL, "", event -> {
            if (event.type() == type) {
                names.add(event.object().name());
            }
        });
        return names;
    }

    private <T> List<T> each(Function<Manifest, T> what) {
        return cluster.pods("db").stream().map(what).toList();
    }

    private List<String> images() {
        return each(pod -> pod.items("spec", "containers").get(0).text("image").replaceAll(".*:", ""));
    }

    @Test
    void startsInOrderAndUpdatesFromTheEnd() {
        List<String> added = watch(WatchEvent.Type.ADDED);
        make(3, "");
        assertEquals(List.of("db-0", "db-1", "db-2"), added);

        List<String> deleted = watch(WatchEvent.Type.DELETED);
        cluster.merge(Resources.STATEFUL_SETS, "db", NEW_IMAGE);
        cluster.advance(1);
        cluster.until("all updated", () -> status("updatedReplicas") == 3 && status("readyReplicas") == 3);
        assertEquals(List.of("db-2", "db-1", "db-0"), deleted);
        cluster.advance(1);
        Manifest now = cluster.get(Resources.STATEFUL_SETS, "db");
        assertEquals(now.text("status", "updateRevision"), now.text("status", "currentRevision"));
    }

    @Test
    void leavesPodsBelowThePartition() {
        make(3, ",'updateStrategy':{'rollingUpdate':{'partition':2}}");
        cluster.merge(Resources.STATEFUL_SETS, "db", NEW_IMAGE);
        cluster.advance(120);
        assertEquals(List.of("1.0", "1.0", "2.0"), images());
        cluster.api.delete(Resources.PODS, "shop", "db-0", DeleteOptions.DEFAULT);
        cluster.advance(60);
        assertEquals(List.of("1.0", "1.0", "2.0"), images());
    }

    @Test
    void onDeleteWaitsForSomebodyToDelete() {
        make(2, ",'updateStrategy':{'type':'OnDelete'}");
        cluster.merge(Resources.STATEFUL_SETS, "db", NEW_IMAGE);
        cluster.advance(120);
        assertEquals(List.of("1.0", "1.0"), images());
        cluster.api.delete(Resources.PODS, "shop", "db-1", DeleteOptions.DEFAULT);
        cluster.advance(60);
        assertEquals(List.of("1.0", "2.0"), images());
    }

    @Test
    void parallelStartsAllAtOnceAndStillUpdatesOneByOne() {
        cluster.create(
                Resources.STATEFUL_SETS, TestCluster.workload("db", 3, ",'podManagementPolicy':'Parallel'", "", ""));
        cluster.advance(1);
        assertEquals(3, cluster.pods("db").size());
        cluster.until("ready", () -> status("readyReplicas") == 3);
        cluster.merge(Resources.STATEFUL_SETS, "db", NEW_IMAGE);
        cluster.advance(3);
        assertEquals(2, status("readyReplicas"));
    }

    @Test
    void anOrderedSetStaysStuckOnAPodThatNeverGetsReady() {
        make(2, "");
        cluster.merge(Resources.STATEFUL_SETS, "db", "{'spec':{'template':{'spec':{'nodeSelector':{'no':'where'}}}}}");
        cluster.advance(60);
        cluster.merge(Resources.STATEFUL_SETS, "db", "{'spec':{'template':{'spec':{'nodeSelector':null}}}}");
        cluster.advance(300);
        assertEquals(1, status("readyReplicas"));

        cluster.api.delete(Resources.PODS, "shop", "db-1", DeleteOptions.DEFAULT);
        cluster.until("db is ready", () -> status("readyReplicas") == 2);
    }

    /** A pod that waits for a node is gone at once when it is replaced, and none of none is not all of them. */
    @Test
    void replacingTheOnlyPodBeforeItRunsCompletesNothing() {
        TestCluster one = new TestCluster().nodes("blue", 1);
        one.create(
                Resources.STATEFUL_SETS,
                TestCluster.workload("db", 1, ",'serviceName':'db','podManagementPolicy':'Parallel'", "", ""));
        one.until("ready", () -> one.get(Resources.STATEFUL_SETS, "db").number(0, "status", "readyReplicas") == 1);
        String complete = one.get(Resources.STATEFUL_SETS, "db").text("status", "currentRevision");
        for (String nowhere : new String[] {"mars", "venus"}) {
            one.merge(
                    Resources.STATEFUL_SETS,
                    "db",
                    "{'spec':{'template':{'spec':{'nodeSelector':{'planet':'" + nowhere + "'}}}}}");
            one.advance(120);
        }
        Manifest set = one.get(Resources.STATEFUL_SETS, "db");
        assertEquals(1, set.number(0, "status", "updatedReplicas"));
        assertEquals(0, set.number(0, "status", "currentReplicas"));
        assertEquals(complete, set.text("status", "currentRevision"));
    }
}
