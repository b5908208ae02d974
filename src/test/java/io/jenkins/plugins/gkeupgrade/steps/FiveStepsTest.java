package io.jenkins.plugins.gkeupgrade.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Run;
import io.jenkins.plugins.gkeupgrade.config.ClusterTarget;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.report.ClusterEntry;
import io.jenkins.plugins.gkeupgrade.report.GkeUpgradeAction;
import io.jenkins.plugins.gkeupgrade.report.VersionChange;
import io.jenkins.plugins.gkeupgrade.report.WorkloadEntry;
import io.jenkins.plugins.gkeupgrade.repository.Repository;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The five steps with their real connections, on the sample shop. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FiveStepsTest {
    private static final String VERSION = EmulatedShop.NEW.minorText();
    private static final Set<String> EVERY_STEP_HAS = Set.of("verdict", "summary");

    @RegisterExtension
    final SampleCluster cluster = new SampleCluster("shop");

    private final FakeBuild build = new FakeBuild();
    private int nodes = 1;
    /** As the step itself would make it, but in the shop's time. */
    private final class Execution<S extends Serializable> extends TickingStepExecution<S> {
        private static final long serialVersionUID = 1L;

        private Execution(FakeStepContext context, StageRequest<S> request) {
            super(context, "step", new ClusterTarget(EmulatedShop.NAME, null), request);
        }

        @Override
        StepRuntime runtime() {
            return new StepRuntime(cluster.shop().scheduler(), cluster.connections(), new GateClient(), Timer.get());
        }
    }

    private Map<?, ?> run(GkeStep step) throws Exception {
        FakeStepContext context = new FakeStepContext()
                .with(Run.class, build)
                .with(FlowNode.class, new FakeBuild.StepNode(String.valueOf(nodes++)));
        new Execution<>(context, step.request()).start();
        assertTrue(context.completesWithin(60_000), () -> "still running: " + context.lines());
        Object end = context.ends().get(0);
        Map<?, ?> result = assertInstanceOf(Map.class, end, () -> end + "\n" + String.join("\n", context.lines()));
        assertDocumented(step.getDescriptor().getFunctionName() + "(", result);
        if (result.get("workloads") instanceof List<?> rows) {
            for (Object row : rows) {
                assertDocumented("Rows of workloads", (Map<?, ?>) row);
            }
        }
        return result;
    }

    /** Scripts rely on what the section of the page says, and on nothing else. */
    private static void assertDocumented(String section, Map<?, ?> result) throws IOException {
        String page = Files.readString(Repository.file("docs/steps.md"));
        String told = Arrays.stream(page.split("\n## "))
                .filter(text -> text.replace("`", "").startsWith(section))
                .findFirst()
                .orElseThrow();
        for (Object key : result.keySet()) {
            assertTrue(
                    EVERY_STEP_HAS.contains(key) || told.contains("`" + key + "`"),
                    () -> "docs/steps.md does not say what " + key + " is in: " + section);
        }
    }

    private static <T extends WorkloadsStep> T of(T step, String team) {
        step.setNamespace("*");
        step.setSelector("team=" + team);
        return step;
    }

    private Map<?, ?> optIn(String team) throws Exception {
        OptInWorkloadsStep step = of(new OptInWorkloadsStep(EmulatedShop.NAME, VERSION), team);
        step.setWave(3);
        return run(step);
    }

    private Map<?, ?> verify(String team) throws Exception {
        return run(of(new VerifyRolloutStep(EmulatedShop.NAME, VERSION), team));
    }

    @Test
    void upgradeMoveVerifyAndTakeBack() throws Exception {
        assertEquals(
                EmulatedShop.NEW.toString(),
                run(new GkeUpgradeMasterStep(EmulatedShop.NAME, VERSION)).get("to"));
        CreateTaintedPoolStep pool = new CreateTaintedPoolStep(EmulatedShop.NAME, VERSION);
        pool.setMinNodes(1);
        pool.setMaxNodes(5);
        String newPool = (String) run(pool).get("pool");

        OptInWorkloadsStep dry = of(new OptInWorkloadsStep(EmulatedShop.NAME, VERSION), "checkout");
        dry.setDryRun(true);
        assertEquals(6, ((List<?>) run(dry).get("wouldMove")).size());

        assertEquals(6, ((List<?>) optIn("checkout").get("optedIn")).size());
        assertEquals("PASSED", verify("checkout").get("verdict"));
        assertEquals(List.of(newPool), cluster.shop().poolsOf("shop-checkout", "cart"));
        assertEquals(List.of(newPool), cluster.shop().poolsOf("shop-checkout", "orders-db"));
        assertEquals(List.of("default-pool"), cluster.shop().poolsOf("shop-catalog", "web"));

        String from = "default-pool " + EmulatedShop.OLD;
        String to = newPool + " " + EmulatedShop.NEW;
        assertEquals("PASSED " + from + " > " + to, reportedOf("cart"));

        int writes = cluster.shop().writes();
        assertEquals(List.of(), optIn("checkout").get("moved"));
        run(pool);
        run(new GkeUpgradeMasterStep(EmulatedShop.NAME, VERSION));
        assertEquals(writes, cluster.shop().writes(), "running finished steps again changes nothing");

        RollbackTolerationsStep back = of(new RollbackTolerationsStep(EmulatedShop.NAME, VERSION), "checkout");
        assertEquals(6, ((List<?>) run(back).get("rolledBack")).size());
        assertEquals(List.of("default-pool"), cluster.shop().poolsOf("shop-checkout", "cart"));
        assertEquals(List.of(), run(back).get("rolledBack"));

        assertEquals("ROLLED_BACK " + to + " > " + from, reportedOf("cart"));
        ClusterEntry cluster = report();
        assertEquals(
                List.of("default-pool", newPool),
                cluster.pools.stream().map(p -> p.name).sorted().toList());
        assertEquals(EmulatedShop.OLD.toString(), cluster.controlPlane.before);
        assertEquals(EmulatedShop.NEW.toString(), cluster.controlPlane.after);
        VersionChange added = cluster.pools.stream()
                .filter(p -> p.name.equals(newPool))
                .findFirst()
                .orElseThrow();
        assertNull(added.before, "it was not there");
        assertEquals(EmulatedShop.NEW.toString(), added.after);
    }

    /** The only cluster that the build's report tells of. */
    private ClusterEntry report() {
        List<ClusterEntry> clusters = build.getAction(GkeUpgradeAction.class).getReport().clusters;
        assertEquals(1, clusters.size(), "by its configured name and by its resource name it is the same");
        return clusters.get(0);
    }

    private String reportedOf(String workload) {
        WorkloadEntry entry = report().workloads.stream()
                .filter(w -> w.name.equals(workload))
                .findFirst()
                .orElseThrow();
        assertEquals("checkout", entry.team);
        assertNotNull(entry.durationSeconds);
        return entry.verdict + " " + entry.from + " > " + entry.to;
    }
}
