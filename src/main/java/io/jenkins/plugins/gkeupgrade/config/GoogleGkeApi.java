package io.jenkins.plugins.gkeupgrade.config;

import com.google.auth.Credentials;
import io.jenkins.plugins.gkeupgrade.credentials.GoogleAccess;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import io.jenkins.plugins.gkeupgrade.gcp.ClusterEndpoints;
import io.jenkins.plugins.gkeupgrade.gcp.GkeAddress;
import io.jenkins.plugins.gkeupgrade.gcp.GkeConnection;

/** The GKE API over gRPC. */
final class GoogleGkeApi implements GkeApi {
    private final ClusterSettings settings;
    private final GkeConnection connection;

    GoogleGkeApi(ClusterAccess access) {
        this.settings = access.settings();
        this.connection = GkeConnection.open(
                new GkeAddress(settings.gkeApiHostAndPort(), settings.plaintextGkeApi()),
                () -> credentials(access.google()));
    }

    private static Credentials credentials(GoogleAccess google) {
        return google.credentials()
                .orElseThrow(() -> new Failed("The GKE API needs credentials, and " + google + " has none."));
    }

    @Override
    public ControlPlane controlPlane() {
        return connection.controlPlane(settings.cluster());
    }

    @Override
    public ClusterEndpoints endpoints() {
        return ClusterEndpoints.of(connection.describe(settings.cluster()));
    }

    @Override
    public void close() {
        connection.close();
    }
}
