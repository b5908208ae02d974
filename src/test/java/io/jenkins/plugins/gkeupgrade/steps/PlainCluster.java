package io.jenkins.plugins.gkeupgrade.steps;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import hudson.ExtensionList;
import hudson.model.ItemGroup;
import io.jenkins.plugins.gkeupgrade.config.NamedCluster;
import io.jenkins.plugins.gkeupgrade.emulator.KubernetesEmulator;
import io.jenkins.plugins.gkeupgrade.emulator.KubernetesFaults;
import io.jenkins.plugins.gkeupgrade.emulator.VirtualTime;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.NodeTemplate;
import io.jenkins.plugins.gkeupgrade.simulation.Timeline;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.KubernetesSettings;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.SimulatedKubernetes;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Caller;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ListOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Patch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.springframework.security.core.Authentication;

/**
 * A cluster as kind makes one: four nodes without pools, of which an administrator may set two apart, and no GKE behind it.
 * Reached by a kubeconfig that is a secret file of the controller, in compressed time.
 */
public final class PlainCluster implements AutoCloseable {
    public static final String NAME = "kind";
    public static final String CREDENTIALS = "kind-kubeconfig";
    public static final String TOKEN = "token-of-the-kubeconfig";
    static final GkeVersion VERSION = new GkeVersion(1, 33, 5, GkeVersion.UNSAID);
    static final List<String> NEW_NODES = List.of("kind-worker3", "kind-worker4");

    /** A minute in a second: fast, and a slow machine still keeps every time limit. */
    private static final double SPEED = 60;

    private static final Caller ADMINISTRATOR = new Caller("admin", "kubectl");

    private final Timeline timeline = new Timeline(Instant.parse("2026-03-01T08:00:00Z"));
    private final SimulatedKubernetes kubernetes =
            new SimulatedKubernetes(timeline, KubernetesSettings.of(VERSION).withNamespacesOnDemand(true));
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final VirtualTime time;
    private final KubernetesEmulator emulator;
    private final Store store = new Store();

    /** @param manifests folder of manifests, of which every file is applied */
    public PlainCluster(Path manifests) throws IOException {
        List<String> old = List.of("kind-worker", "kind-worker2");
        Stream.concat(old.stream(), NEW_NODES.stream()).forEach(this::join);
        timeline.advance(Duration.ofMinutes(1));
        // So that everything starts on the old ones: the new ones come later.
        NEW_NODES.forEach(node -> patch(node, Map.of("spec", Map.of("unschedulable", true))));
        EmulatedShop.apply(manifests, kubernetes.api(ADMINISTRATOR));
        timeline.advance(Duration.ofMinutes(5));
        NEW_NODES.forEach(node -> patch(node, withNull("spec", "unschedulable")));
        time = new VirtualTime(timeline, SPEED);
        emulator = new KubernetesEmulator(kubernetes, time, TOKEN);
        ExtensionList.lookup(CredentialsProvider.class).add(0, store);
    }

    private void join(String node) {
        kubernetes.join(node, new NodeTemplate("none", "", VERSION, Map.of(), List.of(), 8_000, 32L << 30, 110));
        Map<String, Object> nobodys = new HashMap<>();
        // What a machine of GKE has and one of kind has not.
        for (String label : List.of(
                "cloud.google.com/gke-nodepool",
                "topology.kubernetes.io/zone",
                "topology.kubernetes.io/region",
                "failure-domain.beta.kubernetes.io/zone",
                "failure-domain.beta.kubernetes.io/region")) {
            nobodys.put(label, null);
        }
        patch(node, Map.of("metadata", Map.of("labels", nobodys)));
    }

    private static Map<String, Object> withNull(String outer, String inner) {
        Map<String, Object> tree = new HashMap<>();
        tree.put(inner, null);
        return Map.of(outer, tree);
    }

    private void patch(String node, Map<String, Object> change) {
        kubernetes
                .api(ADMINISTRATOR)
                .patch(Resources.NODES, "", node, Subresource.NONE, new Patch(Patch.Type.MERGE, change));
    }

