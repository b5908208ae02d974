package io.jenkins.plugins.gkeupgrade.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.config.SharedConnections;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The step with its real connections, on the sample shop: to the end, and stopped on the way. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RetirePoolStepTest {
    private static final String VERSION = EmulatedShop.NEW.minorText();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final GkeUpgradeConfiguration configuration = GkeUpgradeConfiguration.get();
    private final SharedConnections connections = new SharedConnections();
    private EmulatedShop shop;

    @BeforeEach
    void startShop() throws Exception {
        shop = new EmulatedShop(Path.of(System.getProperty("repository.root", "."), "samples", "shop"));
        configuration.setClusters(List.of(shop.configuration()));
    }

    @AfterEach
    void stopShop() {
        configuration.setClusters(List.of());
        shop.close();
    }

    private StepRun start(GkeStep step) {
        return StepRun.start(EmulatedShop.NAME, step.request(), connections, shop.scheduler());
    }

    private Map<?, ?> run(GkeStep step) throws InterruptedException {
        return start(step).result(PATIENCE);
    }

    private String move() throws InterruptedException {
        run(new GkeUpgradeMasterStep(EmulatedShop.NAME, VERSION));
        CreateTaintedPoolStep pool = new CreateTaintedPoolStep(EmulatedShop.NAME, VERSION);
        pool.setMinNodes(1);
        pool.setMaxNodes(8);
        String name = (String) run(pool).get("pool");
        OptInWorkloadsStep optIn = new OptInWorkloadsStep(EmulatedShop.NAME, VERSION);
        optIn.setNamespace("*");
        run(optIn);
        return name;
    }

    private static RetirePoolStep retire(String keepFor) {
        RetirePoolStep step = new RetirePoolStep(EmulatedShop.NAME);
        step.setPool("default-pool");
        step.setKeepFor(keepFor);
        step.setNormalise(true);
        return step;
    }

    private List<Manifest> oldNodes() throws Exception {
        return shop.list(Resources.NODES, "").stream()
                .filter(n -> "default-pool".equals(n.labels().get("cloud.google.com/gke-nodepool")))
                .toList();
    }

    @Test
    void retiresThePool() throws Exception {
        String newPool = move();
        Map<?, ?> result = run(retire("1m"));
        assertEquals("PASSED", result.get("verdict"));
        assertEquals(true, result.get("deleted"));
        assertEquals(List.of(newPool), result.get("normalised"));
        assertEquals(List.of(), oldNodes());
        assertEquals(List.of(newPool), shop.poolsOf("shop-checkout", "cart"));
        int writes = shop.writes();
        assertEquals(false, run(retire("1m")).get("deleted"));
        assertEquals(writes, shop.writes());
    }

    @Test
    void stoppedWhileThePoolIsKeptItPutsEverythingBackAndThenEnds() throws Exception {
        move();
        StepRun run = start(retire("7d"));
        assertTrue(run.printsWithin("keeping the empty pool default-pool", PATIENCE), run.console()::toString);
        assertTrue(oldNodes().stream().allMatch(n -> n.flag("spec", "unschedulable")));

        Throwable cause = new InterruptedException("stopped");
        run.abort(cause);

        assertSame(cause, run.end(PATIENCE));
        assertTrue(oldNodes().stream().noneMatch(n -> n.flag("spec", "unschedulable")));
        assertTrue(oldNodes().stream().noneMatch(n -> n.annotations().containsKey("gke-upgrade.jenkins.io/retiring")));
        assertTrue(
                run.console().stream()
                        .anyMatch(l -> l.contains("Stopped: The step was stopped. Its nodes are as they were")),
                run.console()::toString);
    }

    @Test
    void stoppedTwiceItEndsAtOnceAndSaysWhatIsLeft() throws Exception {
        move();
        StepRun run = start(retire("7d"));
        assertTrue(run.printsWithin("keeping the empty pool default-pool", PATIENCE), run.console()::toString);
        Throwable cause = new InterruptedException("stopped");
        run.abort(cause);
        run.abort(cause);
        assertSame(cause, run.end(Duration.ofSeconds(10)));
    }
}
