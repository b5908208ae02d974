package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.MaintenanceExclusion;
import io.jenkins.plugins.gkeupgrade.engine.model.MaintenanceExclusion.Scope;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.SupportEnd;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.engine.model.Upkeep;
import io.jenkins.plugins.gkeupgrade.engine.port.ApiUse;
import io.jenkins.plugins.gkeupgrade.engine.port.ApiUseMetric;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each finding in a cluster where it appears, and in one where it does not. */
class ClusterFindingsTest {
    private static void assertFound(String start, List<String> found) {
        assertEquals(1, found.size(), found.toString());
        assertTrue(found.get(0).startsWith(start), found.toString());
    }

    private static Scene agent(String namespace, String podSpec, int scheduled) {
        return new Scene()
                .with(
                        ResourceKind.DAEMON_SETS,
                        "kind: DaemonSet\nmetadata: {namespace: " + namespace + ", name: agent, uid: agent}\n"
                                + "spec: {template: {spec: " + podSpec + "}}\nstatus: {desiredNumberScheduled: "
                                + scheduled + "}");
    }

    @Test
    void aDaemonSetThatDoesNotTolerateTheTaintIsMissingOnNewNodes() {
        DaemonSetCheck check = new DaemonSetCheck();
        assertEquals(
                List.of("DaemonSet logging/agent: daemonset-left-out: its pods do not tolerate " + Scene.OPT_IN.taint()
                        + ", so that the nodes of pool green are without them; opt it in first (namespace: 'logging',"
                        + " names: ['DaemonSet/agent']), or let it tolerate every taint"),
                agent("logging", "{}", 2).found(check));
        assertEquals(
                List.of(),
                agent("logging", "{tolerations: [{operator: Exists}]}", 2).found(check));
        assertEquals(
                List.of(),
                agent("logging", "{tolerations: [{key: kubernetes_version, operator: Exists}]}", 2)
                        .found(check));
        assertEquals(
                List.of(), agent("logging", "{nodeSelector: {gpu: yes}}", 2).found(check), "not for these nodes");
        assertFound(
                "DaemonSet",
                agent("logging", "{nodeSelector: {kubernetes.io/os: linux}}", 2).found(check));
        assertEquals(
                List.of(),
                agent("logging", "{nodeSelector: {kubernetes.io/os: windows}}", 2)
                        .found(check),
                "not for these nodes either");
        assertEquals(List.of(), agent("logging", "{}", 0).found(check), "it runs nowhere now");
        assertEquals(List.of(), agent("shop", "{}", 2).found(check), "it is selected, and will be opted in");
    }

    private static Scene webhook(String policy, String resources) {
        return new Scene()
                .with(
                        ResourceKind.VALIDATING_WEBHOOKS,
                        "metadata: {name: policy}\nwebhooks: [{failurePolicy: " + policy + ", rules: [{resources: ["
                                + resources + "]}], clientConfig: {service: {namespace: gate, name: gate}}}]")
                .with(ResourceKind.SERVICES, "metadata: {namespace: gate, name: gate}\nspec: {selector: {app: gate}}");
    }

    @Test
    void aWebhookThatFailsClosedMustNotGoAwayWithTheOldNodes() {
        WebhookCheck check = new WebhookCheck();
        assertEquals(
                List.of(
                        "ValidatingWebhookConfiguration policy: webhook-on-old-pool: it fails closed, and every ready pod of"
                                + " Service gate/gate runs on pool blue, which goes away; until it runs elsewhere no pod would"
                                + " be made anywhere; opt its workload in before the old pool is retired"),
                webhook("Fail", "pods")
                        .pod("gate", "gate-0", "gate", "blue-1", "")
                        .found(check));
        assertEquals(
                List.of(),
                webhook("Fail", "pods")
                        .pod("gate", "gate-0", "gate", "blue-1", "")
                        .pod("gate", "gate-1", "gate", "green-1", "")
                        .found(check));
        assertEquals(
                List.of(),
                webhook("Ignore", "pods")
                        .pod("gate", "gate-0", "gate", "blue-1", "")
                        .found(check));
        assertEquals(
                List.of(),
                webhook("Fail", "certificates")
                        .pod("gate", "gate-0", "gate", "blue-1", "")
                        .found(check),
                "nothing of an upgrade asks it");
        assertFound(
                "ValidatingWebhookConfiguration policy: webhook-unavailable",
                webhook("Fail", "'*'").found(check));
    }

