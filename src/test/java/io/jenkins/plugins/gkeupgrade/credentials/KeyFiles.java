package io.jenkins.plugins.gkeupgrade.credentials;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;

/** Files as Google hands them out, with a key that is made for the test. */
final class KeyFiles {
    private static final String ENDINGS = "\\n";

    private KeyFiles() {}

    static String serviceAccount(String tokenServer) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String key = Base64.getEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        return """
                {
                  "type": "service_account",
                  "project_id": "shop",
                  "private_key_id": "k1",
                  "private_key": "-----BEGIN PRIVATE KEY-----%s%s%s-----END PRIVATE KEY-----%s",
                  "client_email": "deployer@shop.iam.gserviceaccount.com",
                  "client_id": "1",
                  "token_uri": "%s"
                }
                """.formatted(ENDINGS, key, ENDINGS, ENDINGS, tokenServer);
    }

    static String federation(String tokenUrl, String source) {
        return """
                {
                  "type": "external_account",
                  "audience": "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/jenkins",
                  "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
                  "token_url": "%s",
                  "service_account_impersonation_url": "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/deployer@shop.iam.gserviceaccount.com:generateAccessToken",
                  "credential_source": %s
                }
                """.formatted(tokenUrl, source);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
