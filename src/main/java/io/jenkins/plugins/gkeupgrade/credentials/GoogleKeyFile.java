package io.jenkins.plugins.gkeupgrade.credentials;

import com.google.api.client.json.GenericJson;
import com.google.api.client.json.gson.GsonFactory;
import com.google.auth.oauth2.GoogleCredentials;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The JSON files that Google hands out: a service-account key, or a Workload Identity Federation configuration.
 *
 * <p>Such a file says where secrets are sent to, and a federation configuration also where they are read from; and the
 * file may come from somebody who may use a folder's credentials but must not see the controller's own files. So only
 * Google's token servers are accepted, no other universe (the library would send the token to {@code sts.UNIVERSE}), and
 * nothing that runs programs.
 *
 * @see <a href="https://cloud.google.com/docs/authentication/external/externally-sourced-credentials">Validating
 *     credential configurations from external sources</a>
 */
final class GoogleKeyFile {
    private static final String SERVICE_ACCOUNT = "service_account";
    private static final String EXTERNAL_ACCOUNT = "external_account";
    private static final List<String> SERVERS =
            List.of("token_uri", "token_url", "token_info_url", "service_account_impersonation_url");
    /** What the library gets from an address: those of AWS give the region, the keys and a session. */
    private static final List<String> SOURCES = List.of("url", "region_url", "imdsv2_session_token_url");

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
        SERVERS.forEach(field -> requireTokenServer(field, json.get(field)));
        Object universe = json.get("universe_domain");
        if (universe != null && !universe.equals("googleapis.com")) {
            throw new InvalidValue(
                    "The secret file is for another cloud than Google's own: leave universe_domain out, or"
                            + " have it read googleapis.com.");
        }
        if (json.get("credential_source") instanceof Map<?, ?> source) {
            requireFitSource(source);
        }
        try {
            GoogleCredentials credentials = GoogleCredentials.fromStream(new ByteArrayInputStream(content));
            return type.equals(SERVICE_ACCOUNT)
                    ? GoogleAccess.of(credentials, who(json), content)
                    : GoogleAccess.ofMachine(credentials, who(json), content);
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

    private static void requireFitSource(Map<?, ?> source) {
        if (source.containsKey("executable")) {
            throw new InvalidValue("The secret file wants to run a program (credential_source.executable), which is not"
                    + " allowed on a controller: use a file, a URL or AWS as the source.");
        }
        for (String field : SOURCES) {
            if (source.get(field) != null
                    && !GoogleServers.maySource(source.get(field).toString())) {
                throw new InvalidValue(
                        "The secret file reads its token from where it must not: credential_source." + field
                                + " must be an https address, or the metadata server of the controller's machine"
                                + " (http://169.254.169.254).");
            }
        }
    }

    private static void requireTokenServer(String field, Object value) {
        if (value != null && !GoogleServers.givesTokens(value.toString())) {
            throw new InvalidValue("The secret file sends credentials elsewhere: " + field
                    + " must be an https address of a token server of Google, such as oauth2.googleapis.com,"
                    + " sts.googleapis.com or iamcredentials.googleapis.com.");
        }
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