    private static Severity unavailable(String namespaceSelector) {
        Scene scene = new Scene()
                .with(
                        ResourceKind.VALIDATING_WEBHOOKS,
                        "metadata: {name: policy}\nwebhooks: [{rules: [{resources: [pods]}], namespaceSelector: "
                                + namespaceSelector
                                + ", clientConfig: {service: {namespace: gate, name: gate}}}]")
                .with(ResourceKind.SERVICES, "metadata: {namespace: gate, name: gate}\nspec: {selector: {app: gate}}")
                .statefulSet("shop", "db", 1, "{}");
        List<Finding> found = new WebhookCheck().check(scene.seen());
        assertEquals(1, found.size());
        return found.get(0).severity();
    }

    @Test
    void aWebhookThatIsAwayBlocksThoseThatItIsAskedAbout() {
        String name = "kubernetes.io/metadata.name";
        assertEquals(Severity.BLOCKED, unavailable("{}"));
        assertEquals(Severity.BLOCKED, unavailable("{matchLabels: {" + name + ": shop}}"));
        assertEquals(Severity.NOTE, unavailable("{matchLabels: {" + name + ": bank}}"));
        assertEquals(
                Severity.NOTE,
                unavailable("{matchExpressions: [{key: " + name + ", operator: NotIn, values: [shop]}]}"));
        assertEquals(
                Severity.BLOCKED,
                unavailable("{matchExpressions: [{key: " + name + ", operator: NotIn, values: [kube-system]}]}"));
        assertEquals(
                Severity.BLOCKED, unavailable("{matchLabels: {team: bank}}"), "nobody knows whose namespace it is");
    }

    @Test
    void aWebhookOfTheSelectionMovesAlong() {
        Scene scene = new Scene()
                .with(
                        ResourceKind.MUTATING_WEBHOOKS,
                        "metadata: {name: inject}\nwebhooks: [{rules: [{resources: [pods]}], clientConfig: {service:"
                                + " {namespace: shop, name: gate}}}]")
                .with(ResourceKind.SERVICES, "metadata: {namespace: shop, name: gate}\nspec: {selector: {app: gate}}")
                .statefulSet("shop", "gate", 1, "{}")
                .pod("shop", "gate-0", "gate", "blue-1", "");
        assertEquals(List.of(), scene.found(new WebhookCheck()));
    }

    private static final ApiCheck APIS = new ApiCheck(RemovedApis.get());

    @Test
    void aTargetThatTheTableDoesNotReachIsANote() {
        assertEquals(List.of(), new Scene().found(new ApiCheck(new RemovedApis(33, List.of()))));
        assertFound(
                "Table of removed APIs: could-not-check: what was last applied is compared with what Kubernetes removes up"
                        + " to 1.32, and the upgrade is to 1.33",
                new Scene().found(new ApiCheck(new RemovedApis(32, List.of()))));
    }

    @Test
    void anApiVersionInUseThatTheTargetRemoves() {
        ApiUse.Known use = ApiUseMetric.read(Stream.of(
                "# TYPE apiserver_requested_deprecated_apis gauge",
                "apiserver_requested_deprecated_apis{group=\"example.io\",removed_release=\"1.33\",resource=\"things\","
                        + "subresource=\"\",version=\"v1beta1\"} 1",
                "apiserver_requested_deprecated_apis{group=\"example.io\",removed_release=\"1.33\",resource=\"unused\","
                        + "subresource=\"\",version=\"v1beta1\"} 0",
                "apiserver_requested_deprecated_apis{group=\"later.io\",removed_release=\"1.34\",resource=\"things\","
                        + "subresource=\"\",version=\"v1\"} 1",
                "apiserver_requested_deprecated_apis{group=\"\",removed_release=\"\",resource=\"componentstatuses\","
                        + "subresource=\"\",version=\"v1\"} 1"));
        assertFound(
                "API example.io/v1beta1 things: removed-api: some client asks for it, and Kubernetes 1.33 serves it no"
                        + " more",
                new Scene().controlPlane(Scene.OLD).apis(use).found(APIS));
        assertEquals(List.of(), new Scene().found(APIS));
    }

    @Test
    void notToKnowWhichApisAreInUseIsANote() {
        Scene scene = new Scene().apis(new ApiUse.Unknown("the Kubernetes user may not get /metrics"));
        Finding finding = APIS.check(scene.seen()).get(0);
        assertEquals(Severity.NOTE, finding.severity());
        assertTrue(finding.reason().endsWith("the Kubernetes user may not get /metrics"));
    }

