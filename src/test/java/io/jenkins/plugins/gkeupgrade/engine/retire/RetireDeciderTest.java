package io.jenkins.plugins.gkeupgrade.engine.retire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Decision;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Operation;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.engine.retire.RetireState.Ending;
import io.jenkins.plugins.gkeupgrade.engine.retire.Tenant.Standing;
import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What comes next, look by look, without a cluster and without a clock. */
class RetireDeciderTest {
    private static final GkeVersion OLD = GkeVersion.parse("1.32.4-gke.1415000");
    private static final GkeVersion NEW = GkeVersion.parse("1.33.5-gke.1162000");
    private static final OptInTaint OPT_IN = new OptInTaint("kubernetes_version", NEW);
    private static final Instant START = Instant.parse("2026-11-02T08:00:00Z");
    private static final NodePool.Autoscaling LIMITS = NodePool.Autoscaling.perZone(1, 5);
    private static final Footprint PRINT = new Footprint(LIMITS, OPT_IN.key(), List.of("green"));

    private final List<NodePool> pools = new ArrayList<>(List.of(
            pool("blue", OLD, LIMITS, Map.of(), List.of()),
            pool("green", NEW, LIMITS, Map.of(OPT_IN.key(), OPT_IN.value()), List.of(OPT_IN.taint()))));
    private final List<OldNode> nodes = new ArrayList<>(List.of(node("n1", null, false), node("n2", null, false)));
    private final List<Tenant> tenants = new ArrayList<>();
    private final List<String> served = new ArrayList<>();
    private Operation running;
    private Operation ours;
    private int elsewhere = 2;
    private RetireState state = RetireState.first(START).of("blue");
    private Instant now = START;

    private static NodePool pool(
            String name,
            GkeVersion version,
            NodePool.Autoscaling scaling,
            Map<String, String> labels,
            List<Taint> taints) {
        return new NodePool(
                name, version, "RUNNING", "", 1, scaling, labels, taints, List.of("europe-west1-b"), Map.of());
    }

    private static OldNode node(String name, NodeMark mark, boolean cordoned) {
        return new OldNode(
                Manifest.of(Map.of(
                        "metadata", Map.of("name", name, "resourceVersion", "1"),
                        "spec", Map.of("unschedulable", cordoned))),
                mark);
    }

    private static Tenant tenant(String node, Standing standing, String waitFor) {
        Pod pod = new Pod(Manifest.of(Map.of(
                "metadata", Map.of("name", "dns-1", "namespace", "kube-system", "uid", "u"),
                "spec", Map.of("nodeName", node))));
        return new Tenant(
                pod,
                new Owner("Deployment", "kube-system", "dns", ""),
                standing,
                waitFor.isEmpty() ? Optional.empty() : Optional.of(waitFor));
    }

    private static Operation operation(String type, Operation.State how, String error) {
        return new Operation("operation-1", type, how, "blue", "", error, "");
    }

    private Decision<RetireChange> decide() {
        return decide("1h", true);
    }

    private Decision<RetireChange> decide(String keepFor, boolean normalise) {
        Cluster cluster = new Cluster(
                ClusterRef.parse("projects/p/locations/europe-west1-b/clusters/c"),
                NEW,
                "RUNNING",
                false,
                false,
                "",
                pools);
        return new RetireDecider(RetireRequest.of("blue", "", "", keepFor, normalise, false, 60))
                .decide(
                        state,
                        new RetireObservation(
                                cluster,
                                Optional.ofNullable(running),
                                Optional.ofNullable(ours),
                                nodes,
                                elsewhere,
                                tenants,
                                List.of(),
                                served,
                                List.of(),
                                Map.of()),
                        now);
    }

    private <C extends RetireChange> C acts(Class<C> as) {
        Decision<RetireChange> decision = decide();
        assertInstanceOf(Decision.Act.class, decision, decision::toString);
        return assertInstanceOf(as, ((Decision.Act<RetireChange>) decision).change());
    }

    private String waits() {
        Decision<RetireChange> decision = decide();
        assertInstanceOf(Decision.Wait.class, decision, decision::toString);
        return ((Decision.Wait<RetireChange>) decision).reason();
    }

    private static String refusal(Decision<RetireChange> decision) {
        assertInstanceOf(Decision.Refuse.class, decision, decision::toString);
        return ((Decision.Refuse<RetireChange>) decision).reason();
    }

    private void prepared() {
        state = state.leaving(PRINT);
        pools.set(0, pool("blue", OLD, NodePool.Autoscaling.off(), Map.of(), List.of()));
        pools.set(1, pool("green", NEW, LIMITS, Map.of(OPT_IN.key(), OPT_IN.value()), List.of()));
        marked(false, false);
    }

