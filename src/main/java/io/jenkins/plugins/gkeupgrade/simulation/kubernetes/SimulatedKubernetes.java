package io.jenkins.plugins.gkeupgrade.simulation.kubernetes;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.port.ApiUse;
import io.jenkins.plugins.gkeupgrade.simulation.NodeGroups;
import io.jenkins.plugins.gkeupgrade.simulation.NodeHost;
import io.jenkins.plugins.gkeupgrade.simulation.NodeTemplate;
import io.jenkins.plugins.gkeupgrade.simulation.Timeline;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ApiServer;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Caller;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.WriteLog;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.ControlContext;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.NodeManifests;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.controllers.Controllers;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.nodes.ImageRegistry;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.nodes.Kubelet;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.nodes.NodeLifecycle;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling.Autoscaler;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling.IdleNodes;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling.Scheduler;
import java.util.ArrayList;
import java.util.List;

/**
 * One Kubernetes cluster in memory: an API server and everything that works on what it keeps.
 *
 * <p>Nothing happens unless the timeline advances. Not thread-safe, as the timeline is not.
 */
public final class SimulatedKubernetes implements NodeHost {
    private final ApiServer server;
    private final ControlContext context;
    private final NodeLifecycle nodes;
    private final Autoscaler autoscaler;
    private final ImageRegistry registry = new ImageRegistry();
    private final List<ApiUse.Requested> deprecatedApis = new ArrayList<>();

    public SimulatedKubernetes(Timeline timeline, KubernetesSettings settings) {
        this.server = new ApiServer(
                timeline,
                new ApiServer.Options(
                        settings.version(), settings.seed(), settings.namespacesOnDemand(), settings.historySize()));
        this.context = new ControlContext(server, settings.speeds());
        this.nodes = new NodeLifecycle(context);
        Scheduler scheduler = new Scheduler(context);
        this.autoscaler = new Autoscaler(context, scheduler, node -> Controllers.daemonPods(context, node));
        Controllers.start(context);
        List.of(scheduler, new Kubelet(context, registry), nodes, new IdleNodes(context, autoscaler))
                .forEach(server.store()::addListener);
        KubernetesApi bootstrap = server.as(Caller.component("kube-apiserver"));
        for (String namespace : List.of("default", "kube-node-lease", "kube-public", "kube-system")) {
            bootstrap.create(Resources.NAMESPACES, namespace(namespace));
        }
    }

    private static Manifest namespace(String name) {
        return Manifest.wrap(Trees.tree(
                "metadata", Trees.tree("name", name, "labels", Trees.tree("kubernetes.io/metadata.name", name))));
    }

    /** Lets the cluster autoscaler work with these pools; without, there is none. */
    public void autoscale(NodeGroups groups) {
        autoscaler.use(groups);
    }

    /** Some client asks for a deprecated version of an API, which the server's metrics tell from then on. */
    public void ask(ApiUse.Requested deprecated) {
        deprecatedApis.add(deprecated);
    }

    /** What was asked for with {@link #ask}. */
    public List<ApiUse.Requested> deprecatedApis() {
        return List.copyOf(deprecatedApis);
    }

    /** Where the nodes pull images from. */
    public ImageRegistry registry() {
        return registry;
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
        server.compact();
    }

    /** The version that the API server says it has. */
    public GkeVersion controlPlaneVersion() {
        return server.version();
    }

    @Override
    public void join(String nodeName, NodeTemplate template) {
        nodes.join(nodeName, template);
    }

    @Override
    public void leave(String nodeName) {
        nodes.leave(nodeName);
    }

    @Override
    public void change(String nodeName, NodeTemplate template) {
        nodes.change(nodeName, template);
    }

    @Override
    public List<String> nodesOf(String pool) {
        return server.store().list(Resources.NODES, "").stream()
                .filter(node -> pool.equals(node.labels().get(NodeManifests.POOL)))
                .map(Manifest::name)
                .toList();
    }

    @Override
    public void controlPlaneVersion(GkeVersion version) {
        server.version(version);
    }

    @Override
    public void apiServerAway(boolean away) {
        boolean back = server.isAway() && !away;
        server.away(away);
        if (back) {
            context.resume();
        }
    }
}
