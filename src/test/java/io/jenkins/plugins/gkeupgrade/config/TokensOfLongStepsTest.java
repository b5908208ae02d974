package io.jenkins.plugins.gkeupgrade.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.credentials.TokenServer;
import io.jenkins.plugins.gkeupgrade.emulator.GkeEmulator;
import io.jenkins.plugins.gkeupgrade.emulator.KubernetesEmulator;
import io.jenkins.plugins.gkeupgrade.emulator.SimulationAccess;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.master.MasterUpgradeRequest;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.simulation.StageDriver;
import io.jenkins.plugins.gkeupgrade.simulation.Timeline;
import io.jenkins.plugins.gkeupgrade.simulation.gke.ClusterSettings;
import io.jenkins.plugins.gkeupgrade.simulation.gke.GkeTimings;
import io.jenkins.plugins.gkeupgrade.simulation.gke.ServerConfig;
import io.jenkins.plugins.gkeupgrade.simulation.gke.SimulatedGke;
import io.jenkins.plugins.gkeupgrade.simulation.gke.TestClusters;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.KubernetesSettings;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.SimulatedKubernetes;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A step that lasts longer than its tokens, in virtual time and over encrypted connections: both APIs turn away tokens
 * that have run out, as Google's do.
 */
class TokensOfLongStepsTest {
    private static final String TRUST = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path folder;

    private final Timeline timeline = new Timeline(Instant.parse("2026-03-01T08:00:00Z"));
    private final Set<String> seenByGke = ConcurrentHashMap.newKeySet();
    private final Set<String> seenByKubernetes = ConcurrentHashMap.newKeySet();
    private final SimulationAccess access = new SimulationAccess() {
        @Override
        public synchronized <T> T call(Callable<T> action) throws Exception {
            return action.call();
        }
    };

    @AfterEach
    void trustAsBefore() {
        System.clearProperty(TRUST);
        System.clearProperty(TRUST + "Password");
    }

    private SimulatedGke gke(SimulatedKubernetes kubernetes) {
        SimulatedGke gke = new SimulatedGke(
                timeline,
                ServerConfig.offering(TestClusters.V1_32, List.of(TestClusters.V1_32, TestClusters.V1_33)),
                // A control plane that takes hours, so that one step outlives its tokens.
                GkeTimings.standard().withOperations(20),
                7);
        gke.addCluster(ClusterSettings.standard(TestClusters.REGIONAL, TestClusters.V1_32));
        gke.attach(TestClusters.REGIONAL, kubernetes);
        return gke;
    }

    /** To the Java platform's own authorities, because Google's addresses are verified by them. */
    private void trust(String caPem) {
        try (OutputStream out = Files.newOutputStream(folder.resolve("trust.p12"))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "emulator",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(caPem.getBytes(StandardCharsets.US_ASCII))));
            store.store(out, PASSWORD.toCharArray());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        System.setProperty(TRUST, folder.resolve("trust.p12").toString());
        System.setProperty(TRUST + "Password", PASSWORD);
    }

    @Test
    void aStepOutlivesItsTokens() throws Exception {
        SimulatedKubernetes kubernetes = new SimulatedKubernetes(timeline, KubernetesSettings.of(TestClusters.V1_32));
        try (TokenServer tokens = new TokenServer(timeline::now);
                GkeEmulator gkeApi = GkeEmulator.encrypted(
                        gke(kubernetes), access, this::trust, token -> seenByGke.add(token) | tokens.good(token));
                KubernetesEmulator kubernetesApi = new KubernetesEmulator(kubernetes, access, "none")) {
            kubernetesApi.acceptTokens(token -> seenByKubernetes.add(token) | tokens.good(token));
            NamedCluster cluster = new NamedCluster(
                    "prod",
                    TestClusters.REGIONAL.project(),
                    TestClusters.REGIONAL.location(),
                    TestClusters.REGIONAL.name());
            cluster.setGkeApiEndpoint(gkeApi.address());
            cluster.setKubernetesUrl(kubernetesApi.url());
            cluster.setCaCertificate(kubernetesApi.caPem());
            SharedConnections connections = new SharedConnections(GoogleGkeApi::new, new ManualTimer());
            Instant start = timeline.now();
            try (ClusterLease step =
                    connections.lease(new ClusterAccess(cluster.settings(), tokens.serviceAccount(), null))) {
                Outcome outcome = new StageDriver(timeline, () -> look(step))
                        .run(MasterUpgradeRequest.of(TestClusters.V1_33.toString(), 2, 1000));
                assertEquals(Verdict.PASSED, outcome.verdict(), outcome.summary());
            }
            Duration took = Duration.between(start, timeline.now());
            assertTrue(took.compareTo(TokenServer.LIFETIME.multipliedBy(2)) > 0, "only " + took);
            assertTrue(tokens.issued() >= 3, tokens.issued() + " tokens in " + took);
            assertEquals(tokens.issued(), seenByGke.size(), "each was used");
            assertEquals(tokens.issued(), seenByKubernetes.size(), "each was used");
        }
    }

    /** A look of a step that asks both sides, later than it wanted to: hours need not take a thousand looks. */
    private World look(ClusterLease step) {
        timeline.advance(Duration.ofMinutes(5));
        step.workloads().deletePod("shop", "gone", "");
        return new World(step.controlPlane(), step.workloads(), line -> {}, timeline.now());
    }
}
