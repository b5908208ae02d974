package io.jenkins.plugins.gkeupgrade.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.container.v1.Cluster;
import com.google.container.v1.ControlPlaneEndpointsConfig;
import com.google.container.v1.Fleet;
import com.google.container.v1.MasterAuth;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterEndpointsTest {
    private static final String CA = "-----BEGIN CERTIFICATE-----";

    private static ClusterEndpoints endpoints(boolean external, String publicIp, String privateIp, String membership) {
        return endpoints(external, publicIp, privateIp, membership, "");
    }

    private static ClusterEndpoints endpoints(
            boolean external, String publicIp, String privateIp, String membership, String fleetProject) {
        ControlPlaneEndpointsConfig config = ControlPlaneEndpointsConfig.newBuilder()
                .setDnsEndpointConfig(ControlPlaneEndpointsConfig.DNSEndpointConfig.newBuilder()
                        .setEndpoint("gke-1.europe-west1.gke.goog")
                        .setAllowExternalTraffic(external))
                .setIpEndpointsConfig(ControlPlaneEndpointsConfig.IPEndpointsConfig.newBuilder()
                        .setPublicEndpoint(publicIp)
                        .setPrivateEndpoint(privateIp))
                .build();
        return ClusterEndpoints.of(Cluster.newBuilder()
                .setName("shop")
                .setControlPlaneEndpointsConfig(config)
                .setMasterAuth(MasterAuth.newBuilder()
                        .setClusterCaCertificate(
                                Base64.getEncoder().encodeToString(CA.getBytes(StandardCharsets.UTF_8))))
                .setFleet(Fleet.newBuilder().setMembership(membership).setProject(fleetProject))
                .build());
    }

    private static String url(ClusterEndpoints endpoints, KubernetesEndpoint wanted) {
        return endpoints.address(wanted).url();
    }

    @Test
    void choosesTheDnsEndpointOnlyWhenItTakesExternalTraffic() {
        assertEquals(
                new ClusterEndpoints.Address("https://gke-1.europe-west1.gke.goog", ""),
                endpoints(true, "34.1.2.3", "10.0.0.2", "").address(KubernetesEndpoint.AUTO));
        assertEquals(
                new ClusterEndpoints.Address("https://34.1.2.3", CA),
                endpoints(false, "34.1.2.3", "10.0.0.2", "").address(KubernetesEndpoint.AUTO));
        assertEquals("https://10.0.0.2", url(endpoints(false, "", "10.0.0.2", ""), KubernetesEndpoint.AUTO));
    }

    @Test
    void anOldDescriptionHasOneAddress() {
        ClusterEndpoints old = ClusterEndpoints.of(
                Cluster.newBuilder().setName("shop").setEndpoint("34.1.2.3").build());
        assertEquals("https://34.1.2.3", url(old, KubernetesEndpoint.AUTO));
    }

    @Test
    void knowsGlobalAndRegionalGateways() {
        String global = "//gkehub.googleapis.com/projects/123/locations/global/memberships/shop";
        assertEquals(
                "https://connectgateway.googleapis.com/v1/projects/123/locations/global/gkeMemberships/shop",
                url(endpoints(false, "", "10.0.0.2", global), KubernetesEndpoint.CONNECT_GATEWAY));
        assertEquals(
                "https://europe-west1-connectgateway.googleapis.com/v1/projects/123/locations/europe-west1/gkeMemberships/shop",
                url(
                        endpoints(false, "", "10.0.0.2", global.replace("global", "europe-west1")),
                        KubernetesEndpoint.CONNECT_GATEWAY));
    }

    @Test
    void asksTheGatewayByTheNumberOfTheProject() {
        String byId = "//gkehub.googleapis.com/projects/acme-fleet/locations/global/memberships/shop";
        assertEquals(
                "https://connectgateway.googleapis.com/v1/projects/123/locations/global/gkeMemberships/shop",
                url(endpoints(false, "", "10.0.0.2", byId, "123"), KubernetesEndpoint.CONNECT_GATEWAY));
        assertEquals(
                "https://connectgateway.googleapis.com/v1/projects/acme-fleet/locations/global/gkeMemberships/shop",
                url(endpoints(false, "", "10.0.0.2", byId, "acme-fleet"), KubernetesEndpoint.CONNECT_GATEWAY));
    }

    @Test
    void eachChoiceIsItsOwnAddressWithItsOwnAuthority() {
        String membership = "//gkehub.googleapis.com/projects/123/locations/global/memberships/shop";
        ClusterEndpoints all = endpoints(true, "34.1.2.3", "10.0.0.2", membership);
        Map.of(
                        KubernetesEndpoint.DNS, "https://gke-1.europe-west1.gke.goog",
                        KubernetesEndpoint.PUBLIC_IP, "https://34.1.2.3",
                        KubernetesEndpoint.PRIVATE_IP, "https://10.0.0.2")
                .forEach((choice, url) -> assertEquals(url, url(all, choice)));
        for (KubernetesEndpoint choice : KubernetesEndpoint.values()) {
            boolean ip = choice == KubernetesEndpoint.PUBLIC_IP || choice == KubernetesEndpoint.PRIVATE_IP;
            assertEquals(ip ? CA : "", all.address(choice).caPem(), choice + ": the cluster's own for its addresses");
        }
    }

    @Test
    void onlyTheDnsEndpointTakesAPermissionOfItsOwn() {
        ClusterEndpoints open = endpoints(true, "34.1.2.3", "10.0.0.2", "");
        assertTrue(open.choosesDns(KubernetesEndpoint.DNS) && open.choosesDns(KubernetesEndpoint.AUTO));
        assertFalse(open.choosesDns(KubernetesEndpoint.PUBLIC_IP));
        assertFalse(endpoints(false, "34.1.2.3", "10.0.0.2", "").choosesDns(KubernetesEndpoint.AUTO));
    }

    /** Its name is always there; while it is closed, it answers everybody with 403. */
    @Test
    void aClosedDnsEndpointIsNoAddress() {
        Failed failed = assertThrows(
                Failed.class, () -> endpoints(false, "34.1.2.3", "10.0.0.2", "").address(KubernetesEndpoint.DNS));
        assertEquals(
                "Cluster shop has no such address: DNS-based endpoint (it is closed: gcloud container clusters update shop"
                        + " --enable-dns-access opens it). It has public IP address, private IP address; choose another"
                        + " endpoint for it in Manage Jenkins.",
                failed.getMessage());
    }

    @Test
    void tellsWhatThereIsInsteadOfWhatIsMissing() {
        Failed failed = assertThrows(
                Failed.class, () -> endpoints(false, "", "10.0.0.2", "").address(KubernetesEndpoint.PUBLIC_IP));
        assertEquals(
                "Cluster shop has no such address: Public IP address. It has private IP address; choose another"
                        + " endpoint for it in Manage Jenkins.",
                failed.getMessage());
    }
}
