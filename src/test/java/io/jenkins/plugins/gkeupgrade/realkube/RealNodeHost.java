package io.jenkins.plugins.gkeupgrade.realkube;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.simulation.NodeHost;
import io.jenkins.plugins.gkeupgrade.simulation.NodeTemplate;
import java.util.List;

/**
 * Lets the machines of a simulated GKE join the real control plane: node pools of the one are nodes of the other.
 *
 * <p>Blocks until the control plane has done what is asked of it.
 */
public final class RealNodeHost implements NodeHost {
    private final RealKubernetes cluster;
    private final FakeNodes nodes;

    public RealNodeHost(RealKubernetes cluster) {
        this.cluster = cluster;
        this.nodes = new FakeNodes(cluster.admin());
    }

    @Override
    public void join(String nodeName, NodeTemplate template) {
        nodes.add(poolOf(template), nodeName);
    }

    @Override
    public void leave(String nodeName) {
        nodes.remove(nodeName);
    }

    @Override
    public void change(String nodeName, NodeTemplate template) {
        nodes.change(poolOf(template), nodeName);
    }

    @Override
    public List<String> nodesOf(String pool) {
        return nodes.namesIn(pool);
    }

    /** Not heard: the real API server is of one version, which it tells. */
    @Override
    public void controlPlaneVersion(GkeVersion version) {}

    /** Kills the API server, or starts it again. */
    @Override
    public void apiServerAway(boolean away) {
        if (away) {
            cluster.killApiServer();
        } else {
            cluster.restartApiServer();
        }
    }

    /** As many of these as there are nodes: each is a pool with that one node. */
    private static FakePool poolOf(NodeTemplate template) {
        return new FakePool(
                template.pool(),
                1,
                "v" + template.version(),
                List.of(template.zone()),
                template.labels(),
                template.taints().stream().map(Taint::toString).toList(),
                template.cpuMillis() + "m",
                Long.toString(template.memoryBytes()),
                template.maxPods());
    }
}
