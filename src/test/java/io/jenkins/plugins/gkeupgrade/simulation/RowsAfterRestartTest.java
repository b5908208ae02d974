package io.jenkins.plugins.gkeupgrade.simulation;

import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.SHOP;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.deployment;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.optIn;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.rollback;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.verify;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import io.jenkins.plugins.gkeupgrade.engine.port.Workloads;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A restart of the controller changes nothing of what is told of the workloads. */
class RowsAfterRestartTest {
    /** Slow enough that it is waited for while the others are well. */
    private static final String SLOW = deployment("slow", 2, "").replace("Seconds: 3", "Seconds: 45");

    private static Twin optedIn() {
        Twin twin = Twin.withGreenPool()
                .apply(deployment("cart", 3, "") + deployment("front", 2, "") + SLOW)
                .settle();
        twin.driver().run(optIn(SHOP, 5, ""));
        return twin;
    }

    private static List<?> rows(Map<String, Object> details) {
        return (List<?>) details.get("workloads");
    }

    @Test
    void aRollbackTellsTheSameWhereverItIsRestarted() {
        StageDriver undisturbed = optedIn().driver();
        List<?> told = rows(undisturbed.run(rollback(SHOP)).details());
        assertEquals(3, told.size());
        assertTrue(
                told.stream()
                                .map(row -> ((Map<?, ?>) row).get("durationSeconds"))
                                .distinct()
                                .count()
                        > 1,
                "they come back one after the other: " + told);
        for (int tick = 1; tick <= undisturbed.ticks(); tick++) {
            Outcome outcome = optedIn().driver().run(rollback(SHOP), StageDriver.Kill.softAt(tick));
            assertEquals(told, rows(outcome.details()), "restarted at tick " + tick);
        }
    }

    /** Runs until it waits for the slow one, and sees nothing of the cluster any more. */
    private static <T extends Serializable> Outcome blinded(Twin twin, StageRequest<T> request, boolean restarted) {
        AtomicInteger waits = new AtomicInteger();
        AtomicInteger looks = new AtomicInteger();
        AtomicInteger blindAt = new AtomicInteger(Integer.MAX_VALUE);
        StageDriver driver = new StageDriver(
                        twin.timeline, () -> looks.getAndIncrement() < blindAt.get() ? twin.world() : unseen(twin))
                .onWait(waitingFor -> {
                    if (waits.incrementAndGet() == 3) {
                        blindAt.set(looks.get());
                    }
                });
        return driver.run(
                request, (tick, saved) -> restarted && tick == blindAt.get() ? saved.get(saved.size() - 1) : null);
    }

    private static World unseen(Twin twin) {
        return new World(away(ControlPlane.class), away(Workloads.class), text -> {}, twin.timeline.now());
    }

    private static <T> T away(Class<T> port) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (self, method, args) -> {
            if (method.getReturnType() == void.class) {
                return null;
            }
            throw new TransientFailure("The API server is away.", null);
        }));
    }

    @Test
    void aRollbackThatSeesNothingAfterARestartTellsWhatItHadSeen() {
        Failed known = assertThrows(Failed.class, () -> blinded(optedIn(), rollback(SHOP), false));
        Failed after = assertThrows(Failed.class, () -> blinded(optedIn(), rollback(SHOP), true));
        assertEquals(3, rows(known.details()).size());
        assertEquals(known.details(), after.details());
        assertEquals(known.getMessage(), after.getMessage());
    }

    @Test
    void aVerificationThatSeesNothingAfterARestartTellsWhatItHadSeen() {
        Outcome known = blinded(halfWay(), verify(SHOP), false);
        Outcome after = blinded(halfWay(), verify(SHOP), true);
        assertEquals(
                List.of("INCONCLUSIVE", "PASSED"),
                rows(known.details()).stream()
                        .map(row -> ((Map<?, ?>) row).get("verdict"))
                        .toList());
        assertEquals(rows(known.details()), rows(after.details()));
        for (String figure : List.of("version", "pools", "passed", "failed", "total", "reason")) {
            assertEquals(known.details().get(figure), after.details().get(figure), figure);
        }
        assertEquals(known.summary(), after.summary());
    }

    /** One has arrived on the new pool, one is on its way. */
    private static Twin halfWay() {
        Twin twin = Twin.withGreenPool()
                .apply(deployment("front", 2, "") + deployment("cart", 1, "").replace("Seconds: 3", "Seconds: 900"))
                .settle();
        twin.driver().run(optIn(Selection.of("shop", "", List.of("front"), List.of()), 5, ""));
        assertThrows(
                StageDriver.Stopped.class, () -> twin.driver().stopAt("0 of 1").run(optIn(SHOP, 5, "")));
        return twin;
    }

    @Test
    void anOptInThatSeesNothingAfterARestartTellsWhatItHadSeen() {
        Failed known = assertThrows(Failed.class, () -> blinded(fresh(), optIn(SHOP, 2, ""), false));
        Failed after = assertThrows(Failed.class, () -> blinded(fresh(), optIn(SHOP, 2, ""), true));
        assertEquals(3, rows(known.details()).size());
        assertEquals(rows(known.details()), rows(after.details()));
    }

    private static Twin fresh() {
        return Twin.withGreenPool()
                .apply(deployment("cart", 3, "") + deployment("front", 2, "") + SLOW)
                .settle();
    }
}
