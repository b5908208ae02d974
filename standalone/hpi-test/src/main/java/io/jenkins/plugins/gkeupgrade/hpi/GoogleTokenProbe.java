package io.jenkins.plugins.gkeupgrade.hpi;

import com.google.auth.oauth2.ServiceAccountCredentials;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.function.UnaryOperator;

/** Fetches an access token with a service account's key, as for real Google credentials. */
public final class GoogleTokenProbe implements UnaryOperator<String> {
    @Override
    public String apply(String tokenServer) {
        try {
            return ServiceAccountCredentials.newBuilder()
                    .setClientEmail("upgrader@project.iam.gserviceaccount.com")
                    .setPrivateKey(KeyPairGenerator.getInstance("RSA")
                            .generateKeyPair()
                            .getPrivate())
                    .setTokenServerUri(URI.create(tokenServer))
                    .setScopes(List.of("https://www.googleapis.com/auth/cloud-platform"))
                    .build()
                    .refreshAccessToken()
                    .getTokenValue();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
