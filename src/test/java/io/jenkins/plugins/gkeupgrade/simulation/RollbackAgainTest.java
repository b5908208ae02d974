package io.jenkins.plugins.gkeupgrade.simulation;

import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.SHOP;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.deployment;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.optIn;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.rollback;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.workload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.workload.Tree;
import io.jenkins.plugins.gkeupgrade.simulation.StageDriver.Stopped;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Patch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a rollback waits for: pods of what we have taken back, in this run or in one before, and nothing else. */
class RollbackAgainTest {
    private static final List<Resource> CHANGED =
            List.of(Resources.DEPLOYMENTS, Resources.STATEFUL_SETS, Resources.DAEMON_SETS, Resources.REPLICA_SETS);
    /** Its pods take a minute to get ready. */
    private static final String SLOW = "initialDelaySeconds: 60";

    private static String slow(String kind) {
        String db = workload(kind, "db", 2, kind.equals("StatefulSet") ? "  serviceName: db" : "", "");
        return (kind.equals("DaemonSet") ? db.replace("  replicas: 2\n", "") : db)
                .replace("initialDelaySeconds: 3", SLOW);
    }

    private static String never(String kind, String name) {
        return workload(kind, name, 1, kind.equals("StatefulSet") ? "  serviceName: " + name : "", "")
                .replace("initialDelaySeconds: 3", "initialDelaySeconds: 600000");
    }

    private static Twin optedIn(String manifests) {
        Twin twin = Twin.withGreenPool().apply(manifests).settle();
        twin.driver().run(optIn(SHOP, 5, ""));
        return twin;
    }

    private static long marked(Twin twin) {
        return CHANGED.stream()
                .flatMap(resource -> twin.list(resource).stream())
                .filter(object -> object.annotations().keySet().stream()
                        .anyMatch(name -> name.startsWith("gke-upgrade.jenkins.io/")))
                // A Deployment's annotations are copied to its ReplicaSets, by Kubernetes and for good.
                .filter(object -> object.items("metadata", "ownerReferences").isEmpty())
                .count();
    }

