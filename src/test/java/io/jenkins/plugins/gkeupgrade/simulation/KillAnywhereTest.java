package io.jenkins.plugins.gkeupgrade.simulation;

import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.SHOP;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.deployment;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.optIn;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.rollback;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.verify;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.workload;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.simulation.StageDriver.Kill;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Killing a stage at any look, with whatever was saved by then, leads to the same end. */
class KillAnywhereTest {
    private static final List<IntFunction<Kill>> KILLS = List.of(Kill::softAt, Kill::hardAt, Kill::forgetAllAt);

    private static final String BAD = "simulation.gke-upgrade.jenkins.io/fault: crash-loop,"
            + " simulation.gke-upgrade.jenkins.io/fault-on-pool: green";

    private record End(Map<String, Object> templates, Map<String, Integer> placement, Object how) {}

    private static End forward(Kill kill, int[] ticks) {
        Twin twin = Twin.withGreenPool()
                .apply(deployment("a", 2, "")
                        + deployment("b", 3, "")
                        + deployment("c", 1, "")
                        + workload("StatefulSet", "db", 2, "  serviceName: db", ""))
                .settle();
        StageDriver driver = twin.driver();
        driver.run(optIn(SHOP, 2, ""), kill);
        ticks[0] = driver.ticks();
        return new End(
                twin.templates(),
                twin.placement(),
                twin.driver().run(verify(SHOP)).verdict());
    }

    private static End failing(Kill kill, int[] ticks) {
        Twin twin = Twin.withGreenPool()
                .apply(deployment("a", 2, "") + deployment("b", 2, BAD) + deployment("c", 2, ""))
                .settle();
        StageDriver driver = twin.driver();
        Object how = "ended well";
        try {
            driver.run(optIn(SHOP, 2, ""), kill);
        } catch (Failed e) {
            how = "failed";
        }
        ticks[0] = driver.ticks();
        return new End(twin.templates(), twin.placement(), how);
    }

    private static End back(Kill kill, int[] ticks) {
        Twin twin = Twin.withGreenPool()
                .apply(deployment("a", 2, "") + workload("StatefulSet", "db", 2, "  serviceName: db", ""))
                .settle();
        twin.driver().run(optIn(SHOP, 2, ""));
        StageDriver driver = twin.driver();
        Object verdict = driver.run(rollback(SHOP), kill).verdict();
        ticks[0] = driver.ticks();
        return new End(twin.templates(), twin.placement(), verdict);
    }

    private interface Script {
        End run(Kill kill, int[] ticks);
    }

    private static void sameEndWhereverItIsKilled(Script script) {
        int[] ticks = new int[1];
        End undisturbed = script.run(Kill.NEVER, ticks);
        int looks = ticks[0];
        for (IntFunction<Kill> kind : KILLS) {
            for (int when = 1; when <= looks; when++) {
                assertEquals(undisturbed, script.run(kind.apply(when), ticks), "killed at look " + when);
            }
        }
    }

    @Test
    void optingIn() {
        sameEndWhereverItIsKilled(KillAnywhereTest::forward);
    }

    @Test
    void aFailingWave() {
        sameEndWhereverItIsKilled(KillAnywhereTest::failing);
    }

    @Test
    void rollingBack() {
        sameEndWhereverItIsKilled(KillAnywhereTest::back);
    }
}
