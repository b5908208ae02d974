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
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("standalone") // Real secrets are encrypted with a key of the controller.
class CredentialsLookupTest {
    private HttpServer server;

    @AfterEach
    void forbidPlaintext() {
        if (server != null) {
            server.stop(0);
        }
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

            @Override
            public boolean mayBeController(StandardCredentials found, Predicate<StandardCredentials> same) {
                return false;
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

    /** Java's HTTP client quotes a header that it cannot send, in an exception that would end up in the console. */
    @ParameterizedTest
    @ValueSource(strings = {"", "s3cret\nof two lines", "s3cret with spaces", "s3cret\u0000", "s3cret\u00fc"})
    void whatNoHeaderCanHoldIsNoTokenAndIsNotQuoted(String text) {
        CredentialsLookup lookup = with(Map.of("t", new SecretText(text)));
        for (Executable use : List.<Executable>of(() -> lookup.google("t"), () -> lookup.authorization("t"))) {
            assertEquals(
                    "credentialsId: 't' cannot be used. The secret text is no token: it is empty, or has spaces, line breaks"
                            + " or characters beyond ASCII in it.",
                    assertThrows(Failed.class, use).getMessage());
        }
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

    /** A service account whose tokens come from a server that answers so. */
    private GoogleAccess withTokensFrom(int code, Function<String, String> answers) throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", exchange -> {
            byte[] asked = exchange.getRequestBody().readAllBytes();
            byte[] answer = KeyFiles.bytes(answers.apply(new String(asked, StandardCharsets.UTF_8)));
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(code, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        System.setProperty(Loopback.PROPERTY, "true");
        String key = KeyFiles.serviceAccount(
                "http://127.0.0.1:" + server.getAddress().getPort() + "/token");
        return with(Map.of("f", new SecretFile(key))).google("f");
    }

    @Test
    void tokensAreFetchedAnewEachTimeTheyExpire() throws Exception {
        AtomicInteger tokens = new AtomicInteger();
        // A lifetime within the safety margin of Google's library: such a token has to be replaced at once.
        GoogleAccess access = withTokensFrom(
                200,
                asked -> "{\"access_token\": \"token-" + tokens.incrementAndGet()
                        + "\", \"expires_in\": 1, \"token_type\": \"Bearer\"}");
        assertEquals("token-1", access.token());
        assertEquals("token-2", access.token());
        assertEquals("token-3", access.token());
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

    /** Google's library puts what it sent and got into exceptions; none of that is for a console or a log. */
    @Test
    void aTokenServerThatDeclinesGivesNothingAway() throws Exception {
        GoogleAccess access = withTokensFrom(
                400,
                asked -> "{\"error\": \"invalid_grant\", \"error_description\": \"Invalid JWT Signature.\","
                        + " \"you_sent\": \"" + asked + "\"}");
        Failed failed = assertThrows(Failed.class, access::token);
        StringWriter trace = new StringWriter();
        failed.printStackTrace(new PrintWriter(trace, true));
        assertTrue(
                failed.getMessage().startsWith("No access token for service account deployer@shop"), trace::toString);
        assertFalse(trace.toString().contains("eyJ"), () -> "the signed assertion: " + trace);
        assertFalse(trace.toString().contains("PRIVATE KEY"), trace::toString);
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
