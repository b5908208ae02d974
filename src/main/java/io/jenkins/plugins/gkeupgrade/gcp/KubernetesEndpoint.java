package io.jenkins.plugins.gkeupgrade.gcp;

/** Which of a cluster's addresses the controller uses for the Kubernetes API. */
public enum KubernetesEndpoint {
    AUTO("Choose for me: DNS-based if it takes external traffic, else public, else private"),
    DNS("DNS-based endpoint"),
    PUBLIC_IP("Public IP address"),
    PRIVATE_IP("Private IP address"),
    CONNECT_GATEWAY("Connect Gateway of the fleet");

    private final String words;

    KubernetesEndpoint(String words) {
        this.words = words;
    }

    /** As the form shows it. */
    public String words() {
        return words;
    }
}
