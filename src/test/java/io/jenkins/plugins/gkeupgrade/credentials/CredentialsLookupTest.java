package io.jenkins.plugins.gkeupgrade.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsDescriptor;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.sun.net.httpserver.HttpServer;
import hudson.util.Secret;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("standalone") // Real secrets are encrypted with a key of the controller.
class CredentialsLookupTest {
    @AfterEach
    void forbidPlaintext() {
        System.clearProperty(Loopback.PROPERTY);
    }

    private static CredentialsLookup with(Map<String, StandardCredentials> known) {
        return new CredentialsLookup(new CredentialsLookup.Scope() {
            @Override
            public StandardCredentials find(String id) {
                return known.get(id);
            }

            @Override
            public String words() {
                return "this build";
            }
        });
    }

    @Test
    void secretTextIsATokenThatIsNeverPrinted() {
        GoogleAccess access = with(Map.of("t", new SecretText("ya29.secret "))).google("t");
        assertEquals("ya29.secret", access.token());
        assertEquals("the token in credentials 't'", access.toString());
        assertFalse(access.fingerprint().contains("secret"));
    }

    @Test
    void webCredentialsBecomeAHeader() {
        CredentialsLookup lookup = with(Map.of(
                "t",
                new SecretText("prom-token\n"),
                "u",
                new UserAndPassword("grafana", "s3cret"),
                "other",
                new Other()));
        assertEquals("Bearer prom-token", lookup.authorization("t"));
        assertEquals("Basic Z3JhZmFuYTpzM2NyZXQ=", lookup.authorization("u"));
        assertTrue(assertThrows(Failed.class, () -> lookup.authorization("other"))
                .getMessage()
                .endsWith("They are neither a secret text nor a user name with a password."));
        assertThrows(Failed.class, () -> lookup.authorization("nobody"));
    }

    @Test
    void unknownCredentialsAreNamed() {
        Failed failed = assertThrows(Failed.class, () -> with(Map.of()).google("deployr"));
        assertEquals(
                "credentialsId: 'deployr' does not exist or may not be used by this build: name credentials of its"
                        + " folder or global ones.",
                failed.getMessage());
    }

    @Test
    void unfitCredentialsAreExplained() {
        CredentialsLookup lookup = with(Map.of("f", new SecretFile("{}"), "other", new Other()));
        assertTrue(assertThrows(Failed.class, () -> lookup.google("f"))
                .getMessage()
                .startsWith("credentialsId: 'f' cannot be used. The secret file is neither"));
        assertTrue(assertThrows(Failed.class, () -> lookup.google("other"))
                .getMessage()
                .endsWith("They are neither a secret file, a secret text nor a Google service account."));
        assertTrue(assertThrows(Failed.class, () -> lookup.file("kubeconfigCredentialsId", "other"))
                .getMessage()
                .endsWith("They are not a secret file."));
        assertEquals("{}", lookup.file("kubeconfigCredentialsId", "f"));
    }

    @Test
    void tokensAreFetchedAnewEachTimeTheyExpire() throws Exception {
        AtomicInteger tokens = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", exchange -> {
            // A lifetime within the safety margin of Google's library: such a token has to be replaced at once.
            byte[] answer = KeyFiles.bytes("{\"access_token\": \"token-" + tokens.incrementAndGet()
                    + "\", \"expires_in\": 1, \"token_type\": \"Bearer\"}");
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            System.setProperty(Loopback.PROPERTY, "true");
            String key = KeyFiles.serviceAccount(
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/token");
            GoogleAccess access = with(Map.of("f", new SecretFile(key))).google("f");
            assertEquals("token-1", access.token());
            assertEquals("token-2", access.token());
            assertEquals("token-3", access.token());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void anUnreachableTokenServerIsWorthAnotherTry() throws Exception {
        System.setProperty(Loopback.PROPERTY, "true");
        HttpServer closed = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String address = "http://127.0.0.1:" + closed.getAddress().getPort() + "/token";
        closed.start();
        closed.stop(0);
        GoogleAccess access = with(Map.of("f", new SecretFile(KeyFiles.serviceAccount(address))))
                .google("f");
        String message = assertThrows(TransientFailure.class, access::token).getMessage();
        assertTrue(message.startsWith("No access token for service account deployer@shop"), message);
        assertFalse(message.contains("assertion"), message);
    }

    private interface Known extends StandardCredentials {
        @Override
        default String getDescription() {
            return "";
        }

        @Override
        default String getId() {
            return "f";
        }

        @Override
        default CredentialsScope getScope() {
            return CredentialsScope.GLOBAL;
        }

        @Override
        default CredentialsDescriptor getDescriptor() {
            throw new UnsupportedOperationException("forms do not matter here");
        }
    }

    private record SecretText(String text) implements Known, StringCredentials {
        private static final long serialVersionUID = 1L;

        @Override
        public Secret getSecret() {
            return Secret.fromString(text);
        }
    }

    private record UserAndPassword(String user, String word) implements Known, StandardUsernamePasswordCredentials {
        private static final long serialVersionUID = 1L;

        @Override
        public String getUsername() {
            return user;
        }

        @Override
        public Secret getPassword() {
            return Secret.fromString(word);
        }
    }

    private record SecretFile(String content) implements Known, FileCredentials {
        private static final long serialVersionUID = 1L;

        @Override
        public String getFileName() {
            return "key.json";
        }

        @Override
        public InputStream getContent() throws IOException {
            return new ByteArrayInputStream(KeyFiles.bytes(content));
        }
    }

    private record Other() implements Known {
        private static final long serialVersionUID = 1L;
    }
}
