package io.jenkins.plugins.gkeupgrade.simulation;

import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.deployment;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.DNS;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.moved;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.retire;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.system;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.retire.RetireRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a retirement tells of the workloads that it has evicted. */
class RetireRowsTest {
    private static Map<Object, Map<?, ?>> rows(Map<String, Object> details) {
        Map<Object, Map<?, ?>> byName = new LinkedHashMap<>();
        for (Object row : (List<?>) details.get("workloads")) {
            byName.put(((Map<?, ?>) row).get("name"), (Map<?, ?>) row);
        }
        return byName;
    }

    /** With somebody in the shop who has moved. */
    private static Twin world(String system) {
        return moved(deployment("cart", 2, "") + system);
    }

    @Test
    void eachWorkloadThatWasEvictedHasARow() {
        Twin twin = world(DNS + system("metrics", 1));
        Outcome outcome = twin.driver().run(retire("0", true));
        assertEquals(3, outcome.details().get("evicted"));
        Map<Object, Map<?, ?>> rows = rows(outcome.details());
        assertEquals(2, rows.size(), rows.toString());

        Map<?, ?> dns = rows.get("kube-dns");
        assertEquals("Deployment", dns.get("kind"));
        assertEquals("kube-system", dns.get("namespace"));
        assertEquals("PASSED", dns.get("verdict"));
        assertEquals("blue " + Twin.OLD, dns.get("from"));
        assertEquals("green " + Twin.NEW, dns.get("to"));
        assertEquals(1L, dns.get("lowestAvailable"));
        assertEquals(2L, dns.get("evictions"));
        assertEquals("2 of 2 pods ready, 2 evicted", dns.get("reason"));
        long seconds = (long) dns.get("durationSeconds");
        assertTrue(seconds >= 3 && seconds < 600, seconds + " s");
        assertTrue(dns.get("startedAt").toString().startsWith("2026-11-02T"), dns.toString());

        Map<?, ?> metrics = rows.get("metrics");
        assertEquals(0L, metrics.get("lowestAvailable"), "its only pod was away");
        assertEquals("PASSED", metrics.get("verdict"));
    }

    @Test
    void theRowsAreTheSameWhereverItIsRestarted() {
        StageDriver undisturbed = world(DNS).driver();
        Object told = undisturbed.run(retire("0", true)).details().get("workloads");
        int looks = undisturbed.ticks();
        for (int tick = 1; tick <= looks; tick += 3) {
            Outcome outcome = world(DNS).driver().run(retire("0", true), StageDriver.Kill.softAt(tick));
            assertEquals(told, outcome.details().get("workloads"), "restarted at tick " + tick);
        }
    }

    @Test
    void nobodyWasEvictedAndNobodyHasARow() {
        Outcome outcome = world("").driver().run(retire("0", true));
        assertEquals(List.of(), outcome.details().get("workloads"));
        assertEquals(0, outcome.details().get("evicted"));
    }

    @Test
    void oneThatDoesNotComeUpIsInconclusive() {
        String fault = "simulation.gke-upgrade.jenkins.io/fault: crash-loop,"
                + " simulation.gke-upgrade.jenkins.io/fault-on-pool: green";
        String ill = deployment("metrics", 2, fault).replace("namespace: shop", "namespace: kube-system");
        Twin twin = world(ill);
        Failed failed = assertThrows(
                Failed.class, () -> twin.driver().run(RetireRequest.of("blue", "", "", "0", true, false, 60)));
        Map<?, ?> metrics = rows(failed.details()).get("metrics");
        assertEquals("INCONCLUSIVE", metrics.get("verdict"), metrics.toString());
        assertEquals("1 of 2 pods ready, 1 evicted, 1 pod still on the pool", metrics.get("reason"));
        assertTrue(!metrics.containsKey("durationSeconds"), metrics.toString());
        assertTrue(!metrics.containsKey("to"), metrics.toString());
    }

    @Test
    void oneThatIsStoppedTellsWhoWasEvicted() {
        Twin twin = world(DNS);
        Failed stopped = assertThrows(
                Failed.class,
                () -> twin.driver().stopAt("keeping the empty pool").run(retire("1h", true)));
        assertEquals("PASSED", rows(stopped.details()).get("kube-dns").get("verdict"));
    }

    @Test
    void aRefusalOnTheWayTellsBoth() {
        Twin twin = world(DNS);
        AtomicBoolean there = new AtomicBoolean();
        StageDriver driver = twin.driver().onWait(waitingFor -> {
            if (waitingFor.startsWith("keeping the empty pool") && !there.getAndSet(true)) {
                twin.apply("""
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: bare, namespace: shop}
                        spec:
                          nodeName: %s
                          containers: [{name: main, image: "registry.example/bare:1"}]
                        """.formatted(RetireWorld.nodes(twin, "blue").get(0).name()));
            }
        });
        Refused refused = assertThrows(Refused.class, () -> driver.run(retire("1h", true)));
        Map<Object, Map<?, ?>> rows = rows(refused.details());
        assertEquals("PASSED", rows.get("kube-dns").get("verdict"));
        assertEquals("FAILED", rows.get("bare").get("verdict"), rows.toString());
    }
}