    /** {@code kubectl label nodes} and {@code kubectl taint nodes}, for the nodes that are to be new. */
    public void setApart(String key, String value) throws Exception {
        Map<String, Object> change = Map.of(
                "metadata",
                Map.of("labels", Map.of(key, value)),
                "spec",
                Map.of("taints", List.of(Map.of("key", key, "value", value, "effect", "NoSchedule"))));
        time.call(() -> {
            NEW_NODES.forEach(node -> patch(node, change));
            return null;
        });
    }

    /** The cluster as an administrator would configure it. */
    public static NamedCluster configuration() {
        NamedCluster cluster = new NamedCluster(NAME, null, null, null);
        cluster.setKubeconfigCredentialsId(CREDENTIALS);
        return cluster;
    }

    /** What goes wrong on the way to the API server. */
    KubernetesFaults faults() {
        return emulator.faults();
    }

    /** From now on, the kubeconfig's token is no longer accepted. */
    void revokeToken() {
        emulator.acceptTokens(token -> false);
    }

    /** Time as fast as the cluster's. */
    TickScheduler scheduler() {
        return new TickScheduler() {
            @Override
            public Instant now() {
                return time.now();
            }

            @Override
            public Future<?> schedule(Runnable work, Duration delay) {
                return threads.schedule(work, time.real(delay).toNanos(), TimeUnit.NANOSECONDS);
            }
        };
    }

    /** The nodes that the namespace's Deployments run on, each once and in order. */
    List<String> nodesOf(String namespace) throws Exception {
        return time.call(
                () -> kubernetes.api(ADMINISTRATOR).list(Resources.PODS, namespace, ListOptions.ALL).items().stream()
                        .filter(pod -> pod.labels().containsKey("pod-template-hash"))
                        .filter(pod -> pod.text("metadata", "deletionTimestamp").isEmpty())
                        .map(pod -> pod.text("spec", "nodeName"))
                        .distinct()
                        .sorted()
                        .toList());
    }

    /** Pod templates of the namespace's Deployments by name. */
    Map<String, Object> templates(String namespace) throws Exception {
        Map<String, Object> templates = new HashMap<>();
        deployments(namespace)
                .forEach(deployment -> templates.put(deployment.name(), deployment.map("spec", "template")));
        return templates;
    }

    /** Annotations of ours on the namespace's Deployments. */
    Set<String> annotations(String namespace) throws Exception {
        return deployments(namespace).stream()
                .flatMap(deployment -> deployment.annotations().keySet().stream())
                .filter(key -> key.startsWith("gke-upgrade.jenkins.io/"))
                .collect(Collectors.toSet());
    }

    private List<Manifest> deployments(String namespace) throws Exception {
        return time.call(() -> kubernetes
                .api(ADMINISTRATOR)
                .list(Resources.DEPLOYMENTS, namespace, ListOptions.ALL)
                .items());
    }

    @Override
    public void close() {
        ExtensionList.lookup(CredentialsProvider.class).remove(store);
        threads.shutdownNow();
        emulator.close();
        time.close();
    }

    /** Holds the kubeconfig. */
    private final class Store extends CredentialsProvider {
        @Override
        public <C extends Credentials> List<C> getCredentialsInItemGroup(
                Class<C> type,
                @SuppressWarnings("rawtypes") ItemGroup group,
                Authentication who,
                List<DomainRequirement> requirements) {
            return Stream.of(new SecretKubeconfig(emulator.kubeconfig(TOKEN)))
                    .filter(type::isInstance)
                    .map(type::cast)
                    .toList();
        }
    }

    private static final class SecretKubeconfig extends BaseStandardCredentials implements FileCredentials {
        private static final long serialVersionUID = 1L;

        private final String text;

        private SecretKubeconfig(String text) {
            super(CredentialsScope.GLOBAL, CREDENTIALS, "");
            this.text = text;
        }

        @Override
        public String getFileName() {
            return "config";
        }

        @Override
        public InputStream getContent() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
