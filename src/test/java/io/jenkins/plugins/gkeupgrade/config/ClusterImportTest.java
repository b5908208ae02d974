package io.jenkins.plugins.gkeupgrade.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Descriptor.FormException;
import hudson.util.FormValidation;
import io.jenkins.plugins.gkeupgrade.emulator.LoopbackCertificates;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.gcp.KubernetesEndpoint;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.kohsuke.stapler.StaplerRequest2;

/** What a form refuses, configuration as code and scripts are refused as well, in the same words. */
@Tag("standalone") // A real descriptor loads and saves itself in the home of a controller.
class ClusterImportTest {
    private static final String KEEP = "kept";

    private final GkeUpgradeConfiguration configuration = new GkeUpgradeConfiguration();
    private final NamedCluster.DescriptorImpl form = new NamedCluster.DescriptorImpl();

    @BeforeEach
    void one() {
        configuration.setClusters(List.of(cluster(KEEP)));
    }

    private static NamedCluster cluster(String name) {
        return new NamedCluster(name, "shop-prod", "europe-west1", "shop");
    }

    private static NamedCluster with(Consumer<NamedCluster> setter) {
        NamedCluster cluster = cluster("prod");
        setter.accept(cluster);
        return cluster;
    }

    private static NamedCluster behindProxy(Consumer<NamedCluster> setter) {
        return with(it -> {
            it.setKubernetesUrl("https://proxy.example");
            setter.accept(it);
        });
    }

    private static NamedCluster kubeconfig(
            String project, String location, String name, Consumer<NamedCluster> setter) {
        NamedCluster cluster = new NamedCluster("kind", project, location, name);
        cluster.setKubeconfigCredentialsId("kind-kubeconfig");
        setter.accept(cluster);
        return cluster;
    }

