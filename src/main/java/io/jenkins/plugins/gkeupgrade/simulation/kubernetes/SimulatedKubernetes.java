package io.jenkins.plugins.gkeupgrade.simulation.kubernetes;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.simulation.NodeHost;
import io.jenkins.plugins.gkeupgrade.simulation.NodeTemplate;
import io.jenkins.plugins.gkeupgrade.simulation.Timeline;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ApiServer;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Caller;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.WriteLog;
import java.util.List;

/**
 * One Kubernetes cluster in memory: an API server and everything that works on what it keeps.
 *
 * <p>Nothing happens unless the timeline advances. Not thread-safe, as the timeline is not.
 */
public final class SimulatedKubernetes implements NodeHost {
    private final ApiServer server;
    private final KubernetesApi kubelet;

    public SimulatedKubernetes(Timeline timeline, KubernetesSettings settings) {
        this.server = new ApiServer(
                timeline,
                new ApiServer.Options(
                        settings.version(), settings.seed(), settings.namespacesOnDemand(), settings.historySize()));
        this.kubelet = server.as(Caller.component("kubelet"));
    }

    /** The API as this caller uses it. */
    public KubernetesApi api(Caller caller) {
        return server.as(caller);
    }

    ApiServer server() {
        return server;
    }

    /** Every write that was made through {@link #api}. */
    public WriteLog writeLog() {
        return server.writeLog();
    }

    /** Forgets past changes: watches from a version before now are answered with 410. */
    public void compactHistory() {
        server.store().compact();
    }

    public GkeVersion controlPlaneVersion() {
        return server.version();
    }

    @Override
    public void join(String nodeName, NodeTemplate template) {
        kubelet.create(
                Resources.NODES,
                NodeManifests.registering(nodeName, template, server.names().address("10.128"), server.timestamp()));
    }

    @Override
    public void leave(String nodeName) {}

    @Override
    public List<String> nodesOf(String pool) {
        return server.store().list(Resources.NODES, "").stream()
                .filter(node -> pool.equals(node.labels().get(NodeManifests.POOL)))
                .map(node -> node.name())
                .toList();
    }

    @Override
    public void controlPlaneVersion(GkeVersion version) {
        server.version(version);
    }

    @Override
    public void apiServerAway(boolean away) {
        server.away(away);
    }
}
