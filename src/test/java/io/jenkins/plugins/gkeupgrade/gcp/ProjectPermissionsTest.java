package io.jenkins.plugins.gkeupgrade.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class ProjectPermissionsTest {
    private static final String TOKEN = "ya29.secret";

    private HttpServer server;
    private ProjectPermissions permissions;
    private final List<String> asked = new ArrayList<>();

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        permissions = new ProjectPermissions(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(int code, String body) {
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @Test
    void thoseThatAreNotListedAreMissing() throws IOException {
        answer(200, "{\n  \"permissions\": [\n    \"container.clusters.get\"\n  ]\n}");
        assertEquals(
                List.of("container.clusters.update"),
                permissions.missing("acme", List.of("container.clusters.get", "container.clusters.update"), TOKEN));
        assertEquals(
                List.of("POST /v1/projects/acme:testIamPermissions Bearer ya29.secret"
                        + " {\"permissions\":[\"container.clusters.get\",\"container.clusters.update\"]}"),
                asked);
    }

    @Test
    void whoHasNoneGetsAnEmptyAnswer() throws IOException {
        answer(200, "{}");
        assertEquals(ProjectPermissions.OF_STEPS, permissions.missing("acme", ProjectPermissions.OF_STEPS, TOKEN));
    }

    @Test
    void whyItCannotBeToldIsSaidWithoutTheToken() {
        answer(403, "{\"error\": {\"status\": \"PERMISSION_DENIED\"}}");
        String told = assertThrows(
                        IOException.class, () -> permissions.missing("acme", ProjectPermissions.OF_STEPS, TOKEN))
                .getMessage();
        assertEquals(
                "127.0.0.1 answered 403; is the Cloud Resource Manager API enabled in the project of the identity?",
                told);
        server.stop(0);
        told = assertThrows(IOException.class, () -> permissions.missing("acme", ProjectPermissions.OF_STEPS, TOKEN))
                .getMessage();
        assertTrue(told.startsWith("127.0.0.1 did not answer ("), told);
        assertFalse(told.contains(TOKEN), told);
    }

    @Test
    void theRoleIsAskedFor() throws IOException {
        Map<String, Object> role = new Yaml()
                .load(Files.readString(Path.of(System.getProperty("repository.root", "."), "docs", "iam-role.yaml")));
        TreeSet<String> all = new TreeSet<>(ProjectPermissions.OF_STEPS);
        all.add(ProjectPermissions.CONNECT);
        assertEquals(all, new TreeSet<>((List<?>) role.get("includedPermissions")));
    }
}
