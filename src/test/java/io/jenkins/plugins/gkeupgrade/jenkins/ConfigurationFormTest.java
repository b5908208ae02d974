package io.jenkins.plugins.gkeupgrade.jenkins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.config.NamedCluster;
import io.jenkins.plugins.gkeupgrade.emulator.LoopbackCertificates;
import io.jenkins.plugins.gkeupgrade.gcp.KubernetesEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whoever opens the system configuration and saves it has changed nothing. */
@WithJenkins
class ConfigurationFormTest {
    /** What stands in front of a certificate is no part of it, and may be anything. */
    private static final String CA =
            "shop <&>\"'\n" + new LoopbackCertificates().caPem().strip();

    /** Of {@link #filled} and {@link #behindProxy}, each field has another value than its default in one. */
    private static NamedCluster filled() {
        NamedCluster cluster = new NamedCluster("shop prod", "acme-shop", "europe-west1", "shop");
        cluster.setCredentialsId("gke-upgrader");
        cluster.setEndpoint(KubernetesEndpoint.DNS);
        cluster.setGkeApiEndpoint("gke.proxy.example.com:8443");
        cluster.setChangesInFlight(3);
        cluster.setChangesPerSecond(21);
        return cluster;
    }

    private static NamedCluster behindProxy() {
        NamedCluster cluster = new NamedCluster("shop proxy", "acme-proxy", "europe-west3", "shop-proxy");
        cluster.setKubernetesUrl("https://kubernetes.proxy.example.com");
        cluster.setCaCertificate(CA);
        return cluster;
    }

    private static List<NamedCluster> all() {
        return List.of(filled(), behindProxy(), plain(), withoutGke());
    }

    private static NamedCluster plain() {
        return new NamedCluster("staging", "acme-staging", "europe-west4-a", "shop-staging");
    }

    private static NamedCluster withoutGke() {
        NamedCluster cluster = new NamedCluster("kind", null, null, null);
        cluster.setKubeconfigCredentialsId("kind-kubeconfig");
        return cluster;
    }

    @Test
    void theFormKeepsEveryField(JenkinsRule j) throws Exception {
        String gateUrls = "https://shop.example.com/health\nhttps://prometheus.example.com";
        GkeUpgradeConfiguration configuration = GkeUpgradeConfiguration.get();
        configuration.setClusters(all());
        configuration.setAllowControllerIdentity(true);
        configuration.setGateUrls(gateUrls);
        Path file = j.jenkins.getRootDir().toPath().resolve(GkeUpgradeConfiguration.class.getName() + ".xml");
        String stored = Files.readString(file);

        j.configRoundtrip();

        assertEquals(stored, Files.readString(file), "no default becomes a choice");
        j.assertEqualDataBoundBeans(all(), configuration.getClusters());
        assertTrue(configuration.isAllowControllerIdentity());
        assertEquals(gateUrls, configuration.getGateUrls());
        GkeUpgradeConfiguration saved = new GkeUpgradeConfiguration();
        j.assertEqualDataBoundBeans(all(), saved.getClusters());
        assertTrue(saved.isAllowControllerIdentity());
        assertEquals(gateUrls, saved.getGateUrls());
    }

    @Test
    void aControllerWithoutClustersStaysSo(JenkinsRule j) throws Exception {
        j.configRoundtrip();

        GkeUpgradeConfiguration configuration = GkeUpgradeConfiguration.get();
        assertEquals(List.of(), configuration.getClusters());
        assertFalse(configuration.isAllowControllerIdentity());
        assertEquals("", configuration.getGateUrls());
    }
}
