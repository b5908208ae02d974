package io.jenkins.plugins.gkeupgrade.credentials;

import com.google.api.client.json.GenericJson;
import com.google.api.client.json.gson.GsonFactory;
import com.google.auth.oauth2.GoogleCredentials;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The JSON files that Google hands out: a service-account key, or a Workload Identity Federation configuration.
 *
 * <p>Such a file says where secrets are sent to, and a federation configuration also where they are read from; and the
 * file may come from somebody who may use a folder's credentials but must not see the controller's own files. So only
 * Google's token servers are accepted, and nothing that runs programs.
 *
 * @see <a href="https://cloud.google.com/docs/authentication/external/externally-sourced-credentials">Validating
 *     credential configurations from external sources</a>
 */
final class GoogleKeyFile {
    private static final String SERVICE_ACCOUNT = "service_account";
    private static final String EXTERNAL_ACCOUNT = "external_account";
    private static final List<String> SERVERS =
            List.of("token_uri", "token_url", "token_info_url", "service_account_impersonation_url");

    private GoogleKeyFile() {}

    /**
     * Reads the file; makes no request.
     *
     * @throws InvalidValue one sentence that does not quote the content
     */
    static GoogleAccess read(byte[] content) {
        GenericJson json = parse(content);
        String type = String.valueOf(json.get("type"));
        if (!type.equals(SERVICE_ACCOUNT) && !type.equals(EXTERNAL_ACCOUNT)) {
            throw new InvalidValue("The secret file is neither a service-account key nor a Workload Identity Federation"
                    + " configuration: its \"type\" is not " + SERVICE_ACCOUNT + " or " + EXTERNAL_ACCOUNT + ".");
        }
        SERVERS.forEach(field -> requireGoogle(field, json.get(field)));
        if (json.get("credential_source") instanceof Map<?, ?> source && source.containsKey("executable")) {
            throw new InvalidValue("The secret file wants to run a program (credential_source.executable), which is not"
                    + " allowed on a controller: use a file, a URL or AWS as the source.");
        }
        try {
            return GoogleAccess.of(GoogleCredentials.fromStream(new ByteArrayInputStream(content)), who(json), content);
        } catch (IOException | RuntimeException e) {
            // Without the cause: parsers quote what they could not read.
            throw new InvalidValue("The secret file is not complete: Google's library cannot use this " + type + ".");
        }
    }

    private static GenericJson parse(byte[] content) {
        try {
            return GsonFactory.getDefaultInstance()
                    .createJsonParser(new String(content, StandardCharsets.UTF_8))
                    .parseAndClose(GenericJson.class);
        } catch (IOException | RuntimeException e) {
            throw new InvalidValue("The secret file is not JSON.");
        }
    }

    private static void requireGoogle(String field, Object value) {
        if (value == null) {
            return;
        }
        try {
            URI address = URI.create(value.toString());
            String host = String.valueOf(address.getHost());
            boolean google = host.equals("accounts.google.com") || host.endsWith(".googleapis.com");
            boolean encrypted = "https".equals(address.getScheme()) && address.getUserInfo() == null;
            if (google && encrypted || Loopback.allows(address)) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // not an address at all, which is no better
        }
        throw new InvalidValue("The secret file sends credentials elsewhere: " + field
                + " must be an https address of Google (*.googleapis.com).");
    }

    private static String who(GenericJson json) {
        Object email = json.get("client_email");
        if (email != null) {
            return "service account " + email;
        }
        Object impersonation = json.get("service_account_impersonation_url");
        if (impersonation != null) {
            String url = impersonation.toString();
            String account = url.substring(url.lastIndexOf('/') + 1).replace(":generateAccessToken", "");
            return "service account " + account + " by Workload Identity Federation";
        }
        return "Workload Identity Federation " + json.get("audience");
    }
}