    private static Scene applied(GkeVersion controlPlane, String apiVersion) {
        return new Scene()
                .controlPlane(controlPlane)
                .pools(Scene.pool("blue", controlPlane, 3), Scene.green(3))
                .with(
                        ResourceKind.HORIZONTAL_POD_AUTOSCALERS,
                        "kind: HorizontalPodAutoscaler\nmetadata: {namespace: shop, name: cart, annotations:"
                                + " {kubectl.kubernetes.io/last-applied-configuration: '{\"apiVersion\":\"" + apiVersion
                                + "\",\"kind\":\"HorizontalPodAutoscaler\",\"metadata\":{}}'}}");
    }

    @Test
    void aManifestThatWasAppliedInAVersionThatIsRemoved() {
        Scene before = applied(GkeVersion.parse("1.25.1-gke.1"), "autoscaling/v2beta2");
        assertFound(
                "HorizontalPodAutoscaler shop/cart: removed-api: it was applied as autoscaling/v2beta2, which Kubernetes"
                        + " 1.26 serves no more",
                before.found(APIS));
        assertEquals(Severity.AT_RISK, APIS.check(before.seen()).get(0).severity());
        Scene after = applied(Scene.OLD, "autoscaling/v2beta2");
        assertEquals(Severity.NOTE, APIS.check(after.seen()).get(0).severity(), "it is gone already");
        assertEquals(List.of(), applied(Scene.OLD, "autoscaling/v2").found(APIS));
    }

    private static Upkeep upkeep(Scope scope, Duration lasts) {
        Instant end = lasts == null ? null : Scene.NOW.plus(lasts);
        return new Upkeep(
                Set.of("blue", "green"),
                List.of(new MaintenanceExclusion("freeze", scope, Scene.NOW.minusSeconds(60), end, lasts == null)));
    }

    private static List<String> maintained(Upkeep upkeep) {
        return new Scene().inChannel("REGULAR", upkeep).found(new UpkeepCheck());
    }

    @Test
    void gkeMustNotUpgradeTheOldPoolMeanwhile() {
        assertEquals(
                List.of(
                        "Cluster prod: no-maintenance-exclusion: GKE may upgrade node pool blue, green by itself within days"
                                + " of the control plane; add a maintenance exclusion of scope NO_MINOR_OR_NODE_UPGRADES, or say"
                                + " maintenanceExclusion: 'create'"),
                maintained(new Upkeep(Set.of("blue", "green"), List.of())));
        assertFound(
                "Cluster prod: no-maintenance-exclusion",
                maintained(upkeep(Scope.NO_MINOR_UPGRADES, Duration.ofDays(90))));
        assertFound(
                "Cluster prod: no-maintenance-exclusion: GKE may upgrade node pool blue, green by itself, because"
                        + " exclusion freeze ends on 2026-11-05",
                maintained(upkeep(Scope.NO_UPGRADES, Duration.ofDays(3))));
        assertFound(
                "Cluster prod: no-maintenance-exclusion", maintained(upkeep(Scope.NO_UPGRADES, Duration.ofDays(-1))));
        assertEquals(List.of(), maintained(new Upkeep(Set.of(), List.of())), "nothing is upgraded by itself");
        assertEquals(List.of(), new Scene().found(new UpkeepCheck()), "nobody wanted to know");
    }

    @Test
    void theEndOfAnExclusionIsReported() {
        assertEquals(
                List.of("Cluster prod: maintenance-exclusion: GKE leaves the versions of its node pools alone until"
                        + " 2027-01-31 (exclusion freeze); retire the old pool before that day"),
                maintained(upkeep(Scope.NO_MINOR_OR_NODE_UPGRADES, Duration.ofDays(90))));
        assertFound(
                "Cluster prod: maintenance-exclusion: GKE leaves the versions of its node pools alone until the end of"
                        + " support",
                maintained(upkeep(Scope.NO_MINOR_OR_NODE_UPGRADES, null)));
    }

    @Test
    void outsideOfChannelsAutoUpgradeIsTurnedOffInstead() {
        List<String> found =
                new Scene().upkeep(new Upkeep(Set.of("blue"), List.of())).found(new UpkeepCheck());
        assertFound("Cluster prod: no-maintenance-exclusion: GKE may upgrade node pool blue by itself", found);
        assertTrue(found.get(0).contains("turn auto-upgrade off"), found.toString());
    }

