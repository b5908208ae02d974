package io.jenkins.plugins.gkeupgrade.simulation.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ListOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Patch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulerTest {
    private static final String TAINT = "kubernetes_version=1.33.5-gke.1:NoSchedule";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.20.2-gke.1 | 0/5 nodes are available: 2 Insufficient cpu, 3 node(s) had taint"
                        + " {kubernetes_version: 1.33.5-gke.1}, that the pod didn't tolerate.",
                "1.33.5-gke.1 | 0/5 nodes are available: 2 Insufficient cpu, 3 node(s) had untolerated taint"
                        + " {kubernetes_version: 1.33.5-gke.1}. preemption: 0/5 nodes are available: 2 No preemption"
                        + " victims found for incoming pod, 3 Preemption is not helpful for scheduling.",
                "1.35.1-gke.1 | 0/5 nodes are available: 2 Insufficient cpu, 3 node(s) had untolerated taint(s)."
                        + " no new claims to deallocate, preemption: 0/5 nodes are available: 2 No preemption victims"
                        + " found for incoming pod, 3 Preemption is not helpful for scheduling."
            })
    void saysWhyInTheWordsOfTheVersion(String version, String message) {
        TestCluster cluster = new TestCluster(version).nodes("blue", 2).nodes("green", 3, TAINT);
        cluster.create(
                Resources.DEPLOYMENTS,
                TestCluster.workload("big", 1, "", "", "").replace("100m", "6"));
        cluster.advance(5);

        Manifest pod = cluster.pods("big").get(0);
        assertEquals(message, cluster.schedulingMessage(pod));
        Manifest event = cluster.api
                .list(Resources.EVENTS, "shop", ListOptions.fields("reason=FailedScheduling"))
                .items()
                .get(0);
        assertEquals(message, event.text("message"));
        assertEquals(pod.name(), event.text("involvedObject", "name"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.20.2-gke.1 | 2 node(s) didn't match Pod's node affinity.",
                "1.33.5-gke.1 | 2 node(s) didn't match Pod's node affinity/selector."
            })
    void affinityToNothing(String version, String reason) {
        TestCluster cluster = new TestCluster(version).nodes("blue", 2);
        cluster.deployment("lost", 1, "", ",'nodeSelector':{'no':'where'}");
        cluster.advance(5);
        String message = cluster.schedulingMessage(cluster.pods("lost").get(0));
        assertTrue(message.startsWith("0/2 nodes are available: " + reason), message);
    }

    @Test
    void aTolerationAllowsAndDoesNotAttract() {
        TestCluster cluster = new TestCluster().nodes("blue", 2).nodes("green", 1, TAINT);
        cluster.deployment("cart", 3, "", tolerating(""));
        cluster.untilRolledOut("cart");
        assertTrue(pools(cluster, "cart").getOrDefault("blue", 0L) > 0);
    }

    private static String tolerating(String more) {
        return ",'tolerations':[{'key':'kubernetes_version','operator':'Equal','value':'1.33.5-gke.1',"
                + "'effect':'NoSchedule'}]" + more;
    }

    private static Map<String, Long> pools(TestCluster cluster, String app) {
        return cluster.pods(app).stream().collect(Collectors.groupingBy(cluster::poolOf, Collectors.counting()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'key':'cloud.google.com/gke-nodepool','operator':'In','values':['green']} | green",
                "{'key':'cloud.google.com/gke-nodepool','operator':'NotIn','values':['blue']} | green",
                "{'key':'cloud.google.com/gke-nodepool','operator':'Exists'},{'key':'cloud.google.com/gke-nodepool',"
                        + "'operator':'NotIn','values':['blue']} | green",
                "{'key':'nothing','operator':'DoesNotExist'},{'key':'cloud.google.com/gke-nodepool',"
                        + "'operator':'In','values':['blue']} | blue"
            })
    void requiredNodeAffinityBringsPodsThere(String expressions, String pool) {
        TestCluster cluster = new TestCluster().nodes("blue", 2).nodes("green", 2, TAINT);
        cluster.deployment(
                "cart",
                4,
                "",
                tolerating(",'affinity':{'nodeAffinity':"
                        + "{'requiredDuringSchedulingIgnoredDuringExecution':{'nodeSelectorTerms':[{'matchExpressions':["
                        + expressions + "]}]}}}"));
        cluster.untilRolledOut("cart");
        assertEquals(Map.of(pool, 4L), pools(cluster, "cart"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.20.2-gke.1 | 2 node(s) didn't match pod affinity/anti-affinity, 2 node(s) didn't match pod"
                        + " anti-affinity rules.",
                "1.33.5-gke.1 | 2 node(s) didn't match pod anti-affinity rules. preemption: 0/2 nodes are available: 2"
                        + " No preemption victims found for incoming pod."
            })
    void antiAffinityByHostNeedsAHostForEach(String version, String reason) {
        TestCluster cluster = new TestCluster(version).nodes("blue", 2);
        cluster.deployment(
                "cart",
                3,
                "",
                ",'affinity':{'podAntiAffinity':"
                        + "{'requiredDuringSchedulingIgnoredDuringExecution':[{'topologyKey':'kubernetes.io/hostname',"
                        + "'labelSelector':{'matchLabels':{'app':'cart'}}}]}}");
        cluster.advance(30);
        List<Manifest> pending = cluster.pods("cart").stream()
                .filter(pod -> pod.text("spec", "nodeName").isEmpty())
                .toList();
        assertEquals(1, pending.size());
        assertEquals("0/2 nodes are available: " + reason, cluster.schedulingMessage(pending.get(0)));
        cluster.nodes("blue", 1).untilRolledOut("cart");
    }

    @Test
    void spreadCountsNodesThatThePodMayNotUse() {
        TestCluster cluster = new TestCluster().nodes("blue", 2).nodes("green", 1, TAINT);
        cluster.deployment(
                "cart",
                3,
                "",
                ",'topologySpreadConstraints':[{'maxSkew':1,"
                        + "'topologyKey':'kubernetes.io/hostname','whenUnsatisfiable':'DoNotSchedule',"
                        + "'labelSelector':{'matchLabels':{'app':'cart'}}}]");
        cluster.advance(30);
        Manifest pending = cluster.pods("cart").stream()
                .filter(pod -> pod.text("spec", "nodeName").isEmpty())
                .findFirst()
                .orElseThrow();
        String message = cluster.schedulingMessage(pending);
        assertTrue(
                message.contains("2 node(s) didn't match pod topology spread constraints")
                        && message.contains("1 node(s) had untolerated taint"),
                message);
    }

    @Test
    void aHostPortIsTakenOnlyOnce() {
        TestCluster cluster = new TestCluster().nodes("blue", 1);
        cluster.create(
                Resources.DEPLOYMENTS,
                TestCluster.workload("cart", 2, "", "", "")
                        .replace("'name':'main'", "'name':'main','ports':[{'containerPort':80,'hostPort':80}]"));
        cluster.advance(30);
        assertTrue(cluster.pods("cart").stream()
                .anyMatch(pod -> cluster.schedulingMessage(pod)
                        .contains("1 node(s) didn't have free ports for the requested pod ports")));
    }

    @Test
    void aCordonedNodeTakesNoNewPodsAndKeepsTheOldOnes() {
        TestCluster cluster = new TestCluster().nodes("blue", 1);
        cluster.deployment("old", 1, "", "");
        cluster.untilRolledOut("old");
        cluster.api.patch(
                Resources.NODES,
                "",
                "gke-blue-000",
                Subresource.NONE,
                new Patch(Patch.Type.MERGE, TestCluster.tree("{'spec':{'unschedulable':true}}")));
        cluster.deployment("new", 1, "", "");
        cluster.advance(30);
        assertTrue(cluster.isRolledOut("old"));
        assertTrue(cluster.schedulingMessage(cluster.pods("new").get(0))
                .startsWith("0/1 nodes are available: 1 node(s) were unschedulable."));
    }

    @Test
    void podsGoWhereTheirDiskIs() {
        TestCluster cluster = new TestCluster().nodes("blue", 3);
        cluster.create(
                Resources.STATEFUL_SETS,
                TestCluster.workload(
                        "db",
                        1,
                        ",'volumeClaimTemplates':[{'metadata':{'name':'data'},'spec':"
                                + "{'accessModes':['ReadWriteOnce'],'resources':{'requests':{'storage':'10Gi'}}}}]",
                        "",
                        ""));
        cluster.advance(30);
        String node = cluster.pods("db").get(0).text("spec", "nodeName");
        Object zone = cluster.get(Resources.NODES, node).labels().get("topology.kubernetes.io/zone");
        assertEquals(
                "Bound",
                cluster.get(Resources.PERSISTENT_VOLUME_CLAIMS, "data-db-0").text("status", "phase"));

        cluster.kubernetes.leave(node);
        cluster.advance(60);
        String message = cluster.schedulingMessage(cluster.pods("db").get(0));
        assertTrue(message.startsWith("0/2 nodes are available: 2 node(s) had volume node affinity conflict"), message);
        assertEquals(3, zone.toString().split("-").length);
    }
}
