package io.jenkins.plugins.gkeupgrade.credentials;

import java.net.URI;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which addresses a key file may name. */
final class GoogleServers {
    /**
     * Google's token servers: the global ones, those of a region ({@code us-east1-sts}), and those of a Private Service
     * Connect endpoint ({@code sts-acme.p}). Not all of {@code googleapis.com}: a bucket is there as well.
     *
     * @see <a href="https://cloud.google.com/docs/authentication/external/externally-sourced-credentials">Validating
     *     credential configurations from external sources</a>
     */
    private static final Pattern TOKENS = Pattern.compile("accounts\\.google\\.com"
            + "|([a-z0-9-]+[.-])?(oauth2|www|sts|iamcredentials)(\\.mtls)?\\.googleapis\\.com"
            + "|(oauth2|sts|iamcredentials)-[a-z0-9-]+\\.p(\\.mtls)?\\.googleapis\\.com");
    /** Link-local addresses, where the clouds keep them; they speak no TLS, and nothing leaves the machine's network. */
    private static final Pattern METADATA =
            Pattern.compile("169\\.254\\.\\d{1,3}\\.\\d{1,3}|\\[fd00:ec2::\\d+]|metadata\\.google\\.internal");

    private GoogleServers() {}

    /** Whether secrets may be sent there in exchange for a token. */
    static boolean givesTokens(String address) {
        return is(
                address, uri -> encrypted(uri) && TOKENS.matcher(uri.getHost()).matches());
    }

    /** Whether the proof of who the controller is may be asked for there. */
    static boolean maySource(String address) {
        return is(
                address,
                uri -> encrypted(uri)
                        || "http".equals(uri.getScheme())
                                && METADATA.matcher(uri.getHost()).matches());
    }

    private static boolean is(String address, Predicate<URI> fit) {
        try {
            URI uri = URI.create(address);
            return uri.getHost() != null && uri.getUserInfo() == null && (fit.test(uri) || Loopback.allows(uri));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean encrypted(URI uri) {
        return "https".equals(uri.getScheme());
    }
}
