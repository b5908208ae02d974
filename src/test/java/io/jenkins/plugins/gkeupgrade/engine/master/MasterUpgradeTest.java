package io.jenkins.plugins.gkeupgrade.engine.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Decision;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.master.MasterUpgrade.Change;
import io.jenkins.plugins.gkeupgrade.engine.master.MasterUpgrade.Seen;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Operation;
import io.jenkins.plugins.gkeupgrade.engine.model.ServerVersions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasterUpgradeTest {
    private static final Instant NOW = Instant.parse("2026-01-15T08:00:00Z");
    private static final ClusterRef REF = new ClusterRef("shop-prod", "europe-west1-b", "shop");
    private static final GkeVersion V1_32 = GkeVersion.parse("1.32.4-gke.1415000");
    private static final GkeVersion V1_33 = GkeVersion.parse("1.33.5-gke.1162000");
    private static final GkeVersion V1_34 = GkeVersion.parse("1.34.1-gke.1829001");
    private static final ServerVersions OFFER =
            new ServerVersions(V1_32, List.of(V1_34, V1_33, V1_32), List.of(V1_34, V1_33, V1_32));
    private static final Operation REPAIR = operation("operation-1-aa", "REPAIR_CLUSTER", Operation.State.RUNNING, "");

    private static Operation operation(String name, String type, Operation.State state, String error) {
        return new Operation(name, type, state, "shop", "", error, "");
    }

    private static Operation upgrade(Operation.State state, String error) {
        return operation("operation-2-bb", Operation.UPGRADE_MASTER, state, error);
    }

    private static Cluster cluster(GkeVersion version, GkeVersion... pools) {
        List<NodePool> made = IntStream.range(0, pools.length)
                .mapToObj(i -> new NodePool(
                        "pool-" + i,
                        pools[i],
                        NodePool.RUNNING,
                        "",
                        1,
                        NodePool.Autoscaling.off(),
                        Map.of(),
                        List.of(),
                        List.of("europe-west1-b"),
                        Map.of()))
                .toList();
        return new Cluster(REF, version, "RUNNING", false, false, "", made);
    }

    private static Seen seen(GkeVersion current, Operation... operations) {
        return new Seen(cluster(current, V1_32), OFFER, List.of(operations), Optional.empty());
    }

    private static Seen following(GkeVersion current, Operation ours) {
        return new Seen(cluster(current, V1_32), OFFER, List.of(), Optional.of(ours));
    }

    private static MasterUpgrade stage(String version) {
        return new MasterUpgrade(MasterUpgradeRequest.of(version, 2, 60));
    }

    private static MasterUpgradeState first() {
        return MasterUpgradeState.first(NOW);
    }

    private static MasterUpgradeState heading(GkeVersion from, GkeVersion to) {
        return first().heading(from, to);
    }

    private static Decision<Change> decide(MasterUpgradeState state, Seen seen) {
        return stage("1.33").decide(state, seen, NOW.plusSeconds(90));
    }

    private static Change change(Decision<Change> decision) {
        assertInstanceOf(Decision.Act.class, decision);
        return ((Decision.Act<Change>) decision).change();
    }

    private static String refusal(Decision<Change> decision) {
        Decision.Refuse<Change> refuse = (Decision.Refuse<Change>) decision;
        return refuse.reason() + " " + refuse.whatToDo();
    }

    private static String waiting(Decision<Change> decision) {
        return ((Decision.Wait<Change>) decision).reason();
    }

    @ParameterizedTest
    @CsvSource({
        "1.33, 1.32.4-gke.1415000, 1.33.5-gke.1162000",
        "1.33.5, 1.32.4-gke.1415000, 1.33.5-gke.1162000",
        "latest, 1.32.4-gke.1415000, 1.34.1-gke.1829001",
        "-, 1.32.4-gke.1415000, 1.32.4-gke.1415000",
        "1.33.5-gke.1162000, 1.32.4-gke.1415000, 1.33.5-gke.1162000",
        // newer than anything on offer for the alias: stay
        "1.33, 1.33.9-gke.1, 1.33.9-gke.1",
        "latest, 1.35.0-gke.1, 1.35.0-gke.1",
    })
    void aliasesAreSettledOnce(String wish, String current, String target) {
        GkeVersion now = GkeVersion.parse(current);
        Decision<Change> decision = stage(wish).decide(first(), seen(now), NOW);
        assertEquals(new Change.Settle(now, GkeVersion.parse(target)), change(decision));
    }

    @Test
    void theAliasIsPrintedWithWhatItBecame() {
        Decision.Act<Change> act = (Decision.Act<Change>) stage("1.33").decide(first(), seen(V1_32), NOW);
        assertTrue(act.reason().contains("version 1.33 means 1.33.5-gke.1162000 here"), act.reason());
    }

    @Test
    void anAliasThatFitsNothingIsRefused() {
        String said = refusal(stage("1.29").decide(first(), seen(V1_32), NOW));
        assertTrue(said.contains("'1.29'") && said.contains(V1_33.toString()), said);
    }

    @Test
    void thereAlreadyMeansNothingToDo() {
        var done = (Decision.Done<Change>) decide(heading(V1_33, V1_33), seen(V1_33, REPAIR));
        assertEquals(false, done.outcome().details().get("changed"));
        assertEquals(
                "The control plane runs 1.33.5-gke.1162000 already; nothing to do.",
                done.outcome().summary());
    }

    @Test
    void aDowngradeIsRefusedEvenWhileSomethingRuns() {
        String said = refusal(decide(heading(V1_34, V1_33), seen(V1_34, REPAIR)));
        assertTrue(said.contains("would be a downgrade"), said);
    }

    @Test
    void aVersionThatIsNotOnOfferIsRefused() {
        String said = refusal(decide(heading(V1_32, GkeVersion.parse("1.33.1-gke.1")), seen(V1_32)));
        assertTrue(said.contains("does not offer 1.33.1-gke.1") && said.contains(V1_33.toString()), said);
    }

    @Test
    void aSkippedMinorIsRefused() {
        String said = refusal(decide(heading(V1_32, V1_34), seen(V1_32)));
        assertEquals(
                "From 1.32.4-gke.1415000 to 1.34.1-gke.1829001 is 2 minor versions, and control planes go one at a time."
                        + " Upgrade to 1.33 first.",
                said);
    }

    @Test
    void poolsThatWouldBeTooFarBehindAreNamed() {
        Seen seen = new Seen(
                cluster(V1_33, V1_33, GkeVersion.parse("1.31.1-gke.1"), GkeVersion.parse("1.31.2-gke.1")),
                OFFER,
                List.of(),
                Optional.empty());
        String said = refusal(decide(heading(V1_33, V1_34), seen));
        assertTrue(
                said.contains("more than 2 minor versions (maxSkew) ahead of"
                        + " pools pool-1 (1.31.1-gke.1), pool-2 (1.31.2-gke.1)"),
                said);
        MasterUpgrade patient = new MasterUpgrade(MasterUpgradeRequest.of("1.34", 3, 60));
        assertInstanceOf(Change.Intend.class, change(patient.decide(heading(V1_33, V1_34), seen, NOW)));
    }

    @Test
    void aForeignOperationIsWaitedForByName() {
        String said = waiting(decide(heading(V1_32, V1_33), seen(V1_32, REPAIR)));
        assertEquals(
                "waiting for operation-1-aa (REPAIR_CLUSTER of shop) to end before the upgrade to 1.33.5-gke.1162000",
                said);
    }

    @Test
    void aRunningUpgradeIsJoinedEvenWhenOursWouldSkipAMinor() {
        Change change = change(decide(heading(V1_32, V1_34), seen(V1_32, upgrade(Operation.State.RUNNING, ""))));
        assertEquals(new Change.Follow("operation-2-bb", true), change);
    }

    @Test
    void intentComesBeforeTheCallAndRemembersOlderUpgrades() {
        Operation old = upgrade(Operation.State.DONE, "");
        Change change = change(decide(heading(V1_32, V1_33), seen(V1_32, old)));
        assertEquals(new Change.Intend(List.of("operation-2-bb")), change);
        MasterUpgradeState intending = heading(V1_32, V1_33).submitting(List.of("operation-2-bb"));
        assertEquals(new Change.Submit(V1_33), change(decide(intending, seen(V1_32, old))));
    }

    @Test
    void anUpgradeThatGkeTookWithoutAnsweringIsFollowed() {
        MasterUpgradeState intending = heading(V1_32, V1_33).submitting(List.of());
        for (Operation.State state : Operation.State.values()) {
            Change change = change(decide(intending, seen(V1_32, upgrade(state, ""))));
            assertEquals(new Change.Follow("operation-2-bb", false), change);
        }
    }

    @Test
    void nothingIsSubmittedWhileAnotherOperationRuns() {
        MasterUpgradeState intending = heading(V1_32, V1_33).submitting(List.of());
        assertInstanceOf(Decision.Wait.class, decide(intending, seen(V1_32, REPAIR)));
    }

    @Test
    void progressIsTold() {
        Operation running = new Operation(
                "operation-2-bb",
                Operation.UPGRADE_MASTER,
                Operation.State.RUNNING,
                "shop",
                "",
                "",
                "replicas done 1 of 3");
        MasterUpgradeState upgrading = heading(V1_32, V1_33).upgrading("operation-2-bb", false);
        assertEquals(
                "control plane 1.32.4-gke.1415000 -> 1.33.5-gke.1162000: operation-2-bb RUNNING, replicas done 1 of 3",
                waiting(decide(upgrading, following(V1_32, running))));
    }

    @Test
    void doneIsSuccessOnlyWithoutAnError() {
        MasterUpgradeState upgrading = heading(V1_32, V1_33).upgrading("operation-2-bb", false);
        Failed e = assertThrows(
                Failed.class,
                () -> decide(upgrading, following(V1_32, upgrade(Operation.State.DONE, "Internal error."))));
        assertTrue(e.getMessage().contains("operation-2-bb with: Internal error."), e.getMessage());
        var done = (Decision.Done<Change>) decide(upgrading, following(V1_33, upgrade(Operation.State.DONE, "")));
        assertEquals(true, done.outcome().details().get("changed"));
        assertEquals(90L, done.outcome().details().get("durationSeconds"));
        assertEquals("operation-2-bb", done.outcome().details().get("operation"));
    }

    @Test
    void theClusterMayReportLateButNotForEver() {
        MasterUpgradeState upgrading = heading(V1_32, V1_33).upgrading("operation-2-bb", false);
        Seen old = following(V1_32, upgrade(Operation.State.DONE, ""));
        assertInstanceOf(Change.NoteEnd.class, change(decide(upgrading, old)));
        MasterUpgradeState ended = upgrading.ended(NOW);
        assertInstanceOf(Decision.Wait.class, decide(ended, old));
        assertThrows(Failed.class, () -> stage("1.33").decide(ended, old, NOW.plus(Duration.ofMinutes(6))));
    }

    @Test
    void aJoinedUpgradeToAnotherVersionIsNotTheEnd() {
        MasterUpgradeState joined = heading(V1_32, V1_34).upgrading("operation-2-bb", true);
        assertInstanceOf(
                Change.LookAgain.class, change(decide(joined, following(V1_33, upgrade(Operation.State.DONE, "")))));
    }

    @ParameterizedTest
    @CsvSource({
        "one, 2, 60, version: 'one' is not a GKE version",
        "1.33, 4, 60, maxSkew: 4 is out of range",
        "1.33, -1, 60, maxSkew: -1 is out of range",
        "1.33, 2, 0, timeoutMinutes: 0 is out of range",
        "1.33, 2, 1441, timeoutMinutes: 1441 is out of range",
    })
    void badParametersAreNamed(String version, int maxSkew, int timeout, String message) {
        InvalidValue e = assertThrows(InvalidValue.class, () -> MasterUpgradeRequest.of(version, maxSkew, timeout));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
    }
}
