package io.jenkins.plugins.gkeupgrade.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.container.v1.Cluster;
import com.google.container.v1.ControlPlaneEndpointsConfig;
import com.google.container.v1.Fleet;
import com.google.container.v1.MasterAuth;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ClusterEndpointsTest {
    private static final String CA = "-----BEGIN CERTIFICATE-----";

    private static ClusterEndpoints endpoints(boolean external, String publicIp, String privateIp, String membership) {
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
                .setFleet(Fleet.newBuilder().setMembership(membership))
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
    void tellsWhatThereIsInsteadOfWhatIsMissing() {
        Failed failed = assertThrows(
                Failed.class, () -> endpoints(false, "", "10.0.0.2", "").address(KubernetesEndpoint.PUBLIC_IP));
        assertEquals(
                "Cluster shop has no such address: Public IP address. It has DNS-based endpoint, private IP address;"
                        + " choose another endpoint for it in Manage Jenkins.",
                failed.getMessage());
    }
}
