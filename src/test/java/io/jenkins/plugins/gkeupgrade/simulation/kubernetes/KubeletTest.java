package io.jenkins.plugins.gkeupgrade.simulation.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ListOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Patch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubeletTest {
    private static final String PREFIX = "simulation.gke-upgrade.jenkins.io/";

    private final TestCluster cluster = new TestCluster().nodes("blue", 1);

    private void annotated(String annotations, String container) {
        cluster.create(
                Resources.DEPLOYMENTS,
                TestCluster.workload("cart", 1, "", ",'annotations':{" + annotations.replace("@", PREFIX) + "}", "")
                        .replace("'name':'main'", "'name':'main'" + container));
    }

    private Manifest pod() {
        return cluster.pods("cart").get(0);
    }

    private Manifest container() {
        return pod().items("status", "containerStatuses").get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'@x':'y' | \"\" | 5",
                "'@x':'y' | ,'readinessProbe':{'initialDelaySeconds':20} | 26",
                "'@start-delay':'40' | \"\" | 41",
                "'@start-delay':'1s','@ready-delay':'PT1M' | \"\" | 62"
            })
    void takesItsTimeToGetReady(String annotations, String container, int seconds) {
        annotated(annotations, container);
        cluster.advance(seconds - 2);
        assertFalse(cluster.isRolledOut("cart"));
        cluster.advance(3);
        assertTrue(cluster.isRolledOut("cart"));
    }

    @Test
    void crashesAgainAndAgain() {
        annotated("'@fault':'crash-loop'", "");
        cluster.advance(8);
        assertEquals("CrashLoopBackOff", container().text("state", "waiting", "reason"));
        cluster.advance(120);
        assertTrue(container().number(0, "restartCount") > 2);
        assertEquals(1, container().number(0, "lastState", "terminated", "exitCode"));
        assertFalse(cluster.isRolledOut("cart"));
    }

    @Test
    void doesNotFindTheImage() {
        annotated("'@fault':'image-pull'", "");
        cluster.advance(8);
        assertEquals("ErrImagePull", container().text("state", "waiting", "reason"));
        cluster.advance(20);
        assertEquals("ImagePullBackOff", container().text("state", "waiting", "reason"));
        assertEquals("Pending", pod().text("status", "phase"));
    }

    @ParameterizedTest
    @CsvSource({"blue, false", "green, true"})
    void failsOnlyWhereItIsToFail(String pool, boolean fine) {
        annotated("'@fault':'never-ready','@fault-on-pool':'" + pool + "'", "");
        cluster.advance(60);
        assertEquals(fine, cluster.isRolledOut("cart"));
        assertEquals("Running", pod().text("status", "phase"));
    }

    @Test
    void anImageHasOneIdAndAnotherImageHasAnother() {
        cluster.deployment("a", 2, "", "");
        cluster.deployment("b", 1, "", "");
        cluster.untilRolledOut("a").untilRolledOut("b");
        assertEquals(imageId("a", 0), imageId("a", 1));
        assertNotEquals(imageId("a", 0), imageId("b", 0));
        assertTrue(imageId("a", 0).startsWith("registry.example/a@sha256:"));
    }

    private String imageId(String app, int number) {
        return cluster.pods(app)
                .get(number)
                .items("status", "containerStatuses")
                .get(0)
                .text("imageID");
    }

    @Test
    void podsGoWithTheirNodeAndComeBackElsewhere() {
        cluster.deployment("cart", 2, "", "");
        cluster.untilRolledOut("cart");
        cluster.kubernetes.leave("gke-blue-000");
        cluster.advance(30);
        assertTrue(cluster.pods("cart").stream()
                .allMatch(pod -> cluster.schedulingMessage(pod).equals("no nodes available to schedule pods")));
        cluster.nodes("blue", 1).untilRolledOut("cart");
    }

    @Test
    void aNodeIsTaintedUntilItIsReady() {
        cluster.kubernetes.join(
                "young", TestCluster.template("blue", "europe-west1-b", java.util.Map.of(), java.util.List.of()));
        Manifest young = cluster.get(Resources.NODES, "young");
        assertEquals(
                "node.kubernetes.io/not-ready",
                young.items("spec", "taints").get(0).text("key"));
        assertEquals("v1.32.9-gke.1010000", young.text("status", "nodeInfo", "kubeletVersion"));
        assertEquals("europe-west1", young.labels().get("topology.kubernetes.io/region"));
        cluster.advance(15);
        assertTrue(cluster.get(Resources.NODES, "young").list("spec", "taints").isEmpty());
    }

    @Test
    void noExecuteDrivesPodsAway() {
        cluster.nodes("blue", 1).deployment("cart", 2, "", "");
        cluster.untilRolledOut("cart");
        cluster.api.patch(
                Resources.NODES,
                "",
                "gke-blue-000",
                Subresource.NONE,
                new Patch(
                        Patch.Type.MERGE, TestCluster.tree("{'spec':{'taints':[{'key':'x','effect':'NoExecute'}]}}")));
        cluster.advance(30);
        assertTrue(cluster.pods("cart").stream()
                .allMatch(pod -> pod.text("spec", "nodeName").equals("gke-blue-001")));
        assertTrue(cluster.api
                .list(Resources.PODS, "shop", ListOptions.fields("spec.nodeName=gke-blue-000"))
                .items()
                .isEmpty());
    }
}