    /** Runs it until no record is left and pods are still on their way, and stops it there. */
    private static void stopInBetween(Twin twin) {
        StageDriver stopped = twin.driver().stopAt("waiting for 1 workload");
        assertThrows(Stopped.class, () -> stopped.run(rollback(SHOP)));
        assertEquals(1, marked(twin));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"})
    void oneThatWasStoppedIsFinishedByTheNext(String kind) {
        Twin twin = optedIn(slow(kind));
        stopInBetween(twin);

        StageDriver again = twin.driver();
        Outcome outcome = again.run(rollback(SHOP));
        assertEquals(Verdict.PASSED, outcome.verdict(), outcome.summary());
        assertEquals(List.of(kind + " shop/db"), outcome.details().get("rolledBack"));
        assertTrue(again.waits().get(0).contains(kind + " shop/db: "), again.waits()::toString);
        assertFalse(
                twin.placement().containsKey("db on green") && !kind.equals("DaemonSet"),
                () -> twin.placement().toString());
        assertEquals(0, marked(twin));

        Outcome nothing = twin.driver().run(rollback(SHOP));
        assertTrue(nothing.summary().startsWith("Nothing to roll back"), nothing.summary());
        assertTrue(nothing.summary().endsWith("by this plugin."), "all are well: " + nothing.summary());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Deployment", "StatefulSet"})
    void whatIsIllOfItsOwnIsToldAtOnceAndNotWaitedFor(String kind) {
        Twin twin = Twin.withGreenPool().apply(never(kind, "db"));
        twin.timeline.advance(Duration.ofMinutes(1));
        int writes = twin.kubernetes.writeLog().size();
        Instant begun = twin.timeline.now();
        StageDriver driver = twin.driver();
        Outcome nothing = driver.run(rollback(SHOP));
        assertEquals(List.of(), driver.waits());
        assertEquals(begun, twin.timeline.now());
        assertEquals(Verdict.PASSED, nothing.verdict());
        assertTrue(nothing.summary().contains("not complete: " + kind + " shop/db: 0 of 1"), nothing.summary());
        assertEquals(writes, twin.kubernetes.writeLog().size());
    }

    @Test
    void aRolloutOfItsTeamIsNotWaitedFor() {
        Twin twin = Twin.withGreenPool().apply(slow("StatefulSet")).settle();
        twin.api()
                .patch(
                        Resources.STATEFUL_SETS,
                        "shop",
                        "db",
                        Subresource.NONE,
                        new Patch(Patch.Type.MERGE, Tree.yaml("spec: {template: {metadata: {labels: {v: '2'}}}}")));
        twin.timeline.advance(Duration.ofSeconds(5));
        StageDriver driver = twin.driver();
        Outcome nothing = driver.run(rollback(SHOP));
        assertTrue(nothing.summary().startsWith("Nothing to roll back"), nothing.summary());
        assertEquals(List.of(), driver.waits());
    }

    @Test
    void anIllNeighbourIsNotWaitedForWhileOursIs() {
        Twin twin = optedIn(slow("StatefulSet"));
        stopInBetween(twin);
        twin.apply(never("Deployment", "ill"));

        StageDriver again = twin.driver();
        Outcome outcome = again.run(rollback(SHOP));
        assertEquals(List.of("StatefulSet shop/db"), outcome.details().get("rolledBack"));
        assertTrue(again.waits().stream().noneMatch(w -> w.contains("shop/ill")), again.waits()::toString);
        assertEquals(Map.of("db on blue", 2, "ill on blue", 1), twin.placement());
    }

    @Test
    void oneThatCannotComeBackIsToldEachTimeAndNotWaitedForAgain() {
        String fault = "simulation.gke-upgrade.jenkins.io/fault: crash-loop,"
                + " simulation.gke-upgrade.jenkins.io/fault-on-pool: blue";
        Twin twin = Twin.withGreenPool().apply(deployment("cart", 2, fault)).settle();
        twin.driver().run(optIn(SHOP, 5, ""));
        Outcome back = twin.driver().run(rollback(SHOP));
        assertEquals(Verdict.FAILED, back.verdict(), back.summary());
        assertTrue(back.summary().contains("CrashLoopBackOff"), back.summary());
        assertEquals(0, marked(twin));
        StageDriver again = twin.driver();
        assertEquals(Verdict.FAILED, again.run(rollback(SHOP)).verdict(), "a pod of it is on the new pool still");
        assertEquals(List.of(), again.waits());
    }

    @Test
    void aWaveThatWasStoppedOnItsWayBackIsFinishedByARollback() {
        String fault = "simulation.gke-upgrade.jenkins.io/fault: crash-loop,"
                + " simulation.gke-upgrade.jenkins.io/fault-on-pool: green";
        String db = workload("StatefulSet", "db", 2, "  serviceName: db", fault);
        Twin twin = Twin.withGreenPool()
                .apply(db.replace("initialDelaySeconds: 3", SLOW))
                .settle();
        StageDriver stopped = twin.driver().stopAt("rolling back: waiting for 1 workload; ");
        assertThrows(Stopped.class, () -> stopped.run(optIn(SHOP, 5, "")));
        assertEquals(1, marked(twin));

        StageDriver again = twin.driver();
        again.run(rollback(SHOP));
        assertFalse(again.waits().isEmpty());
        assertEquals(0, marked(twin));
        assertEquals(2, twin.list(Resources.STATEFUL_SETS).get(0).number(0, "status", "readyReplicas"));
        assertEquals(Map.of("db on blue", 2), twin.placement());
    }

    @Test
    void optingInAgainEndsTheWayBack() {
        Twin twin = optedIn(slow("StatefulSet"));
        Map<String, Object> templates = twin.templates();
        stopInBetween(twin);
        Outcome in = twin.driver().run(optIn(SHOP, 5, ""));
        assertEquals(Verdict.PASSED, in.verdict(), in.summary());
        assertEquals(templates, twin.templates());
        assertFalse(twin.list(Resources.STATEFUL_SETS)
                .get(0)
                .annotations()
                .containsKey("gke-upgrade.jenkins.io/rolling-back"));
    }

    @Test
    void aMarkThatIsNotOursIsLeftAlone() {
        Twin twin = Twin.withGreenPool().apply(deployment("cart", 1, "")).settle();
        for (String mark : List.of("soon", "kubernetes_version=new", "other=1.33.5-gke.1162000", "=")) {
            twin.api()
                    .patch(
                            Resources.DEPLOYMENTS,
                            "shop",
                            "cart",
                            Subresource.NONE,
                            new Patch(
                                    Patch.Type.MERGE,
                                    Tree.yaml("metadata: {annotations: {gke-upgrade.jenkins.io/rolling-back: '" + mark
                                            + "'}}")));
            twin.settle();
            int writes = twin.kubernetes.writeLog().size();
            Outcome outcome = twin.driver().run(rollback(SHOP));
            assertTrue(outcome.summary().startsWith("Nothing to roll back"), outcome.summary());
            assertEquals(writes, twin.kubernetes.writeLog().size(), mark);
        }
    }
}
