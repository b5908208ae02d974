package io.jenkins.plugins.gkeupgrade.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.ExtensionList;
import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.config.NamedCluster;
import io.jenkins.plugins.gkeupgrade.config.SharedConnections;
import io.jenkins.plugins.gkeupgrade.steps.EmulatedShop;
import io.jenkins.plugins.gkeupgrade.steps.PlainCluster;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pages over the real protocols: configured clusters, looked at with the credentials of the controller. */
@Tag("standalone") // A real descriptor loads and saves itself in the home of a controller.
class GkeUpgradesTest {
    private final GkeUpgrades pages = new GkeUpgrades(new Overviews(
            name -> ExtensionList.lookupSingleton(SharedConnections.class).leaseOfController(name),
            Runnable::run,
            InstantSource.system()));

    @AfterEach
    void configureNothing() {
        GkeUpgradeConfiguration.get().setClusters(List.of());
    }

    @Test
    void showsConfiguredClustersOnly() throws Exception {
        assertNull(pages.getIconFileName(), "nothing to link to yet");
        try (EmulatedShop shop = new EmulatedShop(samples())) {
            GkeUpgradeConfiguration.get().setClusters(List.of(shop.configuration()));
            assertNotNull(pages.getIconFileName());
            assertEquals(
                    List.of(EmulatedShop.NAME),
                    pages.getClusters().stream().map(ClusterPage::getName).toList());
            assertNull(pages.getCluster("projects/p1/locations/us-central1-a/clusters/c1"));
            assertEquals("cluster/shop-prod/", pages.getCluster("shop-prod").getUrl());
        }
    }

    @Test
    void tellsWhatIsInTheCluster() throws Exception {
        try (EmulatedShop shop = new EmulatedShop(samples())) {
            GkeUpgradeConfiguration.get().setClusters(List.of(shop.configuration()));
            ClusterPage page = pages.getCluster(EmulatedShop.NAME);
            page.getState();
            Map<String, Object> state = page.getState();
            assertNull(state.get("failure"));
            Map<?, ?> overview = (Map<?, ?>) state.get("overview");
            assertEquals(EmulatedShop.OLD.toString(), overview.get("version"));
            assertEquals("2026-04-11", overview.get("supportEnd"));
            List<?> workloads = (List<?>) overview.get("workloads");
            assertTrue(workloads.size() > 10, workloads.size() + " workloads");
            assertPlain(state);
        }
    }

    @Test
    void theListSaysHowFarEachClusterHasCome() throws Exception {
        try (EmulatedShop shop = new EmulatedShop(samples())) {
            GkeUpgradeConfiguration.get().setClusters(List.of(shop.configuration()));
            ClusterPage page = pages.getClusters().get(0);
            assertEquals(List.of("Being looked at..."), page.getSentences());
            List<String> sentences = page.getSentences();
            assertTrue(sentences.get(0).startsWith("No node pool carries an opt-in taint"), sentences::toString);
            assertTrue(sentences.get(1).contains("2026-04-11"), sentences::toString);
            assertTrue(page.getSeen().matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC"), page.getSeen());
        }
    }

    @Test
    @Tag("standalone") // A real controller keeps credentials in stores of its own.
    void tellsWhatIsInAClusterWithoutGke() throws Exception {
        try (PlainCluster cluster = new PlainCluster(samples())) {
            cluster.setApart("kubernetes_version", "1.33");
            GkeUpgradeConfiguration.get().setClusters(List.of(PlainCluster.configuration()));
            ClusterPage page = pages.getCluster(PlainCluster.NAME);
            page.getState();
            Map<String, Object> state = page.getState();
            assertNull(state.get("failure"));
            Map<?, ?> overview = (Map<?, ?>) state.get("overview");
            assertEquals("kind", overview.get("cluster"));
            assertEquals(false, overview.get("gke"));
            assertEquals("1.33.5", overview.get("version"));
            assertEquals("kubernetes_version=1.33:NoSchedule", overview.get("target"));
            assertNull(overview.get("supportEnd"));
            List<?> pools = ((List<?>) overview.get("pools"))
                    .stream().map(pool -> ((Map<?, ?>) pool).get("name")).toList();
            assertEquals(List.of("default", "kubernetes_version-1.33"), pools);
            assertPlain(state);
        }
    }

    @Test
    void aClusterThatCannotBeReachedIsTold() throws Exception {
        try (EmulatedShop shop = new EmulatedShop(samples())) {
            NamedCluster gone = shop.configuration();
            gone.setGkeApiEndpoint("http://127.0.0.1:1");
            GkeUpgradeConfiguration.get().setClusters(List.of(gone));
            ClusterPage page = pages.getCluster(EmulatedShop.NAME);
            page.getState();
            Map<String, Object> state = page.getState();
            assertTrue(state.get("failure").toString().startsWith("GKE did not read the cluster"), state.toString());
            assertNull(state.get("overview"));
            assertTrue(page.getSentences().get(0).startsWith("GKE did not read the cluster"));
            assertEquals("", page.getSeen());
        }
    }

    /** What the remote API writes without knowing our classes. */
    private static void assertPlain(Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> {
                assertTrue(key instanceof String);
                assertPlain(item);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(GkeUpgradesTest::assertPlain);
        } else {
            assertFalse(
                    value != null && !(value instanceof String || value instanceof Long || value instanceof Boolean),
                    String.valueOf(value));
        }
    }

    private static Path samples() {
        return Path.of(System.getProperty("repository.root", "."), "samples", "shop");
    }
}
