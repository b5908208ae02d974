package io.jenkins.plugins.gkeupgrade.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The step with its real connections, on the sample shop: to the end, and stopped on the way. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RetirePoolStepTest {
    private static final String VERSION = EmulatedShop.NEW.minorText();

    @RegisterExtension
    final SampleCluster cluster = new SampleCluster("shop");

    private String move() throws InterruptedException {
        cluster.run(new GkeUpgradeMasterStep(EmulatedShop.NAME, VERSION));
        CreateTaintedPoolStep pool = new CreateTaintedPoolStep(EmulatedShop.NAME, VERSION);
        pool.setMinNodes(1);
        pool.setMaxNodes(8);
        String name = (String) cluster.run(pool).get("pool");
        OptInWorkloadsStep optIn = new OptInWorkloadsStep(EmulatedShop.NAME, VERSION);
        optIn.setNamespace("*");
        cluster.run(optIn);
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
        return cluster.shop().list(Resources.NODES, "").stream()
                .filter(n -> "default-pool".equals(n.labels().get("cloud.google.com/gke-nodepool")))
                .toList();
    }

    @Test
    void retiresThePool() throws Exception {
        String newPool = move();
        Map<?, ?> result = cluster.run(retire("1m"));
        assertEquals("PASSED", result.get("verdict"));
        assertEquals(true, result.get("deleted"));
        assertEquals(List.of(newPool), result.get("normalised"));
        assertEquals(List.of(), oldNodes());
        assertEquals(List.of(newPool), cluster.shop().poolsOf("shop-checkout", "cart"));
        int writes = cluster.shop().writes();
        assertEquals(false, cluster.run(retire("1m")).get("deleted"));
        assertEquals(writes, cluster.shop().writes());
    }

    @Test
    void stoppedWhileThePoolIsKeptItPutsEverythingBackAndThenEnds() throws Exception {
        move();
        StepRun run = cluster.start(retire("7d"));
        assertTrue(
                run.printsWithin("keeping the empty pool default-pool", SampleCluster.PATIENCE),
                run.console()::toString);
        assertTrue(oldNodes().stream().allMatch(n -> n.flag("spec", "unschedulable")));

        Throwable cause = new InterruptedException("stopped");
        run.abort(cause);

        assertSame(cause, run.end(SampleCluster.PATIENCE));
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
        StepRun run = cluster.start(retire("7d"));
        assertTrue(
                run.printsWithin("keeping the empty pool default-pool", SampleCluster.PATIENCE),
                run.console()::toString);
        Throwable cause = new InterruptedException("stopped");
        run.abort(cause);
        run.abort(cause);
        assertSame(cause, run.end(Duration.ofSeconds(10)));
    }
}
