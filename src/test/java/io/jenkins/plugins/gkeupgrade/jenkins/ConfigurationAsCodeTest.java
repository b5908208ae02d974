package io.jenkins.plugins.gkeupgrade.jenkins;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.ConfiguredWithCode;
import io.jenkins.plugins.casc.misc.JenkinsConfiguredWithCodeRule;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.casc.misc.junit.jupiter.WithJenkinsConfiguredWithCode;
import io.jenkins.plugins.casc.model.CNode;
import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.config.NamedCluster;
import io.jenkins.plugins.gkeupgrade.gcp.KubernetesEndpoint;
import java.util.List;
import org.junit.jupiter.api.Test;

@WithJenkinsConfiguredWithCode
class ConfigurationAsCodeTest {
    @Test
    @ConfiguredWithCode("clusters.yaml")
    void imports(JenkinsConfiguredWithCodeRule j) {
        List<NamedCluster> clusters = GkeUpgradeConfiguration.get().getClusters();
        assertEquals(2, clusters.size());
        NamedCluster prod = clusters.get(0);
        assertEquals("shop-prod", prod.getName());
        assertEquals("acme-shop", prod.getProject());
        assertEquals("europe-west1", prod.getLocation());
        assertEquals("shop", prod.getCluster());
        assertEquals("gke-upgrader", prod.getCredentialsId());
        assertEquals(KubernetesEndpoint.DNS, prod.getEndpoint());
        assertEquals(KubernetesEndpoint.AUTO, clusters.get(1).getEndpoint());
    }

    @Test
    @ConfiguredWithCode("clusters.yaml")
    void exportsWhatWasImported(JenkinsConfiguredWithCodeRule j) throws Exception {
        ConfigurationContext context = new ConfigurationContext(ConfiguratorRegistry.get());
        CNode ours = Util.getUnclassifiedRoot(context).get("gkeOptInUpgrade");
        assertEquals(
                Util.toStringFromYamlFile(this, "clusters-exported.yaml").trim(),
                Util.toYamlString(ours).trim());
    }
}
