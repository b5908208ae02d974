package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
        assertEquals(List.of(), found("{nodeSelector: {iam.gke.io/gke-metadata-server-enabled: 'true'}}"));
        assertEquals(
                List.of(),
                found(affinity("{matchExpressions: [{key: disk, operator: Exists}]}, {matchExpressions:"
                        + " [{key: topology.gke.io/zone, operator: In, values: [z]}]}")),
                "one term of several is enough");
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
}
