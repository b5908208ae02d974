package io.jenkins.plugins.gkeupgrade.config;

import static io.jenkins.plugins.gkeupgrade.emulator.KubernetesFaults.on;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.util.FormValidation;
import io.jenkins.plugins.gkeupgrade.steps.EmulatedShop;
import io.jenkins.plugins.gkeupgrade.steps.PlainCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TestButtonTest {
    private static EmulatedShop shop() throws Exception {
        return new EmulatedShop(Path.of(System.getProperty("repository.root", "."), "samples", "shop"));
    }

    @Test
    void saysWhoWeAreAndWhatIsThere() throws Exception {
        try (EmulatedShop shop = shop()) {
            FormValidation told = ConnectionCheck.of(shop.configuration());
            assertEquals(FormValidation.Kind.OK, told.kind, told.getMessage());
            assertEquals(
                    "Connecting as nobody. GKE: control plane " + EmulatedShop.OLD
                            + ", RUNNING, no release channel, 1 node pool. Kubernetes: as gke-step-user. 6 nodes of"
                            + " version v"
                            + EmulatedShop.OLD + ".",
                    told.getMessage());
        }
    }

    @Test
    void everyMissingRightIsNamed() throws Exception {
        try (EmulatedShop shop = shop()) {
            shop.faults().forbid(on("patch", "deployments.apps").or(on("delete", "pods")));
            shop.faults().forbid(on("patch", "nodes").or(on("get", "/metrics")));
            FormValidation told = ConnectionCheck.of(shop.configuration());
            assertEquals(FormValidation.Kind.WARNING, told.kind, told.getMessage());
            assertTrue(
                    told.getMessage()
                            .endsWith(" 6 nodes of version v" + EmulatedShop.OLD + ". Rights missing in all namespaces:"
                                    + " patch deployments.apps; delete pods; get /metrics (docs/rbac/step-user.yaml has all"
                                    + " that the steps need). For retirePool alone: patch nodes is missing"
                                    + " (docs/rbac/retire-pool.yaml)."),
                    told.getMessage());
        }
    }

    @Test
    void theRightThatTheLookItselfNeedsHidesNoOther() throws Exception {
        try (EmulatedShop shop = shop()) {
            shop.faults().forbid(on("list", "nodes").or(on("watch", "pods")));
            FormValidation told = ConnectionCheck.of(shop.configuration());
            assertEquals(FormValidation.Kind.WARNING, told.kind, told.getMessage());
            assertTrue(told.getMessage().contains("The Kubernetes user may not list nodes"), told.getMessage());
            assertTrue(
                    told.getMessage().contains("missing in all namespaces: watch pods; list nodes"), told.getMessage());
        }
    }

    @Test
    void whoNeedsNotRetirePoolsIsWellWithoutItsRights() throws Exception {
        try (EmulatedShop shop = shop()) {
            shop.faults().forbid(on("patch", "nodes"));
            FormValidation told = ConnectionCheck.of(shop.configuration());
            assertEquals(FormValidation.Kind.OK, told.kind, told.getMessage());
            assertTrue(told.getMessage()
                    .endsWith("For retirePool alone: patch nodes is missing" + " (docs/rbac/retire-pool.yaml)."));
        }
    }

    @Test
    void oneHalfThatFailsDoesNotHideTheOther() throws Exception {
        try (EmulatedShop shop = shop()) {
            NamedCluster other = shop.configuration();
            other.setGkeApiEndpoint("http://127.0.0.1:1");
            FormValidation told = ConnectionCheck.of(other);
            assertEquals(FormValidation.Kind.WARNING, told.kind, told.getMessage());
            assertTrue(told.getMessage().contains("Kubernetes: as gke-step-user. 6 nodes"), told.getMessage());
            assertTrue(
                    told.getMessage().contains("(UNAVAILABLE): Connection refused: /127.0.0.1:1."), told.getMessage());
        }
    }

    @Test
    @Tag("standalone") // A real controller keeps credentials in stores of its own.
    @SuppressWarnings("try") // the cluster only has to be there
    void saysWhatIsInAClusterWithoutGke() throws Exception {
        Path manifests = Path.of(System.getProperty("repository.root", "."), "samples", "at-risk");
        try (PlainCluster ignored = new PlainCluster(manifests)) {
            FormValidation told = ConnectionCheck.of(PlainCluster.configuration());
            assertEquals(FormValidation.Kind.OK, told.kind, told.getMessage());
            assertEquals(
                    "Connecting by kubeconfig 'kind-kubeconfig'. No GKE API. Kubernetes: as gke-step-user. Control plane"
                            + " 1.33.5, 1 node pool: default 1.33.5 (4).",
                    told.getMessage());
        }
        FormValidation gone = ConnectionCheck.of(PlainCluster.configuration());
        assertEquals(FormValidation.Kind.ERROR, gone.kind);
        assertTrue(
                gone.getMessage().startsWith("kubeconfigCredentialsId: 'kind-kubeconfig' does not exist"),
                gone.getMessage());
    }

    @Test
    @Tag("standalone") // A real controller keeps credentials in stores of its own.
    @SuppressWarnings("try") // the cluster only has to be there
    void theFormSaysWhetherCredentialsAreFit() throws Exception {
        NamedCluster.DescriptorImpl form = new NamedCluster.DescriptorImpl();
        String id = PlainCluster.CREDENTIALS;
        Path manifests = Path.of(System.getProperty("repository.root", "."), "samples", "at-risk");
        try (PlainCluster ignored = new PlainCluster(manifests)) {
            assertEquals(FormValidation.Kind.OK, form.doCheckKubeconfigCredentialsId(id).kind);
            assertEquals(
                    "credentialsId: 'kind-kubeconfig' cannot be used. The secret file is not JSON.",
                    form.doCheckCredentialsId(id, "p1", "europe-west1", "c1", "")
                            .getMessage());
            assertTrue(form.doCheckCredentialsId(id, "", "", "", id)
                    .getMessage()
                    .startsWith("credentialsId: 'kind-kubeconfig' has no use in a cluster that its kubeconfig alone"));
        }
        assertTrue(form.doCheckKubeconfigCredentialsId(id)
                .getMessage()
                .startsWith("kubeconfigCredentialsId: 'kind-kubeconfig' does not exist"));
        assertEquals(FormValidation.Kind.OK, form.doCheckKubeconfigCredentialsId(" ").kind);
        assertEquals(FormValidation.Kind.OK, form.doCheckCredentialsId("", "p1", "europe-west1", "c1", "").kind);
        assertEquals(FormValidation.Kind.OK, form.doCheckCredentialsId("", "", "", "", id).kind);
    }

    @Test
    void aBrokenFieldIsNamed() {
        FormValidation told = ConnectionCheck.of(new NamedCluster("prod", "p1", "nowhere", "c1"));
        assertEquals(FormValidation.Kind.ERROR, told.kind);
        assertTrue(told.getMessage().startsWith("location: 'nowhere' is not a zone or region"), told.getMessage());
    }

    @Test
    void aRequestWithoutAnyFieldSaysWhatIsMissing() {
        FormValidation told = new NamedCluster.DescriptorImpl()
                .doTestConnection(null, null, null, null, null, null, null, null, null, null);
        assertEquals(FormValidation.Kind.ERROR, told.kind);
        assertEquals(
                "name: missing; give the name by which Pipelines call the cluster, such as shop-prod.",
                told.getMessage());
    }

    @Test
    void anUnknownEndpointIsNamed() {
        FormValidation told = new NamedCluster.DescriptorImpl()
                .doTestConnection("prod", "p1", "europe-west1", "c1", "", "NEAREST", "", "", "", "");
        assertEquals(FormValidation.Kind.ERROR, told.kind);
        assertEquals(
                "endpoint: 'NEAREST' is unknown: expected one of AUTO, DNS, PUBLIC_IP, PRIVATE_IP, CONNECT_GATEWAY.",
                told.getMessage());
    }
}
