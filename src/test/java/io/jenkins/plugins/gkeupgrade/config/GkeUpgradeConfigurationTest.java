package io.jenkins.plugins.gkeupgrade.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.credentials.Loopback;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.gcp.GkeAddress;
import io.jenkins.plugins.gkeupgrade.gcp.KubernetesEndpoint;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesLimits;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("standalone") // A real descriptor loads and saves itself in the home of a controller.
class GkeUpgradeConfigurationTest {
    private final GkeUpgradeConfiguration configuration = new GkeUpgradeConfiguration();

    @AfterEach
    void forbidPlaintext() {
        System.clearProperty(Loopback.PROPERTY);
    }

    private static NamedCluster cluster(String name) {
        return new NamedCluster(name, "shop-prod", "europe-west1", "shop");
    }

    private static NamedCluster cluster(Consumer<NamedCluster> setter) {
        NamedCluster cluster = cluster("prod");
        setter.accept(cluster);
        return cluster;
    }

    private String complaint(String name) {
        return assertThrows(InvalidValue.class, () -> configuration.settings(name))
                .getMessage();
    }

    @Test
    void findsByNameAndByResourceName() {
        configuration.setClusters(List.of(cluster("staging"), cluster(it -> {
            it.setCredentialsId("deployer");
            it.setEndpoint(KubernetesEndpoint.DNS);
        })));
        ClusterSettings prod = configuration.settings("prod");
        assertEquals(
                "projects/shop-prod/locations/europe-west1/clusters/shop",
                prod.cluster().resourceName());
        assertEquals("deployer", prod.credentialsId());
        assertEquals("other", prod.withCredentials("other").credentialsId());
        assertEquals("deployer", prod.withCredentials(null).credentialsId());
        ClusterSettings foreign = configuration.settings("projects/p1/locations/us-central1-a/clusters/c1");
        assertEquals(KubernetesEndpoint.AUTO, foreign.endpoint());
    }

    @Test
    void noOtherCredentialsStandForAKubeconfig() {
        NamedCluster kind = new NamedCluster("kind", null, null, null);
        kind.setKubeconfigCredentialsId("kind-kubeconfig");
        configuration.setClusters(List.of(kind));
        assertEquals(
                "kind-kubeconfig",
                configuration.settings(new ClusterTarget("kind", null)).kubeconfigCredentialsId());
        assertEquals(
                "credentialsId: 'mine' cannot be used for cluster 'kind', which its kubeconfig alone describes: leave it"
                        + " out.",
                assertThrows(InvalidValue.class, () -> configuration.settings(new ClusterTarget("kind", "mine")))
                        .getMessage());
    }

    @Test
    void anUnknownNameIsToldWithThoseThatThereAre() {
        assertEquals(
                "cluster: 'prd' is not configured: no cluster is, so name one as"
                        + " projects/PROJECT/locations/LOCATION/clusters/CLUSTER.",
                complaint("prd"));
        configuration.setClusters(List.of(cluster("prod"), cluster("staging")));
        assertEquals(
                "cluster: 'prd' is not configured: expected one of prod, staging, or"
                        + " projects/PROJECT/locations/LOCATION/clusters/CLUSTER.",
                complaint("prd"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://gke.example",
                "ftp://gke.example",
                "https://user:secret@gke.example",
                "not a host",
                "//",
                "http://127.0.0.1:8080"
            })
    void onlyEncryptedAddressesWithoutSecrets(String address) {
        NamedCluster bad = cluster(it -> it.setKubernetesUrl(address));
        String complaint = assertThrows(InvalidValue.class, bad::settings).getMessage();
        assertTrue(complaint.startsWith("kubernetesUrl: ") && !complaint.contains("secret"), complaint);
        NamedCluster api = cluster(it -> it.setGkeApiEndpoint(address));
        complaint = assertThrows(InvalidValue.class, api::settings).getMessage();
        assertTrue(complaint.startsWith("gkeApiEndpoint: ") && !complaint.contains("secret"), complaint);
    }

    @Test
    void plaintextIsForLoopbackOnlyAndOnlyWhenAllowed() {
        System.setProperty(Loopback.PROPERTY, "true");
        ClusterSettings settings =
                cluster(it -> it.setGkeApiEndpoint("http://127.0.0.1:8080")).settings();
        assertTrue(settings.plaintextGkeApi());
        assertEquals("127.0.0.1:8080", settings.gkeApiHostAndPort());
        NamedCluster elsewhere = cluster(it -> it.setGkeApiEndpoint("http://10.0.0.1:8080"));
        assertThrows(InvalidValue.class, elsewhere::settings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "container-acme.p.googleapis.com",
                "https://container-acme.p.googleapis.com",
                "https://[fd00::1]/"
            })
    void withoutAPortItIsThatOfHttps(String address) {
        ClusterSettings settings = cluster(it -> it.setGkeApiEndpoint(address)).settings();
        assertTrue(settings.gkeApiHostAndPort().endsWith(":443"), settings.gkeApiHostAndPort());
        assertEquals(
                settings.gkeApiHostAndPort(),
                new GkeAddress(settings.gkeApiHostAndPort(), settings.plaintextGkeApi()).hostAndPort());
    }

    @Test
    void hostAndPortNeedNoScheme() {
        ClusterSettings settings =
                cluster(it -> it.setGkeApiEndpoint("container.example.com:443")).settings();
        assertEquals("container.example.com:443", settings.gkeApiHostAndPort());
        assertTrue(!settings.plaintextGkeApi());
    }

    @Test
    void defaultLimitsArePoliteAndOthersAreTaken() {
        KubernetesLimits standard = cluster("prod").settings().limits();
        assertEquals(8, standard.changesInFlight());
        assertEquals(50, standard.changesPerSecond());
        KubernetesLimits chosen = cluster(it -> {
                    it.setChangesInFlight(2);
                    it.setChangesPerSecond(5);
                })
                .settings()
                .limits();
        assertEquals(2, chosen.changesInFlight());
        assertEquals(5, chosen.changesPerSecond());
        assertEquals(standard.requestTimeout(), chosen.requestTimeout());
    }

    @Test
    void theControllersOwnIdentityIsForConfiguredClustersUnlessAnAdministratorSaysOtherwise() {
        String foreign = "projects/p1/locations/us-central1-a/clusters/c1";
        configuration.setClusters(List.of(cluster("prod")));
        assertNull(configuration.settings(new ClusterTarget("prod", null)).credentialsId());
        assertEquals(
                "mine",
                configuration.settings(new ClusterTarget(foreign, "mine")).credentialsId());
        InvalidValue refused =
                assertThrows(InvalidValue.class, () -> configuration.settings(new ClusterTarget(foreign, null)));
        assertTrue(
                refused.getMessage().startsWith("credentialsId: none is given for " + foreign), refused.getMessage());
        configuration.setAllowControllerIdentity(true);
        assertNull(configuration.settings(new ClusterTarget(foreign, null)).credentialsId());
    }
}
