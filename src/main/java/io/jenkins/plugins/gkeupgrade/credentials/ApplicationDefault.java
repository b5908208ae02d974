package io.jenkins.plugins.gkeupgrade.credentials;

import com.google.auth.oauth2.GoogleCredentials;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import java.io.IOException;
import java.util.function.Supplier;

/** Application Default Credentials of the controller: Workload Identity on GKE, the machine's service account, or a file. */
final class ApplicationDefault implements Supplier<GoogleCredentials> {
    private GoogleCredentials found;

    @Override
    public synchronized GoogleCredentials get() {
        if (found == null) {
            try {
                found = GoogleAccess.ready(GoogleCredentials.getApplicationDefault());
            } catch (IOException e) {
                throw new Failed(
                        "credentialsId: none is given and the controller has no Application Default Credentials: name"
                                + " credentials, or run the controller with a Google service account.",
                        e);
            }
        }
        return found;
    }
}