    private void marked(boolean cordoned, boolean excluded) {
        marked(START, cordoned, excluded);
    }

    private void marked(Instant run, boolean cordoned, boolean excluded) {
        nodes.replaceAll(n -> node(n.name(), new NodeMark(PRINT, run, cordoned, excluded), cordoned));
    }

    @Test
    void writesDownBeforeItChangesAnything() {
        RetireChange.Mark mark = acts(RetireChange.Mark.class);
        assertEquals(2, mark.nodes().size());
        assertEquals(PRINT, mark.footprint());
    }

    @Test
    void thenTheTaintThenTheAutoscalerThenTheCordons() {
        state = state.leaving(PRINT);
        marked(false, false);
        assertEquals(new RetireChange.SetTaints("green", List.of()), acts(RetireChange.SetTaints.class));
        pools.set(1, pool("green", NEW, LIMITS, Map.of(OPT_IN.key(), OPT_IN.value()), List.of()));
        assertEquals(
                new RetireChange.SetAutoscaling("blue", NodePool.Autoscaling.off()),
                acts(RetireChange.SetAutoscaling.class));
        pools.set(0, pool("blue", OLD, NodePool.Autoscaling.off(), Map.of(), List.of()));
        assertEquals(2, acts(RetireChange.Cordon.class).nodes().size());
    }

    @Test
    void limitsThatWereWrittenDownAreNotForgottenWhenTheAutoscalerIsOff() {
        prepared();
        state = RetireState.first(START).of("blue");
        nodes.add(node("n3", null, false));
        RetireChange.Mark mark = acts(RetireChange.Mark.class);
        assertEquals(PRINT, mark.footprint());
        assertEquals(List.of("n3"), mark.nodes().stream().map(OldNode::name).toList());
    }

    @Test
    void aRunTakesOverTheNodesOfAnOlderOneBeforeItChangesThem() {
        prepared();
        marked(START.minusSeconds(60), true, false);
        assertEquals(2, acts(RetireChange.Mark.class).nodes().size());
        marked(START.plusSeconds(60), false, false);
        assertEquals(2, acts(RetireChange.Cordon.class).nodes().size(), "the other way round nothing is taken");
    }

    @Test
    void anOlderRunIsPutBackAndANewerOneIsLeftAlone() {
        prepared();
        state = state.puttingBack(new Ending(false, "The step was stopped.", "Run it again."));
        marked(START.minusSeconds(60), true, false);
        assertEquals(2, acts(RetireChange.Release.class).nodes().size());
        marked(START.plusSeconds(60), true, false);
        Failed e = assertThrows(Failed.class, this::decide);
        assertTrue(
                e.getMessage().startsWith("The step was stopped. A newer run of the step is at pool blue"),
                e::getMessage);
    }

    @Test
    void noNodeIsCordonedWhenNoneElsewhereTakesPods() {
        prepared();
        elsewhere = 0;
        assertTrue(waits().startsWith("waiting for a node outside the pool"));
    }

    @Test
    void whatWeCordonedIsGivenBackWhenNoNodeElsewhereTakesPodsAnyMore() {
        prepared();
        marked(true, false);
        state = state.drained(START);
        elsewhere = 0;
        Ending why = acts(RetireChange.PutBack.class).why();
        assertTrue(why.reason().contains("no node outside of it is Ready and takes pods any more"), why::reason);
    }

    @Test
    void noNodeIsCordonedUnderTheOnlyEndpointsOfAService() {
        prepared();
        served.add("kube-system/edge");
        assertTrue(waits().contains("a ready endpoint outside pool blue of Service kube-system/edge"));
    }

    @Test
    void evictsNodeByNodeWhatMayGo() {
        prepared();
        marked(true, false);
        tenants.add(tenant("n2", Standing.EVICTABLE, ""));
        tenants.add(tenant("n1", Standing.EVICTABLE, "only 0 of its workload's other 1 pods are ready"));
        assertTrue(waits().contains("draining node n1: 1 pod left"));
        tenants.remove(1);
        assertEquals("n2", acts(RetireChange.Evict.class).node().name());
    }

    @Test
    void anotherOperationIsWaitedForAndADeletionIsJoined() {
        running = operation("UPGRADE_NODES", Operation.State.RUNNING, "");
        assertEquals("waiting for operation-1 (UPGRADE_NODES of blue) to end", waits());
        running = operation("DELETE_NODE_POOL", Operation.State.RUNNING, "");
        assertEquals("operation-1", acts(RetireChange.Follow.class).operation());
    }

