package io.jenkins.plugins.gkeupgrade.realkube.differential;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A cluster on which scripts run: the simulated one or the real one. */
interface Side {
    /** Makes the nodes and namespaces of all scripts. */
    void prepare(List<Script> scripts) throws Exception;

    /**
     * Does the acts of one phase of all scripts.
     *
     * @param acts by namespace
     * @return by namespace, the answers that say more than that it was done
     */
    Map<String, List<String>> act(Map<String, List<Act>> acts) throws Exception;

    /** Returns when nothing has happened for so long. */
    void rest(Duration quiet) throws Exception;

    /** Whether it takes into account what it will find out, by and by, not to be so. */
    boolean hasOldNews() throws Exception;

    /** All objects of the resource, in all namespaces. */
    List<Manifest> list(Resource resource) throws Exception;
}
