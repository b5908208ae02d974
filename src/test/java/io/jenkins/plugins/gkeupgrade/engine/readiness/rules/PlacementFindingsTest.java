package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a workload finds a node on pool green once it has opted in. */
class PlacementFindingsTest {
    private static List<String> found(Scene scene, String podSpec) {
        ReadinessObservation seen = scene.statefulSet("shop", "db", 2, podSpec).seen();
        return new PlacementCheck()
                .check(seen.fleet().selected().get(0), seen).stream()
                        .map(Finding::toString)
                        .toList();
    }

    private static List<String> found(String podSpec) {
        return found(new Scene(), podSpec);
    }

    private static String affinity(String terms) {
        return "{affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: ["
                + terms + "]}}}}";
    }

    private static Scene greenAlsoTainted(String taint) {
        NodePool green = Scene.green(10);
        List<Taint> taints = new ArrayList<>(green.taints());
        taints.add(Taint.parse(taint));
        return new Scene()
                .pools(
                        Scene.pool("blue", Scene.OLD, 10),
                        new NodePool(
                                green.name(),
                                green.version(),
                                green.status(),
                                "",
                                1,
                                green.autoscaling(),
                                green.labels(),
                                taints,
                                green.locations(),
                                green.settings()));
    }

    @Test
    void aLabelThatOnlyOldNodesHave() {
        assertEquals(
                List.of("StatefulSet shop/db: no-node-fits: its nodeSelector asks for disk=ssd, which the nodes of pool"
                        + " green do not have; give the pool that label, or take it out of the nodeSelector"),
                found("{nodeSelector: {disk: ssd, kubernetes.io/os: linux}}"));
        assertEquals(
                List.of(),
                found(
                        new Scene()
                                .with(
                                        ResourceKind.NODES,
                                        "metadata: {name: green-2, labels: {cloud.google.com/gke-nodepool: green,"
                                                + " kubernetes_version: " + Scene.NEW + ", disk: ssd}}"),
                        "{nodeSelector: {disk: ssd}}"),
                "somebody has labelled a new node by hand as well");
    }

    @Test
    void whatMovesAlongOrComesWithTheNodeIsNoObstacle() {
        assertEquals(List.of(), found("{nodeSelector: {cloud.google.com/gke-nodepool: blue}}"));
        String metadata = "{nodeSelector: {iam.gke.io/gke-metadata-server-enabled: 'true'}}";
        assertEquals(List.of(), found(new Scene().noNodes(), metadata), "nobody knows what labels its nodes will have");
        assertEquals(
                List.of(),
                found(
                        new Scene()
                                .noNodes()
                                .node("green-1", "green", "", "iam.gke.io/gke-metadata-server-enabled: 'true'"),
                        metadata));
        assertEquals(
                List.of(),
                found(affinity("{matchExpressions: [{key: disk, operator: Exists}]}, {matchExpressions:"
                        + " [{key: topology.gke.io/zone, operator: In, values: [europe-west1-b]}]}")),
                "one term of several is enough");
    }

    @Test
    void aLabelOfThePlatformThatTheNodesOfThePoolDoNotHave() {
        assertEquals(
                List.of(
                        "StatefulSet shop/db: no-node-fits: its nodeSelector asks for cloud.google.com/gke-spot=true, which"
                                + " the nodes of pool green do not have; give the pool that label, or take it out of the"
                                + " nodeSelector"),
                found("{nodeSelector: {cloud.google.com/gke-spot: 'true'}}"));
        Scene starting = new Scene()
                .noNodes()
                .with(
                        ResourceKind.NODES,
                        "metadata: {name: green-1, labels: {cloud.google.com/gke-nodepool: green}}\n"
                                + "status: {conditions: [{type: Ready, status: 'False'}]}");
        assertEquals(
                List.of(),
                found(starting, "{nodeSelector: {cloud.google.com/gke-spot: 'true'}}"),
                "some labels come with the start");
    }