    @Test
    void keepsThePoolForTheTimeThatItIsKeptAndNoLonger() {
        prepared();
        marked(true, false);
        acts(RetireChange.Drained.class);
        state = state.drained(START);
        now = START.plus(Duration.ofMinutes(59));
        assertTrue(waits().startsWith("keeping the empty pool blue until 2026-11-02T09:00:00Z; stopping"));
        now = START.plus(Duration.ofMinutes(60));
        acts(RetireChange.TakeOutOfLoadBalancers.class);
    }

    @Test
    void theTimeThatItIsKeptIsNoTimeOut() {
        prepared();
        marked(true, false);
        state = state.drained(START.plus(Duration.ofMinutes(59)));
        now = START.plus(Duration.ofMinutes(110));
        assertTrue(waits().startsWith("keeping"));
    }

    @Test
    void outOfTimeItPutsBack() {
        prepared();
        marked(true, false);
        tenants.add(tenant("n1", Standing.EVICTABLE, ""));
        state = state.blocked("waiting to evict dns: The disruption budget dns needs 2");
        now = START.plus(Duration.ofMinutes(60));
        Ending why = acts(RetireChange.PutBack.class).why();
        assertEquals("Timed out after 1 h, waiting to evict dns: The disruption budget dns needs 2.", why.reason());
    }

    @Test
    void aDeletionIsNeverTimedOutOrPutBack() {
        prepared();
        state = state.following("operation-1", true);
        ours = operation("DELETE_NODE_POOL", Operation.State.RUNNING, "");
        now = START.plus(Duration.ofDays(1));
        assertEquals("pool blue: operation-1 RUNNING", waits());
    }

    @Test
    void somebodyWhoComesBackHasItPutBack() {
        prepared();
        marked(true, false);
        state = state.drained(START);
        tenants.add(tenant("n1", Standing.STAYS, ""));
        Ending why = acts(RetireChange.PutBack.class).why();
        assertTrue(why.refused());
        assertTrue(why.reason().contains("no team: Deployment kube-system/dns"), why::reason);
    }

    @Test
    void putsBackNodesFirstThenTaintThenAutoscalerThenItsWords() {
        prepared();
        marked(true, true);
        state = state.puttingBack(new Ending(false, "Why.", "What to do."));
        assertEquals(2, acts(RetireChange.Release.class).nodes().size());
        marked(false, false);
        running = operation("UPGRADE_MASTER", Operation.State.RUNNING, "");
        assertTrue(waits().startsWith("putting back: waiting for operation-1"));
        running = null;
        assertEquals(new RetireChange.SetTaints("green", List.of(OPT_IN.taint())), acts(RetireChange.SetTaints.class));
        pools.set(1, pool("green", NEW, LIMITS, Map.of(OPT_IN.key(), OPT_IN.value()), List.of(OPT_IN.taint())));
        assertEquals(new RetireChange.SetAutoscaling("blue", LIMITS), acts(RetireChange.SetAutoscaling.class));
        pools.set(0, pool("blue", OLD, LIMITS, Map.of(), List.of()));
        assertEquals(2, acts(RetireChange.Unmark.class).nodes().size());
        nodes.replaceAll(n -> node(n.name(), null, false));
        Failed e = assertThrows(Failed.class, this::decide);
        assertEquals("Why. Its nodes are as they were. What to do.", e.getMessage());
    }

    @Test
    void nodesThatGkeDeletesAlreadyAreNotUncordoned() {
        prepared();
        marked(true, true);
        state = state.puttingBack(new Ending(false, "The step was stopped.", "Run it again."));
        running = operation("DELETE_NODE_POOL", Operation.State.RUNNING, "");
        Failed e = assertThrows(Failed.class, this::decide);
        assertEquals(
                "The step was stopped. Too late to put anything back: GKE deletes pool blue already. Run it again.",
                e.getMessage());
    }

    @Test
    void withoutNormaliseThePoolThatTakesEverybodyStays() {
        String reason = refusal(decide("1h", false));
        assertTrue(reason.contains("only pool that takes pods without a toleration"), reason);
    }

    @Test
    void normaliseWaitsForTheOtherOldPools() {
        pools.add(pool("gpu", OLD, LIMITS, Map.of(), List.of()));
        String reason = refusal(decide());
        assertTrue(reason.contains("pool gpu (" + OLD + ") is still there"), reason);
    }

    @Test
    void theLastPoolStays() {
        pools.remove(1);
        String reason = refusal(decide());
        assertTrue(reason.contains("last node pool"), reason);
    }
}