    static Stream<Arguments> unfit() {
        return Stream.of(
                Arguments.of(cluster("a/b"), "name: 'a/b' cannot be the name of a cluster"),
                Arguments.of(cluster(" "), "name: missing; give the name"),
                Arguments.of(cluster("<script>"), "name: '<script>' cannot be the name of a cluster"),
                Arguments.of(new NamedCluster("prod", "Shop!", "europe-west1", "shop"), "project: 'Shop!' is not"),
                Arguments.of(new NamedCluster("prod", "shop", "Europe", "shop"), "location: 'Europe' is not"),
                Arguments.of(new NamedCluster("prod", "shop", "europe-west1", null), "cluster: 'null' is not"),
                Arguments.of(
                        new NamedCluster("prod", null, "", " "),
                        "project: none is given, nor anything else that says which cluster it is: expected project, location"
                                + " and cluster of one of GKE, or kubeconfigCredentialsId for one without GKE."),
                Arguments.of(kubeconfig("", "europe-west1", "", it -> {}), "project: 'null' is not"),
                Arguments.of(kubeconfig("shop-prod", "", "", it -> {}), "location: 'null' is not"),
                Arguments.of(
                        kubeconfig("", "", "", it -> it.setCredentialsId("gke-upgrader")),
                        "credentialsId: 'gke-upgrader' has no use in a cluster that its kubeconfig alone describes: leave"
                                + " it out, or give project, location and cluster as well."),
                Arguments.of(
                        kubeconfig("", "", "", it -> it.setEndpoint(KubernetesEndpoint.DNS)),
                        "endpoint: 'DNS' has no use"),
                Arguments.of(
                        kubeconfig("", "", "", it -> it.setGkeApiEndpoint("gke.example:443")),
                        "gkeApiEndpoint: 'gke.example:443' has no use"),
                Arguments.of(
                        kubeconfig("", "", "", it -> it.setKubernetesUrl("https://10.0.0.1")),
                        "kubernetesUrl: 'https://10.0.0.1' has no use"),
                Arguments.of(
                        kubeconfig("", "", "", it -> it.setCaCertificate("-----BEGIN CERTIFICATE-----")),
                        "caCertificate: '...' has no use"),
                Arguments.of(
                        with(it -> it.setKubernetesUrl("http://10.0.0.1")),
                        "kubernetesUrl: 'http://10.0.0.1' is not encrypted: expected https."),
                Arguments.of(
                        with(it -> it.setGkeApiEndpoint("http://gke.example")),
                        "gkeApiEndpoint: 'http://gke.example' is not encrypted: expected https."),
                Arguments.of(
                        behindProxy(it -> it.setCaCertificate("secret?")), "caCertificate: this is no certificate"),
                Arguments.of(
                        behindProxy(it ->
                                it.setCaCertificate("-----BEGIN CERTIFICATE-----\nsecret?\n-----END CERTIFICATE-----")),
                        "caCertificate: this is no certificate"),
                Arguments.of(
                        with(it -> it.setCaCertificate("-----BEGIN CERTIFICATE-----")),
                        "caCertificate: it has no use without kubernetesUrl: GKE and a kubeconfig bring the certificate"
                                + " with the address."),
                Arguments.of(
                        behindProxy(it -> it.setEndpoint(KubernetesEndpoint.DNS)),
                        "endpoint: 'DNS' has no use with kubernetesUrl, which says where the Kubernetes API is: leave one"
                                + " of them out (AUTO is none)."),
                Arguments.of(
                        behindProxy(it -> it.setKubeconfigCredentialsId("kubeconfig")),
                        "kubernetesUrl: 'https://proxy.example' has no use with kubeconfigCredentialsId"),
                Arguments.of(
                        kubeconfig("shop-prod", "europe-west1", "shop", it -> it.setEndpoint(KubernetesEndpoint.DNS)),
                        "endpoint: 'DNS' has no use with kubeconfigCredentialsId"),
                Arguments.of(
                        with(it -> it.setGkeApiEndpoint("gke.example:443/v1")),
                        "gkeApiEndpoint: 'gke.example:443/v1' has a path: expected HOST:PORT."),
                Arguments.of(
                        with(it -> it.setChangesInFlight(0)),
                        "changesInFlight: 0 is not allowed: expected a whole number from 1 to 90."),
                Arguments.of(
                        with(it -> it.setChangesInFlight(91)),
                        "changesInFlight: 91 is not allowed: expected a whole number from 1 to 90."),
                Arguments.of(
                        with(it -> it.setChangesPerSecond(-1)),
                        "changesPerSecond: -1 is not allowed: expected a whole number from 1 to 1000."));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void anUnfitClusterIsRefusedWithItsFieldAndNothingChanges(NamedCluster unfit, String complaint) {
        InvalidValue refused =
                assertThrows(InvalidValue.class, () -> configuration.setClusters(List.of(cluster("staging"), unfit)));
        String expected = "clusters: cluster '" + unfit.getName() + "': " + complaint;
        assertTrue(refused.getMessage().startsWith(expected), refused.getMessage());
        assertEquals(List.of(KEEP), configuration.names());

        FormException inForm = assertThrows(FormException.class, () -> submit(List.of(unfit), true));
        assertEquals(refused.getMessage(), inForm.getMessage());
        assertEquals("clusters", inForm.getFormField());
        assertEquals(List.of(KEEP), configuration.names());
        assertFalse(configuration.isAllowControllerIdentity(), "not even the rest of the form");
    }

    @Test
    void twoClustersOfOneNameAreRefused() {
        InvalidValue refused = assertThrows(
                InvalidValue.class,
                () -> configuration.setClusters(List.of(cluster("prod"), cluster("staging"), cluster("prod"))));
        assertEquals(
                "clusters: the name 'prod' is given to two clusters: expected a name of its own for each.",
                refused.getMessage());
        assertEquals(List.of(KEEP), configuration.names());
    }

    @Test
    void theFormTakesWhatIsFit() throws Exception {
        submit(List.of(cluster("prod"), cluster("staging")), true);
        assertEquals(List.of("prod", "staging"), configuration.names());
        assertTrue(configuration.isAllowControllerIdentity());
        submit(null, false);
        assertEquals(List.of(), configuration.names(), "the last cluster can be removed");
        assertFalse(configuration.isAllowControllerIdentity());
    }

    @Test
    void theFormComplainsWhileOneTypes() {
        assertEquals(
                "changesInFlight: 91 is not allowed: expected a whole number from 1 to 90.",
                form.doCheckChangesInFlight("91").getMessage());
        assertEquals(
                "changesPerSecond: '5.5' is not a whole number.",
                form.doCheckChangesPerSecond("5.5").getMessage());
        assertEquals(FormValidation.Kind.OK, form.doCheckChangesPerSecond(" 1000 ").kind);
        String two = "ours\n" + new LoopbackCertificates().caPem() + new LoopbackCertificates().caPem();
        assertEquals(FormValidation.Kind.OK, form.doCheckCaCertificate(two, "https://proxy.example").kind);
        assertTrue(form.doCheckCaCertificate("-----BEGIN CERTIFICATE-----", " ")
                .getMessage()
                .startsWith("caCertificate: it has no use without kubernetesUrl"));
        assertTrue(form.doCheckCaCertificate("-----BEGIN CERTIFICATE-----", "not an address")
                .getMessage()
                .startsWith("caCertificate: this is no certificate"));
        assertTrue(form.doCheckKubernetesUrl("https://proxy.example", "DNS", "")
                .getMessage()
                .startsWith("endpoint: 'DNS' has no use with kubernetesUrl"));
        assertTrue(form.doCheckKubernetesUrl("https://proxy.example", "AUTO", "kubeconfig")
                .getMessage()
                .startsWith("kubernetesUrl: 'https://proxy.example' has no use"));
        assertEquals(FormValidation.Kind.OK, form.doCheckKubernetesUrl("https://proxy.example", "AUTO", "").kind);
        assertEquals(FormValidation.Kind.OK, form.doCheckKubernetesUrl("", "DNS", "").kind);
        assertTrue(form.doCheckLocation("Europe", "shop", "shop", null)
                .getMessage()
                .startsWith("location: 'Europe' is not"));
    }

    @Test
    void aKubeconfigAloneMakesTheFieldsOfGkeOptional() {
        for (String none : new String[] {"", " ", null}) {
            assertEquals(FormValidation.Kind.OK, form.doCheckProject(none, "", none, "kind-kubeconfig").kind);
            assertEquals(FormValidation.Kind.OK, form.doCheckLocation(none, none, "", "kind-kubeconfig").kind);
            assertEquals(FormValidation.Kind.OK, form.doCheckCluster(none, "", "", "kind-kubeconfig").kind);
        }
        assertEquals(
                FormValidation.Kind.ERROR,
                form.doCheckProject("", "", "", "").kind,
                "neither one of GKE nor a kubeconfig");
        assertTrue(form.doCheckProject("", "europe-west1", "", "kind-kubeconfig")
                .getMessage()
                .startsWith("project: 'null' is not"));
        assertTrue(form.doCheckCluster("", "shop-prod", "", "kind-kubeconfig")
                .getMessage()
                .startsWith("cluster: 'null' is not"));
        configuration.setClusters(List.of(kubeconfig("", "", "", it -> it.setChangesInFlight(3))));
        ClusterSettings settings = configuration.settings("kind");
        assertFalse(settings.cluster().gke());
        assertEquals("kind", settings.cluster().resourceName());
        assertEquals("kind-kubeconfig", settings.kubeconfigCredentialsId());
        assertEquals(3, settings.limits().changesInFlight());
    }

    /** @param clusters as the form binds them; null when it has none */
    private void submit(List<NamedCluster> clusters, boolean allowControllerIdentity) throws FormException {
        JSONObject submitted = new JSONObject();
        if (clusters != null) {
            submitted.put("clusters", clusters);
        }
        submitted.put("allowControllerIdentity", allowControllerIdentity);
        configuration.configure(binding(), submitted);
    }

    /** A request that finds in the form what was put there. */
    private static StaplerRequest2 binding() {
        return (StaplerRequest2) Proxy.newProxyInstance(
                ClusterImportTest.class.getClassLoader(),
                new Class<?>[] {StaplerRequest2.class},
                (proxy, method, arguments) -> arguments[1]);
    }
}
