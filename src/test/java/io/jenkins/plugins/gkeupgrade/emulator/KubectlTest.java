package io.jenkins.plugins.gkeupgrade.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.NodeTemplate;
import io.jenkins.plugins.gkeupgrade.simulation.Timeline;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.KubernetesSettings;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.SimulatedKubernetes;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Caller;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Patch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do with kubectl works on the emulator; runs where there is a kubectl on the PATH. */
class KubectlTest {
    private static final String MANIFEST = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop}
            spec:
              replicas: 1
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: main, image: "shop/web:1"}]}
            """;

    private final SimulatedKubernetes kubernetes = new SimulatedKubernetes(
            new Timeline(Instant.parse("2026-03-01T08:00:00Z")),
            KubernetesSettings.of(GkeVersion.parse("1.33.5-gke.1162000")));
    private final SimulationAccess access = new SimulationAccess() {
        @Override
        public synchronized <T> T call(Callable<T> action) throws Exception {
            return action.call();
        }
    };

    @TempDir
    private Path folder;

    private KubernetesEmulator emulator;

    private record Ended(int code, String output) {}

    @BeforeEach
    void open() throws IOException {
        boolean there = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, "kubectl")));
        assumeTrue(there, "kubectl is not on the PATH");
        emulator = new KubernetesEmulator(kubernetes, access, "a-token");
        Files.writeString(folder.resolve("kubeconfig"), emulator.kubeconfig("a-token"));
        Files.writeString(folder.resolve("web.yaml"), MANIFEST);
        GkeVersion version = GkeVersion.parse("1.32.9-gke.1000");
        kubernetes.join(
                "node-a",
                new NodeTemplate("old", "europe-west1-b", version, Map.of(), List.of(), 4_000, 16L << 30, 110));
    }

    @AfterEach
    void close() {
        if (emulator != null) {
            emulator.close();
        }
    }

    private Ended kubectl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "kubectl", "--kubeconfig=" + folder.resolve("kubeconfig"), "--cache-dir=" + folder.resolve("cache")));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private String works(String... arguments) throws IOException, InterruptedException {
        Ended ended = kubectl(arguments);
        assertEquals(0, ended.code(), ended.output());
        return ended.output();
    }

    private static void contains(String text, String... parts) {
        for (String part : parts) {
            assertTrue(text.contains(part), part + " in: " + text);
        }
    }

    @Test
    void appliesGetsDescribesScalesAndDeletes() throws Exception {
        contains(works("apply", "-f", folder.resolve("web.yaml").toString()), "deployment.apps/web created");
        contains(works("apply", "-f", folder.resolve("web.yaml").toString()), "deployment.apps/web unchanged");
        contains(
                works("get", "deployments,pods,nodes", "-A"), "deployment.apps/web", "node/node-a", "v1.32.9-gke.1000");
        contains(works("describe", "deployment", "web", "-n", "shop"), "shop/web:1", "25% max surge");
        contains(works("set", "image", "deployment/web", "main=shop/web:2", "-n", "shop"), "image updated");
        contains(works("scale", "deployment", "web", "--replicas=3", "-n", "shop"), "scaled");
        assertEquals(
                "3 shop/web:2",
                works(
                        "get",
                        "deployment",
                        "web",
                        "-n",
                        "shop",
                        "-o",
                        "jsonpath={.spec.replicas} {.spec.template.spec.containers[0].image}"));
        contains(works("cordon", "node-a"), "cordoned");
        contains(works("get", "nodes"), "SchedulingDisabled");
        contains(works("delete", "deployment", "web", "-n", "shop", "--wait=false"), "deleted");
    }

    @Test
    void waitsForARollout() throws Exception {
        works("apply", "-f", folder.resolve("web.yaml").toString());
        Map<String, Object> status = Map.of(
                "status",
                Map.of(
                        "observedGeneration", 1,
                        "replicas", 1,
                        "updatedReplicas", 1,
                        "readyReplicas", 1,
                        "availableReplicas", 1));
        access.call(() -> kubernetes
                .api(Caller.component("deployment-controller"))
                .patch(Resources.DEPLOYMENTS, "shop", "web", Subresource.STATUS, new Patch(Patch.Type.MERGE, status)));
        contains(works("rollout", "status", "deployment/web", "-n", "shop"), "successfully rolled out");
    }

    @Test
    void tellsErrorsInTheServersWords() throws Exception {
        works("apply", "-f", folder.resolve("web.yaml").toString());
        Ended missing = kubectl("get", "deployment", "nosuch", "-n", "shop");
        assertEquals(1, missing.code());
        contains(missing.output(), "Error from server (NotFound): deployments.apps \"nosuch\" not found");

        emulator.faults().forbid(KubernetesFaults.on("list", "pods"));
        Ended forbidden = kubectl("get", "pods", "-n", "shop");
        contains(
                forbidden.output(),
                "Error from server (Forbidden): pods is forbidden: User \"gke-step-user\" cannot list resource \"pods\" "
                        + "in API group \"\" in the namespace \"shop\"");
    }

    @Test
    void evicts() throws Exception {
        Manifest pod = Manifest.of(Map.of(
                "metadata", Map.of("namespace", "shop", "name", "cart-0"),
                "spec", Map.of("containers", List.of(Map.of("name", "main", "image", "shop/cart:1")))));
        access.call(() -> kubernetes.api(new Caller("team", "kubectl")).create(Resources.PODS, pod));
        Path eviction = folder.resolve("eviction.json");
        Files.writeString(
                eviction,
                "{\"apiVersion\":\"policy/v1\",\"kind\":\"Eviction\",\"metadata\":{\"name\":\"cart-0\","
                        + "\"namespace\":\"shop\"}}");
        works("create", "--raw", "/api/v1/namespaces/shop/pods/cart-0/eviction", "-f", eviction.toString());
        contains(kubectl("get", "pod", "cart-0", "-n", "shop").output(), "not found");
    }
}
