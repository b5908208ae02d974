package io.jenkins.plugins.gkeupgrade.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.overview.ClusterOverview;
import io.jenkins.plugins.gkeupgrade.engine.overview.OptInStatus;
import io.jenkins.plugins.gkeupgrade.engine.overview.PoolStatus;
import io.jenkins.plugins.gkeupgrade.engine.overview.TeamStatus;
import io.jenkins.plugins.gkeupgrade.engine.overview.WorkloadStatus;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.simulation.gke.GkeError;
import io.jenkins.plugins.gkeupgrade.simulation.gke.ScriptedFaults;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Who has opted in, who has not, and how long the old version is supported. */
class ClusterOverviewTest {
    private static final LocalDate OLD_ENDS = LocalDate.of(2026, 4, 11);
    private static final LocalDate NEW_ENDS = LocalDate.of(2026, 8, 11);

    private static String deployment(String team, String name, String spec, String podSpec) {
        return """
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s, namespace: shop, labels: {app: %s, team: %s}}
                spec:
                  replicas: 2
                  %s
                  selector: {matchLabels: {app: %s}}
                  template:
                    metadata: {labels: {app: %s}}
                    spec:
                      %s
                      containers: [{name: main, image: registry.example/x:1}]
                """.formatted(name, name, team, spec, name, name, podSpec);
    }

    private static Twin shop() {
        String byItself = "nodeSelector: {" + Twin.TAINT.key() + ": " + Twin.TAINT.value() + "}\n"
                + "      tolerations: [{key: " + Twin.TAINT.key() + ", operator: Exists}]";
        return Twin.withGreenPool()
                .apply(deployment("cart", "cart", "", "")
                        + deployment("cart", "wishes", "", "")
                        + deployment("pay", "ledger", "paused: true", "")
                        + deployment("pay", "pay", "", byItself)
                        + deployment("''", "nobodys", "", ""))
                .settle();
    }

    private static ClusterOverview look(Twin twin) {
        return ClusterOverview.look(twin.world().controlPlane(), twin.world().workloads());
    }

    private static Map<String, OptInStatus> statuses(ClusterOverview overview) {
        Map<String, OptInStatus> statuses = new TreeMap<>();
        overview.workloads().forEach(w -> statuses.put(w.workload().ref().name(), w.status()));
        return statuses;
    }

    @Test
    void tellsWhoHasOptedInAndWho() {
        Twin twin = shop();
        twin.driver().run(OptInAcceptanceTest.optIn(Selection.of("shop", "", List.of("cart"), List.of()), 10, ""));
        ClusterOverview overview = look(twin);
        assertEquals(Twin.TAINT, overview.target());
        assertEquals(
                Map.of(
                        "cart", OptInStatus.BY_STEP,
                        "wishes", OptInStatus.NOT_YET,
                        "ledger", OptInStatus.CANNOT,
                        "pay", OptInStatus.BY_TEAM,
                        "nobodys", OptInStatus.NOT_YET),
                statuses(overview));
        WorkloadStatus wishes = overview.workloads().get(4);
        assertEquals(List.of("blue"), wishes.pools());
        assertEquals(OLD_ENDS, wishes.supportEnd());
        WorkloadStatus cart = overview.workloads().get(0);
        assertEquals(List.of("green"), cart.pools());
        assertEquals(NEW_ENDS, cart.supportEnd());
        assertEquals(
                "its rollout is paused; resume it first",
                overview.workloads().get(1).reason());
    }

    @Test
    void countsByTeamWithTheDayTheOldVersionEnds() {
        Twin twin = shop();
        assertEquals(
                List.of(
                        new TeamStatus("cart", 0, 2, 0, OLD_ENDS),
                        new TeamStatus("pay", 1, 0, 1, null),
                        new TeamStatus("", 0, 1, 0, OLD_ENDS)),
                look(twin).teams());
    }

    @Test
    void tellsPoolsWithTheirVersionsAndSupport() {
        ClusterOverview overview = look(shop());
        assertEquals(NEW_ENDS, overview.supportEnd(), "of the control plane");
        PoolStatus blue = overview.pools().get(0);
        assertFalse(blue.isNew());
        assertEquals(4, blue.nodes());
        assertEquals(OLD_ENDS, blue.supportEnd());
        PoolStatus green = overview.pools().get(1);
        assertTrue(green.isNew());
        assertEquals(NEW_ENDS, green.supportEnd());
    }

    @Test
    void beforeThereIsANewPoolItTellsWhoCouldMove() {
        Twin twin = new Twin(Twin.OLD, 7)
                .apply(deployment("cart", "cart", "", "") + deployment("cart", "held", "paused: true", ""))
                .settle();
        ClusterOverview overview = look(twin);
        assertNull(overview.target());
        assertEquals(Map.of("cart", OptInStatus.NOT_YET, "held", OptInStatus.CANNOT), statuses(overview));
    }

    @Test
    void asksGkeForSupportOnceAMinorVersion() {
        Twin twin = shop();
        int before = supportCalls(twin);
        look(twin);
        assertEquals(2, supportCalls(twin) - before);
    }

    private static int supportCalls(Twin twin) {
        return (int) twin.gke.log().all().stream()
                .filter(entry -> entry.method().endsWith("UpgradeInfo"))
                .count();
    }

    @Test
    void doesWithoutTheDayWhenGkeDoesNotTell() {
        Twin twin = shop();
        twin.gke.faults(new ScriptedFaults()
                .declineNext("FetchClusterUpgradeInfo", GkeError.Code.INVALID_ARGUMENT, "Not for zonal clusters."));
        ClusterOverview overview = look(twin);
        assertNull(overview.supportEnd());
        assertEquals(5, overview.workloads().size());
        assertEquals(OLD_ENDS, overview.pools().get(0).supportEnd());
    }
}