    @Test
    void aVersionThatGkeStopsSupportingSoon() {
        SupportEnd soon = new SupportEnd(LocalDate.of(2026, 11, 20), LocalDate.of(2027, 9, 20));
        assertEquals(
                List.of("Node pool blue: end-of-support: GKE supports its version " + Scene.OLD
                        + " until 2026-11-20, and upgrades it afterwards in spite of exclusions; move its workloads and"
                        + " retire it before, or soon"),
                new Scene().supported("blue", soon).found(new SupportCheck()));
        assertEquals(
                List.of(),
                new Scene().inChannel("EXTENDED", null).supported("blue", soon).found(new SupportCheck()));
        assertEquals(List.of(), new Scene().found(new SupportCheck()), "GKE does not say");
    }

    @Test
    void nodesThatWouldBeTooFarBehind() {
        GkeVersion old = GkeVersion.parse("1.30.5-gke.1");
        assertFound(
                "Node pool ancient: version-skew: its nodes at 1.30.5-gke.1 would be 3 minor versions behind the control"
                        + " plane at 1.33",
                new Scene()
                        .controlPlane(Scene.OLD)
                        .pools(Scene.pool("ancient", old, 1), Scene.green(1))
                        .found(new SupportCheck()));
        assertEquals(
                List.of(),
                new Scene()
                        .pools(Scene.pool("old", GkeVersion.parse("1.31.5-gke.1"), 1), Scene.green(1))
                        .found(new SupportCheck()));
    }

    @Test
    void kindsOfClusters() {
        ClusterModeCheck check = new ClusterModeCheck();
        assertEquals(List.of(), new Scene().found(check));
        assertFound("Cluster prod: autopilot: ", new Scene().autopilot().found(check));
        assertFound(
                "Cluster prod: node-auto-provisioning: ",
                new Scene().autoProvisioning().found(check));
    }

    private static List<Finding> typo(Scene scene, String podSpec) {
        ReadinessObservation seen = scene.statefulSet("shop", "db", 1, podSpec).seen();
        return new StrayTolerationCheck().check(seen.fleet().selected().get(0), seen);
    }

    @Test
    void aMisspeltTolerationMakesAWrongPoolWithNodeAutoProvisioning() {
        String misspelt = "{tolerations: [{key: kubernetes_version, operator: Equal, value: 1.33.5-gke.1}]}";
        Finding finding = typo(new Scene().autoProvisioning(), misspelt).get(0);
        assertEquals(Severity.AT_RISK, finding.severity());
        assertTrue(
                finding.toString()
                        .startsWith("StatefulSet shop/db: node-auto-provisioning: it asks for"
                                + " kubernetes_version=1.33.5-gke.1, which no node pool has"),
                finding.toString());
        assertEquals(
                1,
                typo(new Scene().autoProvisioning(), "{nodeSelector: {kubernetes_version: '1.33'}}")
                        .size());
        assertEquals(
                1,
                typo(new Scene().autoProvisioning(), "{nodeSelector: {kubernetes_verison: " + Scene.NEW + "}}")
                        .size(),
                "the key may be misspelt as well");
        assertEquals(List.of(), typo(new Scene().autoProvisioning(), "{nodeSelector: {disk: ssd}}"));
        assertEquals(List.of(), typo(new Scene(), misspelt), "without it, its pods merely wait");
        assertEquals(
                List.of(),
                typo(new Scene().autoProvisioning(), misspelt.replace("1.33.5-gke.1", Scene.NEW.toString())));
        assertEquals(List.of(), typo(new Scene().autoProvisioning(), "{tolerations: [{operator: Exists}]}"));
    }

    @Test
    void aTaintKeyThatIsNotOurs() {
        Taint reserved = new Taint("upgrade.cloud.google.com/version", Scene.NEW.toString(), Taint.Effect.NO_SCHEDULE);
        assertFound(
                "Node pool green: reserved-taint-key: it is set apart by upgrade.cloud.google.com/version=",
                new Scene()
                        .pools(
                                Scene.pool("blue", Scene.OLD, 1),
                                Scene.tainted(Scene.pool("green", Scene.NEW, 1), reserved))
                        .found(new ClusterModeCheck()));
    }
}