    @Test
    void aZoneThatThePoolDoesNotHave() {
        String zone = "{nodeSelector: {topology.kubernetes.io/zone: europe-west1-%s}}";
        assertEquals(List.of(), found(zone.formatted("b")));
        assertTrue(found(zone.formatted("c")).get(0).contains("asks for topology.kubernetes.io/zone=europe-west1-c"));
        String zones = affinity("{matchExpressions: [{key: topology.gke.io/zone, operator: In, values: [europe-west1-c,"
                + " europe-west1-%s]}]}");
        assertEquals(List.of(), found(zones.formatted("b")));
        assertEquals(1, found(zones.formatted("d")).size());
    }

    @Test
    void numbersAndTermsAsTheSchedulerReadsThem() {
        String newer = affinity("{matchExpressions: [{key: generation, operator: %s, values: ['2']}]}");
        Scene third = new Scene()
                .with(
                        ResourceKind.NODES,
                        "metadata: {name: green-2, labels: {cloud.google.com/gke-nodepool: green, generation: '3'}}");
        assertEquals(List.of(), found(third, newer.formatted("Gt")));
        assertEquals(1, found(newer.formatted("Lt")).size());
        assertEquals(1, found(newer.formatted("Gt")).size(), "no node has the label");
        assertEquals(1, found(affinity("{}")).size(), "an empty term matches no node");
    }

    @Test
    void aLabelToSpreadByThatNewNodesDoNotHave() {
        String spread = "{topologySpreadConstraints: [{topologyKey: rack, maxSkew: 1, whenUnsatisfiable: %s,"
                + " labelSelector: {matchLabels: {app: db}}}]}";
        assertEquals(
                List.of("StatefulSet shop/db: no-node-fits: its topology spread, or its pod affinity, goes by the label"
                        + " rack, which the nodes of pool green do not have; give the pool that label, or make the rule a"
                        + " preferred one"),
                found(spread.formatted("DoNotSchedule")));
        assertEquals(List.of(), found(spread.formatted("ScheduleAnyway")));
        assertEquals(
                List.of(), found(spread.formatted("DoNotSchedule").replace("rack", "topology.kubernetes.io/zone")));
    }

    private static List<String> company(Scene scene, String podSpec) {
        ReadinessObservation seen = scene.statefulSet("shop", "db", 2, podSpec).seen();
        return new CompanyCheck()
                .check(seen.fleet().selected().get(0), seen).stream()
                        .map(Finding::toString)
                        .toList();
    }

    private static String with(String app, String topology) {
        return "{affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: " + topology
                + ", labelSelector: {matchLabels: {app: " + app + "}}}]}}}";
    }

    @Test
    void companyThatIsStillOnTheOldPool() {
        String host = "kubernetes.io/hostname";
        Scene old = new Scene().pod("shop", "cache-0", "cache", "blue-1", "");
        assertEquals(
                List.of(
                        "StatefulSet shop/db: no-node-fits: its required pod affinity wants the node of pod cache-0, and no"
                                + " such pod is on the new pool; move the workload of that pod first, or make the rule a preferred"
                                + " one"),
                company(old, with("cache", host)));
        assertEquals(
                List.of(),
                company(
                        new Scene()
                                .pod("shop", "cache-0", "cache", "blue-1", "")
                                .pod("shop", "cache-1", "cache", "green-1", ""),
                        with("cache", host)));
        assertEquals(
                List.of(),
                company(
                        new Scene().pod("shop", "cache-0", "cache", "blue-1", ""),
                        with("cache", "topology.kubernetes.io/zone")),
                "both pools are in the zone");
        assertEquals(
                List.of(),
                company(new Scene().pod("bank", "cache-0", "cache", "blue-1", ""), with("cache", host)),
                "pods of another namespace are not meant");
    }

