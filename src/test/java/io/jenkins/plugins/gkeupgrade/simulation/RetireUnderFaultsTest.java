package io.jenkins.plugins.gkeupgrade.simulation;

import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.SHOP;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.deployment;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.verify;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.SYSTEM;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.moved;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.pool;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.retire;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.settings;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.there;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.simulation.StageDriver.Kill;
import io.jenkins.plugins.gkeupgrade.simulation.gke.GkeFaults;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.AvailabilityWatch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.NodeInvariants;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.WorkloadFaults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Retiring a pool while calls fail, views lag, the controller is killed and other people work: the end is the same. */
class RetireUnderFaultsTest {
    private static final List<IntFunction<Kill>> KILLS = List.of(Kill::softAt, Kill::hardAt);
    private static final String LITTLE = deployment("cart", 2, "") + RetireWorld.DNS;

    /** The end as far as it must be the same, without what differs from run to run by its nature. */
    private static Map<String, Object> end(Twin twin, boolean[] clean, NodeInvariants nodes) {
        clean[0] = nodes.violations().isEmpty();
        return Map.of(
                "blue", there(twin, "blue"),
                "green", pool(twin, "green").taints(),
                "placement", twin.placement(),
                "templates", twin.templates());
    }

    private static Map<String, Object> retired(Kill kill, int[] ticks) {
        Twin twin = moved(LITTLE);
        NodeInvariants nodes = NodeInvariants.over(twin.kubernetes, SYSTEM);
        StageDriver driver = twin.driver();
        assertEquals(Verdict.PASSED, driver.run(retire("30s", true), kill).verdict());
        ticks[0] = driver.ticks();
        twin.timeline.advance(Duration.ofMinutes(2));
        boolean[] clean = new boolean[1];
        Map<String, Object> end = end(twin, clean, nodes);
        assertEquals(List.of(), nodes.violations());
        return end;
    }

    @Test
    void killedAtAnyLookItComesToTheSameEnd() {
        int[] ticks = new int[1];
        Map<String, Object> undisturbed = retired(Kill.NEVER, ticks);
        int looks = ticks[0];
        for (int when = 1; when <= looks; when++) {
            IntFunction<Kill> kind = KILLS.get(when % KILLS.size());
            assertEquals(undisturbed, retired(kind.apply(when), ticks), "killed at look " + when);
            assertEquals(undisturbed, retired(Kill.forgetAllAt(when), ticks), "all forgotten at look " + when);
        }
    }

    @Test
    void stoppedWhileKeptAndKilledAtAnyLookItPutsTheSameBack() {
        int looks = stopped(Kill.NEVER);
        for (int when = looks / 2; when <= looks; when++) {
            stopped(Kill.softAt(when));
        }
    }

    private static int stopped(Kill kill) {
        Twin twin = moved(LITTLE);
        Map<String, Object> before = settings(twin);
        StageDriver driver = twin.driver().stopAt("keeping");
        assertThrows(Failed.class, () -> driver.run(retire("5m", true), kill));
        twin.timeline.advance(Duration.ofMinutes(1));
        assertEquals(before, settings(twin));
        return driver.ticks();
    }

    /** A build that was killed for good left cordons behind; the next run refuses for another reason and cleans up. */
    @Test
    void aLaterRunThatRefusesPutsBackWhatAnEarlierOneLeft() {
        Twin twin = moved(LITTLE);
        Map<String, Object> before = settings(twin);
        boolean[] kept = new boolean[1];
        class Killed extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }
        assertThrows(
                Killed.class,
                () -> twin.driver()
                        .onWait(w -> {
                            kept[0] |= w.startsWith("keeping");
                            if (kept[0]) {
                                throw new Killed();
                            }
                        })
                        .run(retire("5m", true)));
        twin.apply(deployment("pinned", 1, "")
                .replace(
                        "      containers:",
                        "      nodeSelector: {cloud.google.com/gke-nodepool: blue}\n      containers:"));
        twin.timeline.advance(Duration.ofSeconds(20));
        assertThrows(
                io.jenkins.plugins.gkeupgrade.engine.Refused.class,
                () -> twin.driver().run(retire("5m", true)));
        twin.timeline.advance(Duration.ofMinutes(1));
        assertEquals(before, settings(twin));
        assertEquals(1, twin.placement().get("pinned on blue"));
    }

    /** One call of the GKE API in five does not go well. */
    private static GkeFaults badDay(Random random) {
        return new GkeFaults() {
            @Override
            public CallFault onCall(String method) {
                return switch (random.nextInt(15)) {
                    case 0 -> CallFault.UNAVAILABLE;
                    case 1 -> CallFault.QUOTA;
                    case 2 -> CallFault.LOST_RESPONSE;
                    default -> CallFault.NONE;
                };
            }
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void faultsKillsAndOtherPeoplesEdits(long seed) {
        Twin twin = moved();
        Random random = new Random(seed);
        AvailabilityWatch availability = AvailabilityWatch.over(twin.kubernetes);
        NodeInvariants nodes = NodeInvariants.over(twin.kubernetes, SYSTEM);
        WorkloadFaults faults = WorkloadFaults.random(seed, 0.15, Duration.ofMillis(random.nextInt(3000)));
        twin.faults(new WorkloadFaults(
                faults.onPatch(), faults.onNodePatch(), () -> random.nextInt(60) == 0, faults.lag()));
        twin.gke.faults(badDay(random));
        Restless.in(twin.timeline, twin.api(), seed, Duration.ofMinutes(30));
        // Not older: a state that remembers failures of long ago has no patience left.
        Kill now = (tick, saved) ->
                random.nextInt(6) == 0 ? saved.get(Math.max(0, saved.size() - 1 - random.nextInt(6))) : null;

        assertEquals(Verdict.PASSED, twin.driver().run(retire("5m", true), now).verdict());

        twin.gke.faults(GkeFaults.NONE);
        twin.faults(WorkloadFaults.NONE);
        twin.settle();
        assertFalse(there(twin, "blue"));
        assertEquals(List.of(), nodes.violations(), "I5");
        assertEquals(
                List.of(),
                availability.violations().stream()
                        .filter(v -> v.what().contains("shop/") || v.what().startsWith("Service") || v.seen() < 1)
                        .toList(),
                "I1");
        assertEquals(
                1,
                twin.gke.api("tests").operations(Twin.REF.parent()).stream()
                        .filter(o -> o.type().equals("DELETE_NODE_POOL"))
                        .count());
        assertEquals(Verdict.PASSED, twin.driver().run(verify(SHOP)).verdict());
    }
}
