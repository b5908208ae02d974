package io.jenkins.plugins.gkeupgrade.credentials;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.google.auth.oauth2.ComputeEngineCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.jenkins.plugins.credentials.oauth.GoogleRobotMetadataCredentials;
import com.google.jenkins.plugins.credentials.oauth.GoogleRobotPrivateKeyCredentials;
import com.google.jenkins.plugins.credentials.oauth.ServiceAccountConfig;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.List;

/**
 * Credentials of the google-oauth plugin, which need not be installed: this class is loaded only when credentials of that
 * plugin turn up, which proves that it is there.
 */
final class RobotAccess {
    private RobotAccess() {}

    static GoogleAccess of(StandardCredentials credentials) {
        if (credentials instanceof GoogleRobotPrivateKeyCredentials robot) {
            ServiceAccountConfig account = robot.getServiceAccountConfig();
            PrivateKey key = account.getPrivateKey();
            if (key == null) {
                throw new InvalidValue(
                        "The Google robot credentials '" + credentials.getId() + "' have no readable private key.");
            }
            return GoogleAccess.of(
                    ServiceAccountCredentials.newBuilder()
                            .setClientEmail(account.getAccountId())
                            .setPrivateKey(key)
                            .setScopes(List.of(GoogleAccess.SCOPE))
                            .build(),
                    "service account " + account.getAccountId(),
                    key.getEncoded());
        }
        if (credentials instanceof GoogleRobotMetadataCredentials) {
            return GoogleAccess.ofMachine(
                    ComputeEngineCredentials.create().createScoped(GoogleAccess.SCOPE),
                    "the service account of the controller's machine",
                    "metadata".getBytes(StandardCharsets.UTF_8));
        }
        throw new InvalidValue("The Google robot credentials '" + credentials.getId() + "' are of a kind that is not"
                + " known: use a private key or the metadata server.");
    }
}
