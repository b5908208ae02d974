package io.jenkins.plugins.gkeupgrade.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.emulator.world.World;
import io.jenkins.plugins.gkeupgrade.emulator.world.WorldReader;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.gcp.GkeAddress;
import io.jenkins.plugins.gkeupgrade.gcp.GkeConnection;
import io.jenkins.plugins.gkeupgrade.gcp.GkeControlPlane;
import io.jenkins.plugins.gkeupgrade.simulation.Timeline;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Caller;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ListOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulatorTest {
    private static final ClusterRef SHOP = new ClusterRef("shop-prod", "europe-west1-b", "shop");
    private static final Path WORLD = Path.of(System.getProperty("repository.root"), "samples", "worlds", "shop.yaml");
    private static final GkeVersion TARGET = GkeVersion.parse("1.33.5-gke.1162000");

    private static World world;
    private static Emulator emulator;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        System.setProperty(GkeAddress.PLAINTEXT_PROPERTY, "true");
        world = WorldReader.read(WORLD);
        emulator = Emulator.start(world, Instant.parse("2026-01-15T08:00:00Z"));
    }

    @AfterAll
    static void stop() {
        emulator.close();
        System.clearProperty(GkeAddress.PLAINTEXT_PROPERTY);
    }

    @Test
    void theClusterOfTheWorldIsServed() {
        try (GkeConnection connection = GkeConnection.open(new GkeAddress(emulator.gkeAddress(), true), () -> null)) {
            GkeControlPlane gke = connection.controlPlane(SHOP);
            assertEquals("1.32.9-gke.1207000", gke.cluster().version().toString());
            assertEquals("pd-ssd", gke.cluster().pools().get(0).settings().get("config.diskType"));
            String endpoint = connection.describe(SHOP).getEndpoint();
            assertEquals(emulator.kubernetesApi(SHOP).url(), "https://" + endpoint);
            assertTrue(gke.serverVersions().controlPlane().contains(TARGET));
        }
    }

    @Test
    void itsNodesAndWorkloadsAreThere() throws Exception {
        assertTrue(emulator.time().call(EmulatorTest::nodes) >= 3);
        List<Manifest> deployments = emulator.time()
                .call(() -> emulator.kubernetes(SHOP)
                        .api(Caller.component("test"))
                        .list(Resources.DEPLOYMENTS, "", ListOptions.ALL)
                        .items());
        assertTrue(deployments.size() >= 7, deployments::toString);
        for (Manifest deployment : deployments) {
            assertEquals(
                    deployment.number(1, "spec", "replicas"),
                    deployment.number(0, "status", "availableReplicas"),
                    deployment::toString);
        }
    }

    private static int nodes() {
        return emulator.kubernetes(SHOP).nodesOf("default-pool").size();
    }

    @Test
    void kubeconfigIsForItsOwnerOnly() throws IOException {
        Path file = folder.resolve("sub/kubeconfig");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        EmulatorMain.parse(List.of("--world", WORLD.toString(), "--kubeconfig", file.toString()))
                .announce(world, emulator, new PrintStream(said, true, StandardCharsets.UTF_8));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        String text = Files.readString(file);
        assertTrue(text.contains("current-context: gke_shop-prod_europe-west1-b_shop"), text);
        assertTrue(text.contains(emulator.kubernetesApi(SHOP).url()), text);
        String words = said.toString(StandardCharsets.UTF_8);
        assertTrue(words.contains(emulator.gkeAddress()) && words.contains(file.toString()), words);
        assertFalse(words.contains(emulator.token()), words);
    }

    @Test
    void theCommandLineIsChecked() {
        for (List<String> wrong : List.of(List.<String>of(), List.of("--world"), List.of("--planet", "x"))) {
            assertThrows(IllegalArgumentException.class, () -> EmulatorMain.parse(wrong));
        }
    }

    @Test
    void timePassesByItself() throws Exception {
        Timeline timeline = new Timeline(Instant.parse("2026-01-15T08:00:00Z"));
        CountDownLatch rang = new CountDownLatch(1);
        timeline.after(Duration.ofMinutes(1), rang::countDown);
        try (VirtualTime time = new VirtualTime(timeline, 6000)) {
            assertTrue(rang.await(20, TimeUnit.SECONDS));
            assertEquals(Duration.ofMillis(10), time.real(Duration.ofMinutes(1)));
        }
    }

    @Test
    void aSimulationThatBrokeSaysSo() throws Exception {
        Timeline timeline = new Timeline(Instant.parse("2026-01-15T08:00:00Z"));
        CountDownLatch broken = new CountDownLatch(1);
        timeline.after(Duration.ofSeconds(1), () -> {
            broken.countDown();
            throw new IllegalArgumentException("oops");
        });
        try (VirtualTime time = new VirtualTime(timeline, 6000)) {
            assertTrue(broken.await(20, TimeUnit.SECONDS));
            Exception e = assertThrows(Exception.class, () -> time.call(timeline::now));
            assertTrue(e instanceof IllegalStateException || e instanceof IllegalArgumentException);
        }
    }
}
