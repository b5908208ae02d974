package io.jenkins.plugins.gkeupgrade.credentials;

import com.google.api.client.util.Clock;
import com.google.auth.oauth2.OAuth2Credentials;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Google's token server, with tokens that are good for an hour of a clock of the test's. */
public final class TokenServer implements AutoCloseable {
    public static final Duration LIFETIME = Duration.ofHours(1);

    private final InstantSource clock;
    private final Map<String, Instant> issued = new ConcurrentHashMap<>();
    private final HttpServer server;

    public TokenServer(InstantSource clock) throws IOException {
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String token = "token-" + (issued.size() + 1);
        issued.put(token, clock.instant());
        byte[] answer = KeyFiles.bytes("{\"access_token\": \"" + token + "\", \"expires_in\": " + LIFETIME.toSeconds()
                + ", \"token_type\": \"Bearer\"}");
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    /** Whether a server of Google's would take the token now. */
    public boolean good(String token) {
        Instant since = issued.get(token);
        return since != null && clock.instant().isBefore(since.plus(LIFETIME));
    }

    public int issued() {
        return issued.size();
    }

    /** A service account whose tokens come from here, and whose library goes by the same clock. */
    public GoogleAccess serviceAccount() throws Exception {
        System.setProperty(Loopback.PROPERTY, "true");
        String key = KeyFiles.serviceAccount(
                "http://127.0.0.1:" + server.getAddress().getPort() + "/token");
        GoogleAccess access = GoogleKeyFile.read(KeyFiles.bytes(key));
        Field clockOfLibrary = OAuth2Credentials.class.getDeclaredField("clock");
        clockOfLibrary.setAccessible(true);
        clockOfLibrary.set(access.credentials().orElseThrow(), (Clock) clock::millis);
        return access;
    }

    @Override
    public void close() {
        server.stop(0);
        System.clearProperty(Loopback.PROPERTY);
    }
}
