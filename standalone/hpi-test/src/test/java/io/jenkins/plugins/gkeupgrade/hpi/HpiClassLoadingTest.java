package io.jenkins.plugins.gkeupgrade.hpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bundled libraries at work inside the plugin's class loader, on a controller that has other plugins: one with an
 * older google-http-client, on which this plugin depends (google-oauth), and one with its own copy of the Kubernetes
 * client (kubernetes-client-api), which the context class loader of Jenkins' threads sees.
 */
class HpiClassLoadingTest {
    @TempDir
    static Path folder;

    private static URLClassLoader kubernetesPlugin;
    private static URLClassLoader oauthPlugin;
    private static PluginLoader plugin;
    private static LoopbackKeys keys;
    private ClassLoader before;
    private HttpServer server;

    @BeforeAll
    static void load() throws IOException, InterruptedException {
        ClassLoader core = HpiClassLoadingTest.class.getClassLoader();
        List<Path> jars = PluginLoader.unpack(Path.of(System.getProperty("hpi.file")), folder);
        kubernetesPlugin = new URLClassLoader(PluginLoader.urls(jars), core);
        oauthPlugin = new URLClassLoader(
                PluginLoader.urls(PluginLoader.jarsIn(Path.of(System.getProperty("other-plugin.folder")))), core);
        List<Path> own = new ArrayList<>(jars);
        own.add(Path.of(System.getProperty("probes.folder")));
        plugin = new PluginLoader(own, oauthPlugin);
        keys = LoopbackKeys.make(folder);
    }

    @AfterAll
    static void unload() throws IOException {
        plugin.close();
        oauthPlugin.close();
        kubernetesPlugin.close();
    }

    @BeforeEach
    void runAsAThreadOfJenkins() {
        before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(kubernetesPlugin);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void theSceneIsAsDescribed() throws Exception {
        String http = "com.google.api.client.http.HttpRequest";
        String kubernetes = "io.fabric8.kubernetes.client.KubernetesClient";
        assertNotSame(oauthPlugin.loadClass(http), plugin.loadClass(http));
        assertNotSame(kubernetesPlugin.loadClass(kubernetes), plugin.loadClass(kubernetes));
        String guava = "com.google.common.collect.ImmutableList";
        assertSame(getClass().getClassLoader().loadClass(guava), plugin.loadClass(guava));
    }

    @Test
    void anAccessTokenIsFetched() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer(200, "{\"access_token\":\"ya29.token\",\"expires_in\":3600,\"token_type\":\"Bearer\"}");
        assertEquals("ya29.token", probe("GoogleTokenProbe", address() + "/token"));
    }

    @Test
    void gkeIsCalledOverGrpcWithTls() throws Exception {
        assertEquals("1.31.5-gke.1", probe("GkeProbe", keys.file().toString()));
    }

    @Test
    void kubernetesIsCalledWithTls() throws Exception {
        HttpsServer tls = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tls.setHttpsConfigurator(new HttpsConfigurator(keys.serverContext()));
        server = tls;
        answer(201, "{\"apiVersion\":\"v1\",\"kind\":\"Status\",\"status\":\"Success\"}");
        String kubeconfig = """
                apiVersion: v1
                kind: Config
                current-context: here
                clusters:
                - name: here
                  cluster:
                    server: https://localhost:%d
                    certificate-authority-data: %s
                users:
                - name: me
                  user:
                    token: secret
                contexts:
                - name: here
                  context: {cluster: here, user: me}
                """.formatted(
                        tls.getAddress().getPort(),
                        Base64.getEncoder().encodeToString(keys.certificatePem().getBytes(StandardCharsets.US_ASCII)));
        assertTrue(probe("KubernetesProbe", kubeconfig).startsWith("Evicted"));
    }

    private void answer(int status, String json) {
        server.createContext("/", exchange -> {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    private String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    @SuppressWarnings("unchecked")
    private static String probe(String name, String argument) throws Exception {
        Class<?> type = plugin.loadClass(HpiClassLoadingTest.class.getPackageName() + "." + name);
        assertSame(plugin, type.getClassLoader());
        return ((UnaryOperator<String>) type.getConstructor().newInstance()).apply(argument);
    }
}
