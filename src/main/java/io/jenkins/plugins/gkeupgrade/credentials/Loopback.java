package io.jenkins.plugins.gkeupgrade.credentials;

import io.jenkins.plugins.gkeupgrade.gcp.GkeAddress;
import java.net.URI;
import java.util.Set;

/**
 * The one exception to encrypted transport: servers on this machine, for tests and demos, and only when the controller
 * was started with the system property.
 */
public final class Loopback {
    /** Name of the system property; {@code true} allows plaintext to loopback addresses. */
    public static final String PROPERTY = GkeAddress.PLAINTEXT_PROPERTY;

    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");

    private Loopback() {}

    /** Whether plaintext to this address is allowed; never so for other machines. */
    public static boolean allows(URI address) {
        return Boolean.getBoolean(PROPERTY) && address.getHost() != null && HOSTS.contains(address.getHost());
    }
}
