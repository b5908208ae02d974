package io.jenkins.plugins.gkeupgrade.engine.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Decision;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Operation;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.PoolSpec;
import io.jenkins.plugins.gkeupgrade.engine.model.ServerVersions;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.engine.pool.TaintedPool.Change;
import io.jenkins.plugins.gkeupgrade.engine.pool.TaintedPool.Seen;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaintedPoolTest {
    private static final Instant NOW = Instant.parse("2026-01-15T08:00:00Z");
    private static final ClusterRef REF = new ClusterRef("shop-prod", "europe-west1", "shop");
    private static final GkeVersion V1_30 = GkeVersion.parse("1.30.4-gke.1");
    private static final GkeVersion V1_32 = GkeVersion.parse("1.32.4-gke.1415000");
    private static final GkeVersion V1_33 = GkeVersion.parse("1.33.5-gke.1162000");
    private static final GkeVersion V1_34 = GkeVersion.parse("1.34.1-gke.1829001");
    private static final ServerVersions OFFER =
            new ServerVersions(V1_32, List.of(V1_34, V1_33), List.of(V1_34, V1_33, V1_32, V1_30));
    private static final OptInTaint OPT_IN = new OptInTaint("kubernetes_version", V1_33);
    private static final NodePool OLD = pool("default-pool", V1_32, NodePool.Autoscaling.perZone(2, 5), List.of());
    private static final String NEW_NAME = "default-pool-1-33-5-gke-1162000";
    private static final NodePool NEW =
            pool(NEW_NAME, V1_33, NodePool.Autoscaling.perZone(0, 5), List.of(OPT_IN.taint()));
    private static final PoolSpec SPEC = new PoolSpec(NEW_NAME, "default-pool", V1_33, OPT_IN, 0, 5);

    private static NodePool pool(
            String name, GkeVersion version, NodePool.Autoscaling autoscaling, List<Taint> taints) {
        return pool(name, version, NodePool.RUNNING, "", autoscaling, taints, "e2-standard-4");
    }

    private static NodePool pool(
            String name,
            GkeVersion version,
            String status,
            String message,
            NodePool.Autoscaling autoscaling,
            List<Taint> taints,
            String machine) {
        return new NodePool(
                name,
                version,
                status,
                message,
                2,
                autoscaling,
                Map.of(),
                taints,
                List.of("europe-west1-b", "europe-west1-c"),
                Map.of("config.machineType", machine));
    }

    private static NodePool newPool(String status, String message) {
        return pool(NEW_NAME, V1_33, status, message, NEW.autoscaling(), NEW.taints(), "e2-standard-4");
    }

    private static Cluster cluster(NodePool... pools) {
        return new Cluster(REF, V1_33, "RUNNING", false, false, "", List.of(pools));
    }

    private static Seen seen(Cluster cluster, Operation... operations) {
        return new Seen(cluster, OFFER, Optional.of(NEW), List.of(operations), Optional.empty(), PoolNodes.none());
    }

    private static Operation creation(Operation.State state, String error) {
        return new Operation("operation-3-cc", Operation.CREATE_NODE_POOL, state, NEW_NAME, "", error, "");
    }

    private static TaintedPoolRequest request(String version, String from, String name) {
        return TaintedPoolRequest.of(version, from, name, null, null, null, 60);
    }

    private static Decision<Change> decide(TaintedPoolState state, Seen seen) {
        return new TaintedPool(request("1.33", "", "")).decide(state, seen, NOW.plusSeconds(150));
    }

    private static PoolSpec settled(TaintedPoolRequest request, Cluster cluster) {
        var act =
                (Decision.Act<Change>) new TaintedPool(request).decide(TaintedPoolState.first(NOW), seen(cluster), NOW);
        return ((Change.Settle) act.change()).spec();
    }

    private static Change change(Decision<Change> decision) {
        assertInstanceOf(Decision.Act.class, decision);
        return ((Decision.Act<Change>) decision).change();
    }

    private static String refusal(Decision<Change> decision) {
        Decision.Refuse<Change> refuse = (Decision.Refuse<Change>) decision;
        return refuse.reason() + " " + refuse.whatToDo();
    }

    private static TaintedPoolState wanting() {
        return TaintedPoolState.first(NOW).wanting(SPEC);
    }

    @Test
    void theOnlyPoolWithoutTheTaintIsCloned() {
        assertEquals(SPEC, settled(request("1.33", "", ""), cluster(OLD, NEW)));
    }

    @ParameterizedTest
    @CsvSource({
        "1.33, 1.33.5-gke.1162000",
        "latest, 1.33.5-gke.1162000",
        "-, 1.33.5-gke.1162000",
        "1.33.5, 1.33.5-gke.1162000",
        "1.32, 1.32.4-gke.1415000",
        "1.32.4-gke.1415000, 1.32.4-gke.1415000",
    })
    void aliasesMeanTheControlPlanesVersionWhereTheyFit(String wish, String version) {
        assertEquals(
                version, settled(request(wish, "", ""), cluster(OLD)).version().toString());
    }

    @Test
    void manyCandidatesAreNamedAndNoneIsGuessed() {
        NodePool other = pool("other", V1_32, NodePool.Autoscaling.off(), List.of());
        Refused e = assertThrows(Refused.class, () -> settled(request("1.33", "", ""), cluster(OLD, other)));
        assertTrue(e.getMessage().contains("2 node pools without a taint kubernetes_version"), e.getMessage());
        assertTrue(
                e.getMessage()
                        .contains("Set from to one of default-pool (1.32.4-gke.1415000), other (1.32.4-gke.1415000)."),
                e.getMessage());
        assertEquals(
                "other",
                settled(request("1.33", "other", ""), cluster(OLD, other)).source());
        assertEquals(
                "other",
                settled(request("1.33", "", "default-pool"), cluster(OLD, other))
                        .source());
    }

    @Test
    void anUnknownSourceIsRefused() {
        Refused e = assertThrows(Refused.class, () -> settled(request("1.33", "nope", ""), cluster(OLD)));
        assertEquals(
                "from: there is no node pool 'nope' in projects/shop-prod/locations/europe-west1/clusters/shop."
                        + " Choose one of default-pool (1.32.4-gke.1415000).",
                e.getMessage());
    }

    @Test
    void afterTheSourceWasRetiredThePoolIsStillTheRightOne() {
        assertEquals(NEW_NAME, settled(request("1.33", "", ""), cluster(NEW)).name());
        assertEquals(
                NEW_NAME,
                settled(request("1.33", "default-pool", ""), cluster(NEW)).name());
        NodePool blue = pool("blue", V1_33, NEW.autoscaling(), NEW.taints());
        assertEquals(
                "blue",
                settled(request("1.33", "default-pool", "blue"), cluster(blue)).name());
        assertEquals("blue", settled(request("1.33", "", ""), cluster(blue)).name());
    }

    @ParameterizedTest
    @CsvSource({
        "default-pool, default-pool-1-33-5-gke-1162000",
        "default-pool-1-32-4-gke-1415000, default-pool-1-33-5-gke-1162000",
        "a-name-that-is-rather-very-long-for-it-a, a-name-that-is-rather-1-33-5-gke-1162000",
        "a-name-that-is-rathe--very-long, a-name-that-is-rathe-1-33-5-gke-1162000",
    })
    void namesAreMadeOfSourceAndVersion(String source, String name) {
        assertEquals(name, PoolNames.derived(source, V1_33));
        assertTrue(name.length() <= 40);
        assertEquals(name, PoolNames.optional("name", name));
    }

    @Test
    void saysHowLargeThePoolMayBecome() {
        var act = (Decision.Act<Change>) decide(wanting(), seen(cluster(OLD)));
        assertEquals("making pool " + NEW_NAME + ", 0 to 5 nodes in each of 2 zones", act.reason());
    }

    @Test
    void theSourceSaysHowLargeThePoolMayBecome() {
        assertEquals(5, settled(request("1.33", "", ""), cluster(OLD)).maxNodes());
        NodePool fixed = pool("default-pool", V1_32, NodePool.Autoscaling.off(), List.of());
        assertEquals(2, settled(request("1.33", "", ""), cluster(fixed)).maxNodes());
        NodePool total = pool("default-pool", V1_32, new NodePool.Autoscaling(true, 1, 7, true), List.of());
        assertEquals(4, settled(request("1.33", "", ""), cluster(total)).maxNodes());
        PoolSpec asked = settled(TaintedPoolRequest.of("1.33", "", "", 6, null, "", 60), cluster(OLD));
        assertEquals(6, asked.maxNodes());
    }

    @Test
    void autopilotIsRefused() {
        Cluster autopilot = new Cluster(REF, V1_33, "RUNNING", true, true, "REGULAR", List.of(OLD));
        String said = refusal(decide(TaintedPoolState.first(NOW), seen(autopilot)));
        assertTrue(said.contains("is an Autopilot cluster"), said);
    }

    @ParameterizedTest
    @CsvSource({
        "1.34.1-gke.1829001, would be newer than the control plane",
        "1.30.4-gke.1, more than 2 minor versions behind",
        "1.32.9-gke.9, GKE does not offer nodes of 1.32.9-gke.9",
    })
    void versionsThatNodesCannotHaveAreRefused(String version, String reason) {
        TaintedPoolRequest request = request(version, "", "");
        TaintedPoolState state = TaintedPoolState.first(NOW).wanting(settled(request, cluster(OLD)));
        Refused e = assertThrows(Refused.class, () -> new TaintedPool(request).decide(state, seen(cluster(OLD)), NOW));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    @Test
    void anAliasNewerThanTheControlPlaneSaysWhatToRunFirst() {
        Refused e = assertThrows(Refused.class, () -> settled(request("1.34", "", ""), cluster(OLD)));
        assertTrue(e.getMessage().contains("Run gkeUpgradeMaster"), e.getMessage());
    }

    @Test
    void theSamePoolIsLeftAloneWhateverItsLimitsAreNow() {
        NodePool grown = pool(NEW_NAME, V1_33, NodePool.Autoscaling.perZone(1, 50), NEW.taints());
        assertInstanceOf(Change.Await.class, change(decide(wanting(), seen(cluster(OLD, grown)))));
        TaintedPool exact = new TaintedPool(TaintedPoolRequest.of("1.33", "", "", 0, 5, "", 60));
        assertTrue(refusal(exact.decide(wanting(), seen(cluster(OLD, grown)), NOW))
                .contains(
                        "minNodes is 1 per zone instead of 0 per zone; maxNodes is 50 per zone instead of 5 per zone"));
    }

    @Test
    void aDifferentPoolOfTheNameIsRefusedWithItsDifferences() {
        NodePool other =
                pool(NEW_NAME, V1_32, NodePool.RUNNING, "", NodePool.Autoscaling.off(), List.of(), "e2-standard-8");
        String said = refusal(decide(wanting(), seen(cluster(OLD, other))));
        assertEquals(
                "There is a different pool default-pool-1-33-5-gke-1162000 already:"
                        + " version is 1.32.4-gke.1415000 instead of 1.33.5-gke.1162000;"
                        + " taints is none instead of kubernetes_version=1.33.5-gke.1162000:NoSchedule;"
                        + " config.machineType is e2-standard-8 instead of e2-standard-4;"
                        + " autoscaling is off instead of on."
                        + " Choose another name, or delete that pool if nobody needs it.",
                said);
    }

    @Test
    void intentComesBeforeTheCall() {
        Operation old = creation(Operation.State.DONE, "");
        assertEquals(new Change.Intend(List.of("operation-3-cc")), change(decide(wanting(), seen(cluster(OLD), old))));
        TaintedPoolState intending = wanting().submitting(List.of("operation-3-cc"));
        assertInstanceOf(Change.Submit.class, change(decide(intending, seen(cluster(OLD), old))));
    }

    @Test
    void aForeignOperationIsWaitedFor() {
        Operation repair = new Operation(
                "operation-1-aa", "REPAIR_CLUSTER", Operation.State.RUNNING, "shop", "", "", "nodes done 1 of 3");
        var wait = (Decision.Wait<Change>) decide(wanting(), seen(cluster(OLD), repair));
        assertEquals(
                "waiting for operation-1-aa (REPAIR_CLUSTER of shop, nodes done 1 of 3) to end before pool " + NEW_NAME
                        + " can be made",
                wait.reason());
    }

    @Test
    void aHalfMadePoolIsJoined() {
        Seen half = seen(cluster(OLD, newPool("PROVISIONING", "")), creation(Operation.State.RUNNING, ""));
        assertEquals(new Change.Follow("operation-3-cc"), change(decide(wanting(), half)));
        assertEquals(
                new Change.Follow("operation-3-cc"), change(decide(wanting().submitting(List.of()), half)));
    }

    @Test
    void aCreationThatFailedIsToldInGkesWords() {
        TaintedPoolState creating = wanting().creating("operation-3-cc");
        Seen failed = new Seen(
                cluster(OLD, newPool("ERROR", "no quota")),
                OFFER,
                Optional.empty(),
                List.of(),
                Optional.of(creation(Operation.State.DONE, "Insufficient quota 'CPUS'.")),
                PoolNodes.none());
        Failed e = assertThrows(Failed.class, () -> decide(creating, failed));
        assertTrue(e.getMessage().contains("operation-3-cc with: Insufficient quota 'CPUS'."), e.getMessage());
        Failed later = assertThrows(
                Failed.class, () -> decide(wanting().settling(), seen(cluster(OLD, newPool("ERROR", "no quota.")))));
        assertTrue(later.getMessage().contains("status ERROR: no quota."), later.getMessage());
    }

    @Test
    void nodesMustBeReadyAtTheVersion() {
        NodePool two = pool(NEW_NAME, V1_33, NodePool.Autoscaling.perZone(1, 5), NEW.taints());
        List<Manifest> nodes = List.of(
                node(NEW_NAME, "v1.33.5-gke.1162000", "True"),
                node(NEW_NAME, "v1.33.5-gke.1162000", "False"),
                node(NEW_NAME, "v1.32.4-gke.1415000", "True"),
                node("default-pool", "v1.33.5-gke.1162000", "True"));
        Seen some = new Seen(
                cluster(OLD, two),
                OFFER,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                PoolNodes.of(nodes, NEW_NAME, V1_33));
        var wait = (Decision.Wait<Change>) decide(wanting().settling(), some);
        assertEquals(
                "1 of 2 nodes of pool " + NEW_NAME
                        + " Ready at v1.33.5-gke.1162000, 1 not Ready yet, others at v1.32.4-gke.1415000",
                wait.reason());
    }

    @Test
    void anEmptyPoolNeedsNoNodes() {
        var done = (Decision.Done<Change>) decide(wanting().settling(), seen(cluster(OLD, NEW)));
        assertEquals(NEW_NAME, done.outcome().details().get("pool"));
        assertEquals(
                "kubernetes_version=1.33.5-gke.1162000",
                done.outcome().details().get("label"));
        assertEquals(false, done.outcome().details().get("created"));
        assertFalse(done.outcome().details().containsKey("nodes"), "nodes were not looked at");
        assertFalse(done.outcome().summary().contains("Ready"), done.outcome().summary());
    }

    private static Manifest node(String pool, String kubelet, String ready) {
        return Manifest.of(Map.of(
                "metadata",
                Map.of("labels", Map.of("cloud.google.com/gke-nodepool", pool)),
                "status",
                Map.of(
                        "nodeInfo",
                        Map.of("kubeletVersion", kubelet),
                        "conditions",
                        List.of(Map.of("type", "Ready", "status", ready)))));
    }

    @ParameterizedTest
    @CsvSource({
        "x, '', '', 0, 1, '', 60, version: 'x'",
        "1.33, Bad_, '', 0, 1, '', 60, from: 'Bad_' is not a node pool name",
        "1.33, '', 9pool, 0, 1, '', 60, name: '9pool' is not a node pool name",
        "1.33, same, same, 0, 1, '', 60, name: 'same' is the pool to clone",
        "1.33, '', '', -1, 1, '', 60, minNodes: -1 is out of range",
        "1.33, '', '', 0, 0, '', 60, maxNodes: 0 is out of range",
        "1.33, '', '', 3, 2, '', 60, maxNodes: 2 is less than minNodes 3",
        "1.33, '', '', 0, 1, k8s.io/x, 60, taintKey: 'k8s.io/x' is reserved",
        "1.33, '', '', 0, 1, '', 0, timeoutMinutes: 0 is out of range",
    })
    void badParametersAreNamed(
            String version, String from, String name, int min, int max, String key, int timeout, String message) {
        InvalidValue e = assertThrows(
                InvalidValue.class, () -> TaintedPoolRequest.of(version, from, name, min, max, key, timeout));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
    }
}
