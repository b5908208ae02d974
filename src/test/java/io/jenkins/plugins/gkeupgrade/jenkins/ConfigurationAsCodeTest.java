package io.jenkins.plugins.gkeupgrade.jenkins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.ConfiguredWithCode;
import io.jenkins.plugins.casc.misc.JenkinsConfiguredWithCodeRule;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.casc.misc.junit.jupiter.WithJenkinsConfiguredWithCode;
import io.jenkins.plugins.casc.model.CNode;
import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.config.NamedCluster;
import io.jenkins.plugins.gkeupgrade.gcp.KubernetesEndpoint;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithJenkinsConfiguredWithCode
class ConfigurationAsCodeTest {
    @Test
    @ConfiguredWithCode("clusters.yaml")
    void imports(JenkinsConfiguredWithCodeRule j) {
        List<NamedCluster> clusters = GkeUpgradeConfiguration.get().getClusters();
        assertEquals(3, clusters.size());
        NamedCluster prod = clusters.get(0);
        assertEquals("shop-prod", prod.getName());
        assertEquals("acme-shop", prod.getProject());
        assertEquals("europe-west1", prod.getLocation());
        assertEquals("shop", prod.getCluster());
        assertEquals("gke-upgrader", prod.getCredentialsId());
        assertEquals(KubernetesEndpoint.DNS, prod.getEndpoint());
        assertEquals(KubernetesEndpoint.AUTO, clusters.get(1).getEndpoint());
        NamedCluster kind = clusters.get(2);
        assertEquals("kind-kubeconfig", kind.getKubeconfigCredentialsId());
        assertNull(kind.getProject());
        assertTrue(GkeUpgradeConfiguration.get().isAllowControllerIdentity());
        assertEquals(
                "https://shop.example.com/health\nhttps://prometheus.example.com",
                GkeUpgradeConfiguration.get().getGateUrls());
    }

    @Test
    @ConfiguredWithCode("clusters.yaml")
    void exportsWhatWasImported(JenkinsConfiguredWithCodeRule j) throws Exception {
        assertEquals(
                Util.toStringFromYamlFile(this, "clusters-exported.yaml").trim(),
                exported().trim());
    }

    @Test
    @ConfiguredWithCode("clusters.yaml")
    void importsWhatWasExported(JenkinsConfiguredWithCodeRule j, @TempDir Path folder) throws Exception {
        String exported = exported();
        GkeUpgradeConfiguration.get().setClusters(List.of());
        GkeUpgradeConfiguration.get().setAllowControllerIdentity(false);
        GkeUpgradeConfiguration.get().setGateUrls("");
        Path yaml = folder.resolve("exported.yaml");
        Files.writeString(yaml, "unclassified:\n  gkeUpgrade:\n" + exported.indent(4));
        ConfigurationAsCode.get().configure(yaml.toString());
        assertEquals(exported, exported());
    }

    private static String exported() throws Exception {
        ConfigurationContext context = new ConfigurationContext(ConfiguratorRegistry.get());
        CNode ours = Util.getUnclassifiedRoot(context).get("gkeUpgrade");
        return Util.toYamlString(ours);
    }

    @Test
    void importsTheDocumentedExample(JenkinsConfiguredWithCodeRule j, @TempDir Path folder) throws Exception {
        String page = Files.readString(Path.of("docs", "configuration.md"));
        int start = page.indexOf("unclassified:");
        Path yaml = folder.resolve("documented.yaml");
        Files.writeString(yaml, page.substring(start, page.indexOf("```", start)));
        ConfigurationAsCode.get().configure(yaml.toString());
        assertEquals(
                List.of("shop-prod", "shop-behind-proxy", "test-bench"),
                GkeUpgradeConfiguration.get().names());
        assertEquals(20, GkeUpgradeConfiguration.get().getClusters().get(0).getChangesPerSecond());
    }

    @Test
    void refusesWhatTheFormRefuses(JenkinsConfiguredWithCodeRule j, @TempDir Path folder) throws Exception {
        Path yaml = folder.resolve("unfit.yaml");
        Files.writeString(yaml, """
                unclassified:
                  gkeUpgrade:
                    clusters:
                      - {name: prod, project: acme, location: europe-west1, cluster: c, kubernetesUrl: "http://10.0.0.1"}
                """);
        ConfiguratorException refused = assertThrows(
                ConfiguratorException.class, () -> ConfigurationAsCode.get().configure(yaml.toString()));
        StringWriter told = new StringWriter();
        refused.printStackTrace(new PrintWriter(told));
        assertTrue(told.toString().contains("kubernetesUrl: 'http://10.0.0.1' is not encrypted"), told.toString());
        assertEquals(List.of(), GkeUpgradeConfiguration.get().names());
    }
}
