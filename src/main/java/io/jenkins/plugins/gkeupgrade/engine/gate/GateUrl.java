package io.jenkins.plugins.gkeupgrade.engine.gate;

import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The addresses that gates ask, and the prefixes of addresses that they may ask. */
public final class GateUrl {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private GateUrl() {}

    /**
     * Reads an address.
     *
     * @throws InvalidValue for anything but an absolute http or https URL without user, fragment and detours in its path
     */
    public static URI parse(String text) {
        String given = text == null ? "" : text.trim();
        try {
            URI url = new URI(given);
            boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            if (web && url.getHost() != null && url.getRawUserInfo() == null && url.getRawFragment() == null) {
                return withoutDetours(given, url);
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw new InvalidValue(
                "'" + given + "' is not an address: expected https://HOST/PATH, without user and fragment.");
    }

    /** A path that a server may read in another way than we do could leave the prefix that it seems to be under. */
    private static URI withoutDetours(String given, URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        String lower = path.toLowerCase(Locale.ROOT);
        boolean detour = lower.contains("%2f")
                || lower.contains("%2e")
                || lower.contains("%5c")
                || path.contains("//")
                || path.contains("\\")
                || ("/" + path + "/").matches(".*/\\.{1,2}(;[^/]*)?/.*");
        if (detour) {
            throw new InvalidValue("'" + given + "' is not an address that can be checked: its path has empty, dot or"
                    + " encoded segments.");
        }
        return url;
    }

    /** Whether the address is under the prefix: same scheme, host and port, and its path the same or below. */
    public static boolean covers(URI prefix, URI url) {
        String above = path(prefix);
        String path = path(url);
        return prefix.getScheme().equalsIgnoreCase(url.getScheme())
                && prefix.getHost().equalsIgnoreCase(url.getHost())
                && port(prefix) == port(url)
                && (path.equals(above) || path.startsWith(above.endsWith("/") ? above : above + "/"));
    }

    private static String path(URI url) {
        return url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    }

    private static int port(URI url) {
        return url.getPort() > 0 ? url.getPort() : "https".equalsIgnoreCase(url.getScheme()) ? HTTPS : HTTP;
    }

    /** @throws InvalidValue when a secret would go over the wire in clear text */
    static void requireSecure(URI url, String credentialsId) {
        if (!credentialsId.isEmpty() && !"https".equalsIgnoreCase(url.getScheme())) {
            throw new InvalidValue("credentialsId: '" + credentialsId + "' would be sent in clear text to "
                    + url.getHost() + ": credentials go with https only.");
        }
    }
}