    @Test
    void companyOfItsOwnOldPods() {
        String own = with("db", "kubernetes.io/hostname");
        Scene two = new Scene().pod("shop", "db-0", "db", "blue-1", "").pod("shop", "db-1", "db", "blue-1", "");
        assertTrue(company(two, own).get(0).contains("wants the node of its other pods"));
        assertEquals(
                List.of(),
                company(
                        new Scene().pod("shop", "db-0", "db", "blue-1", ""),
                        own.replace("topologyKey", "matchLabelKeys: [controller-revision-hash], topologyKey")));
        assertEquals(List.of(), company(new Scene(), own), "the first of them may be anywhere");
    }

    @Test
    void anAffinityThatKeepsAway() {
        assertEquals(
                List.of(
                        "StatefulSet shop/db: no-node-fits: no term of its required node affinity fits the nodes of pool"
                                + " green; give the pool the labels that it asks for, or change the affinity"),
                found(affinity("{matchExpressions: [{key: cloud.google.com/gke-nodepool, operator: NotIn, values:"
                        + " [green]}]}")));
    }

    @Test
    void aTaintOfThePoolThatItDoesNotTolerate() {
        assertEquals(
                List.of(
                        "StatefulSet shop/db: no-node-fits: it does not tolerate team=ml:NoSchedule of the nodes of pool"
                                + " green; add that toleration, or make a pool without the taint"),
                found(greenAlsoTainted("team=ml:NoSchedule"), "{}"));
        assertEquals(
                List.of(),
                found(greenAlsoTainted("team=ml:NoSchedule"), "{tolerations: [{key: team, operator: Exists}]}"));
        assertEquals(
                List.of(), found(greenAlsoTainted("nvidia.com/gpu=present:NoSchedule"), "{}"), "pods get that one");
    }

    @Test
    void nothingIsSaidWithoutANewPoolOrOfWhoIsThereAlready() {
        assertEquals(
                List.of(), found(new Scene().pools(Scene.pool("blue", Scene.OLD, 10)), "{nodeSelector: {disk: ssd}}"));
        assertEquals(
                List.of(),
                found("{nodeSelector: {disk: ssd, kubernetes_version: " + Scene.NEW
                        + "}, tolerations: [{operator: Exists}]}"));
    }

    private static final String ONE_A_NODE =
            "affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
                    + " [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: db}}}]}}";

    private static List<String> spread(Scene scene, int replicas, String podSpec) {
        ReadinessObservation seen =
                scene.statefulSet("shop", "db", replicas, podSpec).seen();
        return new SpreadCheck()
                .check(seen.fleet().selected().get(0), seen).stream()
                        .map(Finding::toString)
                        .toList();
    }

    @Test
    void onlyNodesThatTakeItCount() {
        NodePool two = Scene.in(Scene.green(2), NodePool.Autoscaling.perZone(0, 2), "europe-west1-b", "europe-west1-c");
        String zone = "{" + ONE_A_NODE + ", nodeSelector: {topology.kubernetes.io/zone: europe-west1-c}}";
        assertEquals(
                List.of(),
                spread(new Scene().pools(Scene.pool("blue", Scene.OLD, 10), two), 4, "{" + ONE_A_NODE + "}"));
        assertEquals(List.of(), spread(new Scene().pools(Scene.pool("blue", Scene.OLD, 10), two), 2, zone));
        assertTrue(spread(new Scene().pools(Scene.pool("blue", Scene.OLD, 10), two), 3, zone)
                .get(0)
                .contains("it needs 3 nodes (no two of its pods may share one), and the new pool may have 2"));
        Taint large = new Taint("size", "large", Taint.Effect.NO_SCHEDULE);
        NodePool other = Scene.with(Scene.green(9), "large", "e2-standard-16", large);
        assertTrue(spread(
                        new Scene().pools(Scene.pool("blue", Scene.OLD, 10), Scene.green(2), other),
                        3,
                        "{" + ONE_A_NODE + "}")
                .get(0)
                .contains("the new pool may have 2"));
        assertEquals(
                List.of(),
                spread(
                        new Scene().pools(Scene.pool("blue", Scene.OLD, 10), Scene.green(2), other),
                        3,
                        "{" + ONE_A_NODE + ", tolerations: [{key: size, operator: Exists}]}"));
    }
}
