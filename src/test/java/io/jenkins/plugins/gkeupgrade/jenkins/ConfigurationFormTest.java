package io.jenkins.plugins.gkeupgrade.jenkins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.config.NamedCluster;
import io.jenkins.plugins.gkeupgrade.gcp.KubernetesEndpoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whoever opens the system configuration and saves it has changed nothing. */
@WithJenkins
class ConfigurationFormTest {
    /** No field has its default, nor the value of another. */
    private static NamedCluster filled() {
        NamedCluster cluster = new NamedCluster("shop prod", "acme-shop", "europe-west1", "shop");
        cluster.setCredentialsId("gke-upgrader");
        cluster.setEndpoint(KubernetesEndpoint.DNS);
        cluster.setGkeApiEndpoint("gke.proxy.example.com:8443");
        cluster.setKubernetesUrl("https://kubernetes.proxy.example.com");
        cluster.setCaCertificate("-----BEGIN CERTIFICATE-----\nMIIB+<&>\"'\n-----END CERTIFICATE-----");
        cluster.setKubeconfigCredentialsId("shop-kubeconfig");
        cluster.setChangesInFlight(3);
        cluster.setChangesPerSecond(21);
        return cluster;
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
        configuration.setClusters(List.of(filled(), plain(), withoutGke()));
        configuration.setAllowControllerIdentity(true);
        configuration.setGateUrls(gateUrls);

        j.configRoundtrip();

        j.assertEqualDataBoundBeans(List.of(filled(), plain(), withoutGke()), configuration.getClusters());
        assertTrue(configuration.isAllowControllerIdentity());
        assertEquals(gateUrls, configuration.getGateUrls());
        GkeUpgradeConfiguration saved = new GkeUpgradeConfiguration();
        j.assertEqualDataBoundBeans(List.of(filled(), plain(), withoutGke()), saved.getClusters());
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
