package io.jenkins.plugins.gkeupgrade.simulation;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import java.util.List;

/** The Kubernetes cluster as GKE sees it: something that machines join and leave. */
public interface NodeHost {
    /** A machine has booted and registers itself; it turns Ready shortly after. */
    void join(String nodeName, NodeTemplate template);

    /** A machine is gone, with every pod on it. */
    void leave(String nodeName);

    /**
     * GKE changes labels or taints of a node that is there.
     *
     * @param template what the node is to look like from now on
     */
    default void change(String nodeName, NodeTemplate template) {
        throw new UnsupportedOperationException("This cluster does not change nodes that are there.");
    }

    /** Names of the nodes of the pool that have joined. */
    List<String> nodesOf(String pool);

    /** The version that the API server says it has. */
    void controlPlaneVersion(GkeVersion version);

    /** While it is away, every request fails as to a server that does not answer, and no controller works. */
    void apiServerAway(boolean away);
}
