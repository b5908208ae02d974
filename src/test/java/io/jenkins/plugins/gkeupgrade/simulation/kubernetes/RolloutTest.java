package io.jenkins.plugins.gkeupgrade.simulation.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ListOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.WatchEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutTest {
    private static final String NEW_IMAGE =
            "{'spec':{'template':{'spec':{'containers':[{'name':'main','image':'registry.example/cart:2.0'}]}}}}";

    private final TestCluster cluster = new TestCluster().nodes("blue", 4);

    @ParameterizedTest(name = "{0} replicas, surge {1}, unavailable {2}: {3} to {4}")
    @CsvSource({
        "1, 25%, 25%, 1, 2",
        "2, 25%, 25%, 2, 3",
        "3, 25%, 25%, 3, 4",
        "4, 25%, 25%, 3, 5",
        "5, 25%, 25%, 4, 7",
        "10, 25%, 25%, 8, 13",
        "4, 1, 0, 4, 5",
        "4, 0, 1, 3, 4",
        "3, 0, 25%, 2, 3",
        "4, 100%, 0, 4, 8",
        "4, 0, 100%, 0, 4"
    })
    void neverFewerNorMorePodsThanTheStrategyAllows(int replicas, String surge, String unavailable, int low, int high) {
        String strategy = ",'strategy':{'rollingUpdate':{'maxSurge':%s,'maxUnavailable':%s}}"
                .formatted(quoted(surge), quoted(unavailable));
        cluster.deployment("cart", replicas, strategy, "");
        cluster.untilRolledOut("cart");
        int[] seen = {Integer.MAX_VALUE, 0};
        cluster.api.watch(Resources.PODS, "shop", ListOptions.ALL, "", event -> {
            if (event.type() == WatchEvent.Type.BOOKMARK) {
                return;
            }
            int ready = (int) active().stream().filter(RolloutTest::isReady).count();
            seen[0] = Math.min(seen[0], ready);
        });

        cluster.merge(Resources.DEPLOYMENTS, "cart", NEW_IMAGE);
        // The ReplicaSets act one after the other: within one moment there may be a pod too many, as in reality.
        cluster.until("rolled out", () -> {
            seen[1] = Math.max(seen[1], active().size());
            return cluster.isRolledOut("cart");
        });

        assertEquals(low, seen[0], "fewest ready");
        assertEquals(high, seen[1], "most pods");
    }

    private List<Manifest> active() {
        return cluster.pods("cart").stream()
                .filter(pod -> pod.at("metadata", "deletionTimestamp") == null)
                .toList();
    }

    private static String quoted(String amount) {
        return amount.endsWith("%") ? "'" + amount + "'" : amount;
    }

    private static boolean isReady(Manifest pod) {
        return pod.items("status", "conditions").stream()
                .anyMatch(condition -> condition.text("type").equals("Ready")
                        && condition.text("status").equals("True"));
    }

    @Test
    void recreateStopsAllBeforeItStartsAny() {
        cluster.deployment("cart", 3, ",'strategy':{'type':'Recreate'}", "");
        cluster.untilRolledOut("cart");
        boolean[] mixed = {false};
        cluster.api.watch(
                Resources.PODS,
                "shop",
                ListOptions.ALL,
                "",
                event -> mixed[0] |= cluster.pods("cart").stream()
                                .map(pod -> pod.labels().get("pod-template-hash"))
                                .distinct()
                                .count()
                        > 1);
        cluster.merge(Resources.DEPLOYMENTS, "cart", NEW_IMAGE);
        cluster.untilRolledOut("cart");
        assertTrue(!mixed[0], "old and new pods at the same time");
    }

    @Test
    void anOldTemplateFindsItsOldReplicaSet() {
        cluster.deployment("cart", 2, "", "");
        cluster.untilRolledOut("cart");
        List<Manifest> before = sets();
        cluster.merge(Resources.DEPLOYMENTS, "cart", NEW_IMAGE);
        cluster.untilRolledOut("cart");
        cluster.merge(
                Resources.DEPLOYMENTS, "cart", NEW_IMAGE.replace("2.0", "1.0").replace("}]", """
                ,'resources':{'requests':{'cpu':'100m','memory':'64Mi'}}}]"""));
        cluster.untilRolledOut("cart");

        assertEquals(2, sets().size());
        Manifest active = sets().stream()
                .filter(set -> set.number(0, "spec", "replicas") > 0)
                .findFirst()
                .orElseThrow();
        assertEquals(before.get(0).name(), active.name());
        assertEquals("3", active.annotations().get("deployment.kubernetes.io/revision"));
        assertEquals(
                "3", cluster.get(Resources.DEPLOYMENTS, "cart").annotations().get("deployment.kubernetes.io/revision"));
    }

    private List<Manifest> sets() {
        return cluster.api.list(Resources.REPLICA_SETS, "shop", ListOptions.ALL).items();
    }

    @Test
    void pausingDoesNotHideThatARolloutIsLate() {
        cluster.deployment("cart", 2, ",'progressDeadlineSeconds':60", ",'nodeSelector':{'no':'where'}");
        cluster.advance(90);
        cluster.merge(Resources.DEPLOYMENTS, "cart", "{'spec':{'paused':true}}");
        cluster.advance(10);
        assertEquals("ProgressDeadlineExceeded", progressing().text("reason"));
        assertEquals("False", progressing().text("status"));
    }

    @Test
    void aRolloutThatDoesNotMoveIsLateAfterItsDeadline() {
        cluster.deployment("cart", 2, ",'progressDeadlineSeconds':60", ",'nodeSelector':{'no':'where'}");
        cluster.advance(50);
        assertEquals("ReplicaSetUpdated", progressing().text("reason"));
        cluster.advance(30);
        assertEquals("False", progressing().text("status"));
        assertEquals("ProgressDeadlineExceeded", progressing().text("reason"));
        assertTrue(progressing().text("message").endsWith("has timed out progressing."));

        cluster.merge(Resources.DEPLOYMENTS, "cart", "{'spec':{'template':{'spec':{'nodeSelector':null}}}}");
        cluster.untilRolledOut("cart");
        assertEquals("NewReplicaSetAvailable", progressing().text("reason"));
    }

    private Manifest progressing() {
        return cluster.get(Resources.DEPLOYMENTS, "cart").items("status", "conditions").stream()
                .filter(condition -> condition.text("type").equals("Progressing"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPausedDeploymentScalesAndDoesNotRoll() {
        cluster.deployment("cart", 2, "", "");
        cluster.untilRolledOut("cart");
        cluster.merge(Resources.DEPLOYMENTS, "cart", "{'spec':{'paused':true}}");
        cluster.merge(Resources.DEPLOYMENTS, "cart", NEW_IMAGE);
        cluster.merge(Resources.DEPLOYMENTS, "cart", "{'spec':{'replicas':3}}");
        cluster.advance(60);

        assertEquals(1, sets().size());
        assertEquals(3, cluster.pods("cart").size());
        assertEquals("DeploymentPaused", progressing().text("reason"));
    }

    @Test
    void scalingInTheMiddleOfARolloutKeepsTheProportion() {
        cluster.deployment("cart", 10, "", ",'terminationGracePeriodSeconds':1");
        cluster.untilRolledOut("cart");
        cluster.merge(
                Resources.DEPLOYMENTS,
                "cart",
                "{'spec':{'template':{'spec':{'containers':[{'name':'main','image':'x:2'}],'nodeSelector':{'no':'where'}}}}}");
        cluster.advance(30);
        cluster.merge(Resources.DEPLOYMENTS, "cart", "{'spec':{'replicas':20}}");
        cluster.advance(30);

        long wanted = sets().stream()
                .mapToLong(set -> set.number(0, "spec", "replicas"))
                .sum();
        assertEquals(25, wanted);
        assertTrue(sets().stream().allMatch(set -> set.number(0, "spec", "replicas") > 5));
    }

    @Test
    void minReadySecondsDelayAvailability() {
        cluster.deployment("cart", 1, ",'minReadySeconds':30", "");
        cluster.advance(20);
        Manifest status = cluster.get(Resources.DEPLOYMENTS, "cart");
        assertEquals(1, status.number(0, "status", "readyReplicas"));
        assertEquals(0, status.number(0, "status", "availableReplicas"));
        cluster.advance(30);
        assertTrue(cluster.isRolledOut("cart"));
    }

    @Test
    void deletingADeploymentDeletesAllThatIsItsOwn() {
        cluster.deployment("cart", 3, "", "");
        cluster.untilRolledOut("cart");
        cluster.api.delete(Resources.DEPLOYMENTS, "shop", "cart", DeleteOptions.DEFAULT);
        cluster.advance(60);
        assertTrue(cluster.pods("cart").isEmpty());
        assertTrue(sets().isEmpty());
    }
}
