package io.jenkins.plugins.gkeupgrade.gcp;

import com.google.container.v1.Cluster;
import com.google.container.v1.ControlPlaneEndpointsConfig;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses of a cluster's Kubernetes API, as GKE lists them.
 *
 * @param cluster its name, for messages
 * @param dns DNS-based endpoint; empty when it has none
 * @param dnsExternal whether the DNS-based endpoint takes traffic of users; without, it is there and answers 403
 * @param publicIp empty when it has none
 * @param privateIp empty when it has none
 * @param caPem the cluster's own authority, which vouches for the IP addresses only
 * @param membership full name of its fleet membership; empty when it is in no fleet
 * @param fleetProject number or id of the fleet's project; empty when it is in no fleet
 * @see <a href="https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation">Control plane access</a>
 */
public record ClusterEndpoints(
        String cluster,
        String dns,
        boolean dnsExternal,
        String publicIp,
        String privateIp,
        String caPem,
        String membership,
        String fleetProject) {
    private static final Pattern MEMBERSHIP =
            Pattern.compile(".*projects/([^/]+)/locations/([^/]+)/memberships/([^/]+)");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /**
     * Where to connect.
     *
     * @param url of the API server
     * @param caPem the only authority to trust; empty for those of the Java platform
     */
    public record Address(String url, String caPem) {}

    public static ClusterEndpoints of(Cluster cluster) {
        ControlPlaneEndpointsConfig endpoints = cluster.getControlPlaneEndpointsConfig();
        return new ClusterEndpoints(
                cluster.getName(),
                endpoints.getDnsEndpointConfig().getEndpoint(),
                endpoints.getDnsEndpointConfig().getAllowExternalTraffic(),
                endpoints.hasIpEndpointsConfig()
                        ? endpoints.getIpEndpointsConfig().getPublicEndpoint()
                        : cluster.getEndpoint(),
                endpoints.getIpEndpointsConfig().getPrivateEndpoint(),
                new String(
                        Base64.getMimeDecoder().decode(cluster.getMasterAuth().getClusterCaCertificate()),
                        StandardCharsets.UTF_8),
                cluster.getFleet().getMembership(),
                cluster.getFleet().getProject());
    }

    /** @throws Failed when the cluster has no such address; the message says which it has */
    public Address address(KubernetesEndpoint wanted) {
        return switch (wanted) {
            case AUTO -> auto();
            case DNS -> byName(require(openDns(), wanted));
            case PUBLIC_IP -> byIp(require(publicIp, wanted));
            case PRIVATE_IP -> byIp(require(privateIp, wanted));
            case CONNECT_GATEWAY -> gateway();
        };
    }

    /** Whether that choice is the DNS-based endpoint, which takes a permission of its own. */
    public boolean choosesDns(KubernetesEndpoint wanted) {
        return wanted == KubernetesEndpoint.DNS
                || wanted == KubernetesEndpoint.AUTO && !openDns().isEmpty();
    }

    private String openDns() {
        return dnsExternal ? dns : "";
    }

    private Address auto() {
        if (!openDns().isEmpty()) {
            return byName(dns);
        }
        return byIp(require(publicIp.isEmpty() ? privateIp : publicIp, KubernetesEndpoint.PRIVATE_IP));
    }

    private static Address byName(String host) {
        return new Address("https://" + host, "");
    }

    private Address byIp(String ip) {
        return new Address("https://" + ip, caPem);
    }

    private Address gateway() {
        Matcher m = MEMBERSHIP.matcher(require(membership, KubernetesEndpoint.CONNECT_GATEWAY));
        if (!m.matches()) {
            throw new Failed("Cluster " + cluster + " has a fleet membership of unknown form: '" + membership + "'.");
        }
        String location = m.group(2);
        // The gateway wants the project's number. A membership may name it by its id.
        String project = NUMBER.matcher(fleetProject).matches() ? fleetProject : m.group(1);
        String host = (location.equals("global") ? "" : location + "-") + "connectgateway.googleapis.com";
        return new Address(
                "https://" + host + "/v1/projects/" + project + "/locations/" + location + "/gkeMemberships/"
                        + m.group(3),
                "");
    }

    private String require(String address, KubernetesEndpoint wanted) {
        if (address.isEmpty()) {
            boolean closed = wanted == KubernetesEndpoint.DNS && !dns.isEmpty();
            throw new Failed("Cluster " + cluster + " has no such address: " + wanted.words()
                    + (closed
                            ? " (it is closed: gcloud container clusters update " + cluster
                                    + " --enable-dns-access opens it)"
                            : "")
                    + ". It has " + offer() + "; choose another endpoint for it in Manage Jenkins.");
        }
        return address;
    }

    private String offer() {
        String offer = (openDns().isEmpty() ? "" : ", DNS-based endpoint")
                + (publicIp.isEmpty() ? "" : ", public IP address")
                + (privateIp.isEmpty() ? "" : ", private IP address")
                + (membership.isEmpty() ? "" : ", Connect Gateway");
        return offer.isEmpty() ? "none" : offer.substring(2);
    }
}
