package io.jenkins.plugins.gkeupgrade.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleKeyFileTest {
    private static final String GOOGLE = "https://oauth2.googleapis.com/token";
    private static final String FILE_SOURCE = "{\"file\": \"/var/run/secrets/token\"}";

    private static GoogleAccess read(String text) {
        return GoogleKeyFile.read(KeyFiles.bytes(text));
    }

    private static String refusal(String text) {
        String message = assertThrows(InvalidValue.class, () -> read(text)).getMessage();
        assertFalse(message.contains("PRIVATE"), "quotes nothing of the file: " + message);
        return message;
    }

    @Test
    void readsServiceAccountKeys() throws GeneralSecurityException {
        GoogleAccess access = read(KeyFiles.serviceAccount(GOOGLE));
        assertEquals("service account deployer@shop.iam.gserviceaccount.com", access.toString());
        assertNotEquals(
                access.fingerprint(), read(KeyFiles.serviceAccount(GOOGLE)).fingerprint());
    }

    @Test
    void readsWorkloadIdentityFederation() {
        GoogleAccess access = read(KeyFiles.federation("https://sts.googleapis.com/v1/token", FILE_SOURCE));
        assertEquals(
                "service account deployer@shop.iam.gserviceaccount.com by Workload Identity Federation",
                access.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://oauth2.googleapis.com/token",
                "https://evil.example/token",
                "https://evil.example/?x=.googleapis.com",
                "https://oauth2.googleapis.com.evil.example/token",
                "https://oauth2.googleapis.com@evil.example/token",
                "http://127.0.0.1:1/token",
                "not an address"
            })
    void sendsCredentialsToGoogleOnly(String server) throws GeneralSecurityException {
        assertTrue(refusal(KeyFiles.serviceAccount(server)).contains("token_uri must be an https address of Google"));
        assertTrue(refusal(KeyFiles.federation(server, FILE_SOURCE)).contains("token_url must be"));
    }

    @Test
    void runsNoPrograms() {
        String message = refusal(KeyFiles.federation(
                "https://sts.googleapis.com/v1/token", "{\"executable\": {\"command\": \"/bin/sh\"}}"));
        assertTrue(message.contains("credential_source.executable"), message);
    }

    @Test
    void namesWhatElseIsWrong() {
        assertEquals("The secret file is not JSON.", refusal("PRIVATE apiVersion: v1"));
        assertEquals("The secret file is not JSON.", refusal(""));
        assertTrue(refusal("{\"type\": \"authorized_user\"}").startsWith("The secret file is neither"));
        assertTrue(refusal("{\"type\": \"service_account\", \"private_key\": \"PRIVATE\"}")
                .startsWith("The secret file is not complete"));
    }
}
