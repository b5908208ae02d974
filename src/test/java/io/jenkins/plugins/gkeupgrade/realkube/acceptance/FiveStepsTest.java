package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import static io.jenkins.plugins.gkeupgrade.realkube.acceptance.AcceptanceCluster.NEW;
import static io.jenkins.plugins.gkeupgrade.realkube.acceptance.AcceptanceCluster.NEW_POOL;
import static io.jenkins.plugins.gkeupgrade.realkube.acceptance.AcceptanceCluster.NODES;
import static io.jenkins.plugins.gkeupgrade.realkube.acceptance.AcceptanceCluster.OLD_POOL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The five steps, from the upgrade of the control plane to the rollback, on workloads that were not made for them. */
@OnAcceptanceCluster
class FiveStepsTest {
    private static final Path ROOT = Path.of(System.getProperty("repository.root", "."));

    private final AcceptanceCluster cluster;

    FiveStepsTest(AcceptanceCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void upgradesTheControlPlaneAndAddsThePool() {
        assertEquals(Verdict.PASSED, cluster.masterUpgrade().verdict());
        assertEquals(NEW.toString(), cluster.masterUpgrade().details().get("to"));
        assertEquals(Verdict.PASSED, cluster.taintedPool().verdict());
        assertEquals(NODES, cluster.taintedPool().details().get("nodes"));

        try (RealStageDriver steps = cluster.steps()) {
            Outcome again = steps.runInVirtualTime(AcceptanceCluster.upgrade());
            assertEquals(false, again.details().get("changed"), again.summary());
            again = steps.runInVirtualTime(AcceptanceCluster.pool());
            assertEquals(false, again.details().get("changed"), again.summary());
        }
    }

    @Test
    void movesTheSampleShopAndBack() {
        Path shop = ROOT.resolve("samples/shop");
        ManifestFile.read(shop.resolve("platform.yaml"), shop.resolve("catalog.yaml"), shop.resolve("checkout.yaml"))
                .create(cluster.admin(), "shop-platform");
        Selection selection = Selection.of("*", "team in (catalog, checkout, platform)", List.of(), List.of());
        StatefulOrder order = StatefulOrder.watch(cluster.admin(), "shop-checkout", "orders-db");
        Outcome moved = movesAndReturns(selection, "shop-catalog", "shop-checkout", "shop-platform");

        assertEquals(
                List.of("orders-db-2", "orders-db-1", "orders-db-0", "orders-db-2", "orders-db-1", "orders-db-0"),
                order.stop(),
                "there and back");
        assertEquals(List.of(), order.early(), "one after the other");
        assertEquals(13, ((List<?>) moved.details().get("moved")).size(), moved.summary());
        assertTrue(moved.summary().contains("Job shop-catalog/price-import"), moved.summary());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bookinfo", "online-boutique", "kube-prometheus"})
    void movesPublicProjectsAndBack(String name) {
        Path file = ROOT.resolve("../shared/data").resolve(name + ".yaml");
        assumeTrue(Files.exists(file), () -> file + " is not there");
        String namespace = name.equals("kube-prometheus") ? "monitoring" : name;
        ManifestFile.read(file).create(cluster.admin(), namespace);
        movesAndReturns(Selection.of(namespace, "", List.of(), List.of()), namespace);
    }

    private Outcome movesAndReturns(Selection selection, String... namespaces) {
        Placements pods = Placements.in(cluster.admin(), namespaces).awaitSettled();
        Map<String, String> templates = Templates.in(cluster.admin(), namespaces);
        Map<String, Long> placed = pods.byPool();
        long all = placed.get(OLD_POOL);
        assertEquals(Map.of(OLD_POOL, all), placed);

        try (RealStageDriver steps = cluster.steps()) {
            Outcome moved = steps.run(Requests.optIn(selection));
            assertEquals(Verdict.PASSED, moved.verdict(), moved.summary());
            assertEquals(Map.of(NEW_POOL, all), pods.byPool(), moved::summary);

            Outcome verified = steps.run(Requests.verify(selection));
            assertEquals(Verdict.PASSED, verified.verdict(), verified.summary());

            long patches = patches(steps);
            assertEquals(
                    0, ((List<?>) steps.run(Requests.optIn(selection)).details().get("moved")).size());
            assertEquals(patches, patches(steps), "nothing to do and nothing done");

            Outcome back = steps.run(Requests.rollback(selection));
            assertEquals(Verdict.PASSED, back.verdict(), back.summary());
            assertEquals(templates, Templates.in(cluster.admin(), namespaces));
            assertEquals(Map.of(OLD_POOL, all), pods.byPool(), back::summary);
            assertTrue(
                    steps.run(Requests.rollback(selection)).summary().startsWith("Nothing to roll back"),
                    "nothing is left");
            return moved;
        } finally {
            for (String namespace : new ArrayList<>(List.of(namespaces))) {
                cluster.admin().namespaces().withName(namespace).delete();
            }
        }
    }

    private static long patches(RealStageDriver steps) {
        return steps.requests().sent().entrySet().stream()
                .filter(e -> e.getKey().startsWith("patch "))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
