package io.jenkins.plugins.gkeupgrade.config;

import io.jenkins.plugins.gkeupgrade.engine.gate.GateUrl;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The addresses that an administrator lets gates ask. */
record GateUrls(List<URI> prefixes) {
    GateUrls {
        prefixes = List.copyOf(prefixes);
    }

    /**
     * @param text prefixes, separated by white space
     * @throws InvalidValue naming the one that is none
     */
    static GateUrls parse(String text) {
        List<URI> prefixes = new ArrayList<>();
        for (String prefix : (text == null ? "" : text).split("\\s+")) {
            if (!prefix.isEmpty()) {
                prefixes.add(prefix(prefix));
            }
        }
        return new GateUrls(prefixes);
    }

    private static URI prefix(String text) {
        try {
            URI prefix = GateUrl.parse(text);
            if (prefix.getRawQuery() == null) {
                return prefix;
            }
        } catch (InvalidValue e) {
            throw e.in("gateUrls");
        }
        throw new InvalidValue("gateUrls: '" + text + "' has a query: expected a prefix such as https://HOST/PATH.");
    }

    /** @throws InvalidValue when it is under none of the prefixes */
    URI allowed(String url) {
        URI address = GateUrl.parse(url);
        if (prefixes.stream().anyMatch(prefix -> GateUrl.covers(prefix, address))) {
            return address;
        }
        throw new InvalidValue(
                address.getScheme() + "://" + address.getRawAuthority() + " may not be asked from this controller: "
                        + (prefixes.isEmpty() ? "no address may. " : "it is under none of the addresses that may. ")
                        + "An administrator lists them under Manage Jenkins, System, GKE opt-in upgrade, \"Addresses"
                        + " that gates may ask\" (gateUrls).");
    }
}
