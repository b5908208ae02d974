package io.jenkins.plugins.gkeupgrade.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import java.security.GeneralSecurityException;
import java.util.List;
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
                "https://sts.storage.googleapis.com/a-bucket/",
                "https://storage.googleapis.com/a-bucket/token",
                "not an address"
            })
    void sendsCredentialsToGoogleOnly(String server) throws GeneralSecurityException {
        assertTrue(refusal(KeyFiles.serviceAccount(server))
                .contains("token_uri must be an https address of a token server of Google"));
        assertTrue(refusal(KeyFiles.federation(server, FILE_SOURCE)).contains("token_url must be"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sts.googleapis.com/v1/token",
                "https://sts.mtls.googleapis.com/v1/token",
                "https://us-east1-sts.googleapis.com/v1/token",
                "https://sts-acme.p.googleapis.com/v1/token",
                "https://oauth2.googleapis.com/token",
                "https://www.googleapis.com/oauth2/v4/token",
                "https://accounts.google.com/o/oauth2/token"
            })
    void takesAllTokenServersOfGoogle(String server) throws GeneralSecurityException {
        read(KeyFiles.serviceAccount(server));
        read(KeyFiles.federation(server, FILE_SOURCE));
    }

    /** Without token_url, Google's library would post what is in the file to sts.evil.example. */
    @Test
    void knowsNoOtherUniverse() throws GeneralSecurityException {
        String elsewhere = "\"universe_domain\": \"evil.example\",";
        String federation = KeyFiles.federation("https://sts.googleapis.com/v1/token", FILE_SOURCE);
        for (String file : List.of(
                federation.replaceFirst("\"token_url.*", elsewhere),
                federation.replaceFirst("\\{", "{" + elsewhere),
                KeyFiles.serviceAccount(GOOGLE).replaceFirst("\\{", "{" + elsewhere))) {
            assertTrue(refusal(file).startsWith("The secret file is for another cloud"), file);
        }
        read(federation.replaceFirst("\\{", "{\"universe_domain\": \"googleapis.com\","));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://intranet.example/token",
                "http://10.0.0.1/token",
                "http://169.254.169.254.evil.example/token",
                "https://user:secret@idp.example/token",
                "file:///etc/passwd",
                "http://127.0.0.1:1/token"
            })
    void asksNobodyInPlaintextForTheProof(String address) {
        for (String source : List.of(
                "{\"url\": \"%s\"}",
                "{\"environment_id\": \"aws1\", \"region_url\": \"%s\", \"regional_cred_verification_url\": \"x\"}",
                "{\"environment_id\": \"aws1\", \"url\": \"%s\", \"regional_cred_verification_url\": \"x\"}",
                "{\"environment_id\": \"aws1\", \"imdsv2_session_token_url\": \"%s\", \"url\": \"https://a.example\","
                        + " \"regional_cred_verification_url\": \"x\"}")) {
            String message =
                    refusal(KeyFiles.federation("https://sts.googleapis.com/v1/token", source.formatted(address)));
            assertTrue(message.startsWith("The secret file reads its token from where it must not"), message);
            assertFalse(message.contains("secret@"), message);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://idp.example/token",
                "http://169.254.169.254/metadata/identity/oauth2/token",
                "http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/identity",
                "http://[fd00:ec2::254]/latest/meta-data"
            })
    void asksMetadataServersAndOthersThatEncrypt(String address) {
        read(KeyFiles.federation("https://sts.googleapis.com/v1/token", "{\"url\": \"" + address + "\"}"));
    }

    @Test
    void aFederationIsTheControllersIdentityAndAKeyIsItsOwn() throws GeneralSecurityException {
        assertTrue(read(KeyFiles.federation("https://sts.googleapis.com/v1/token", FILE_SOURCE))
                .isControllers());
        assertFalse(read(KeyFiles.serviceAccount(GOOGLE)).isControllers());
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
