package io.jenkins.plugins.gkeupgrade.runner.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import hudson.model.Result;
import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.config.NamedCluster;
import io.jenkins.plugins.gkeupgrade.emulator.world.WorldReader;
import io.jenkins.plugins.gkeupgrade.runner.PipelineRunner;
import io.jenkins.plugins.gkeupgrade.runner.emulated.EmulatedEnvironment;
import io.jenkins.plugins.gkeupgrade.runner.run.RunSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation tells people to paste, run as it stands. */
class ExamplesTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    /** One build after the other, on one cluster; it is also configured as one without GKE, by its kubeconfig alone. */
    private String succeed(Map<String, String> parameters, String... jenkinsfiles) throws IOException {
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
        try (EmulatedEnvironment environment =
                new EmulatedEnvironment(WorldReader.read(ROOT.resolve("samples/worlds/shop.yaml")))) {
            environment.start(out::println);
            configureByKubeconfigAlone();
            for (String jenkinsfile : jenkinsfiles) {
                RunSettings settings = new RunSettings(folder);
                settings.parameters().putAll(parameters);
                Result result = new PipelineRunner(settings, environment.clock(), out).run(jenkinsfile);
                assertEquals(Result.SUCCESS, result, () -> console.toString(StandardCharsets.UTF_8));
            }
        }
        return console.toString(StandardCharsets.UTF_8);
    }

    private static void configureByKubeconfigAlone() {
        GkeUpgradeConfiguration configuration = GkeUpgradeConfiguration.get();
        List<NamedCluster> clusters = new ArrayList<>(configuration.getClusters());
        NamedCluster kind = new NamedCluster("kind", null, null, null);
        kind.setKubeconfigCredentialsId(clusters.get(0).getKubeconfigCredentialsId());
        clusters.add(kind);
        configuration.setClusters(clusters);
    }

    private String succeeds(String jenkinsfile) throws IOException {
        return succeed(Map.of(), jenkinsfile);
    }

    @Test
    void theJenkinsfileOfTheReadme() throws IOException {
        Matcher block = Pattern.compile("```groovy\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("README.md")));
        block.find();
        succeeds(block.group(1));
    }

    @Test
    void theScriptedExample() throws IOException {
        succeeds(Files.readString(ROOT.resolve("docs/examples/scripted.Jenkinsfile")));
    }

    @Test
    void theOldPoolIsRetiredAfterTheUpgrade() throws IOException {
        String console = succeed(
                Map.of("KEEP_FOR", "5m"),
                Files.readString(ROOT.resolve("docs/examples/scripted.Jenkinsfile")),
                Files.readString(ROOT.resolve("docs/examples/retire.Jenkinsfile")));
        assertTrue(console.contains("pool default-pool is empty and kept until "), console);
        assertTrue(console.contains("Done: Node pool default-pool was emptied"), console);
    }

    @Test
    void theExampleWithoutGke() throws IOException {
        String console = succeed(
                Map.of("ACCEPT", "daemonset-left-out"),
                "createTaintedPool cluster: 'shop-prod', version: '1.32', minNodes: 4",
                Files.readString(ROOT.resolve("docs/examples/kubeconfig.Jenkinsfile"))
                        .replace("defaultValue: '1.33'", "defaultValue: '1.32'"));
        assertTrue(console.contains("[kind] note: Cluster kind: could-not-check: it has no GKE API"), console);
        assertTrue(console.contains("[kind] Done: 6 workloads rolled back"), console);
    }

    @Test
    void theBlockInTheConfiguration() throws IOException {
        Matcher block = Pattern.compile("```groovy\n(withGkeCluster\\('kind'\\).*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("docs/configuration.md")));
        assertTrue(block.find());
        succeed(
                Map.of(),
                "createTaintedPool cluster: 'shop-prod', version: '1.32', minNodes: 4",
                block.group(1).replace("'1.33'", "'1.32'"));
    }

    /** The addresses of the example are answered by this machine. */
    @Test
    void theExampleWithGates() throws IOException {
        HttpServer shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicInteger probes = new AtomicInteger();
        AtomicInteger queries = new AtomicInteger();
        answer(shop, "/health", "{\"database\": \"ok\"}", probes);
        answer(
                shop,
                "/api/v1/query",
                "{\"status\": \"success\", \"data\": {\"resultType\": \"scalar\", \"result\": [1, \"0.001\"]}}",
                queries);
        shop.start();
        String here = "http://127.0.0.1:" + shop.getAddress().getPort();
        GkeUpgradeConfiguration.get().setGateUrls(here);
        try {
            succeeds(Files.readString(ROOT.resolve("docs/examples/gates.Jenkinsfile"))
                    .replace("https://shop.example.com", here)
                    .replace("https://prometheus.example.com", here));
        } finally {
            GkeUpgradeConfiguration.get().setGateUrls("");
            shop.stop(0);
        }
        assertTrue(probes.get() >= 3, "probes: " + probes);
        assertTrue(queries.get() >= 2, "queries: " + queries);
    }

    private static void answer(HttpServer server, String path, String body, AtomicInteger count) {
        server.createContext(path, exchange -> {
            count.incrementAndGet();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
