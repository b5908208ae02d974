package io.jenkins.plugins.gkeupgrade.gcp;

import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import java.net.URI;
import java.util.Set;

/**
 * Where the GKE API is.
 *
 * @param hostAndPort {@code host:port}; empty for Google's own address
 * @param plaintext whether it speaks unencrypted gRPC and takes no credentials: emulators on this machine only
 */
public record GkeAddress(String hostAndPort, boolean plaintext) {
    /** System property that must be {@code true} for {@link #plaintext}; for tests and demos. */
    public static final String PLAINTEXT_PROPERTY = "io.jenkins.plugins.gkeupgrade.allowPlaintextLoopback";

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    /** @throws InvalidValue unless it is an address, and a loopback address when plaintext is wanted */
    public GkeAddress {
        hostAndPort = hostAndPort == null ? "" : hostAndPort.trim();
        URI uri = parsed(hostAndPort);
        if (plaintext
                && !(LOOPBACK.contains(String.valueOf(uri.getHost())) && Boolean.getBoolean(PLAINTEXT_PROPERTY))) {
            throw new InvalidValue("GKE API address '" + hostAndPort
                    + "': plaintext is only allowed to a server on this"
                    + " machine (127.0.0.1), and only while the system property " + PLAINTEXT_PROPERTY + " is true.");
        }
    }

    private static URI parsed(String hostAndPort) {
        try {
            URI uri = URI.create("grpc://" + (hostAndPort.isEmpty() ? "container.googleapis.com:443" : hostAndPort));
            if (uri.getHost() != null && uri.getPort() > 0) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw notAnAddress(hostAndPort);
        }
        throw notAnAddress(hostAndPort);
    }

    private static InvalidValue notAnAddress(String hostAndPort) {
        return new InvalidValue(
                "GKE API address '" + hostAndPort + "': expected host:port such as container.googleapis.com:443.");
    }

    /** Google's own address. */
    public static GkeAddress google() {
        return new GkeAddress("", false);
    }
}
