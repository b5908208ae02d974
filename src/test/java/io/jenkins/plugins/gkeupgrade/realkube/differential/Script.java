package io.jenkins.plugins.gkeupgrade.realkube.differential;

import io.jenkins.plugins.gkeupgrade.realkube.FakePool;
import java.util.List;

/**
 * What happens in one namespace, on nodes of its own.
 *
 * @param namespace also the value of the node label {@value #LABEL}, by which its pods find its nodes
 * @param pools its nodes
 * @param phases in each, all acts are done and then everything comes to rest
 */
record Script(String namespace, List<FakePool> pools, List<Phase> phases) {
    static final String LABEL = "script";

    /**
     * @param name what happens, for messages
     * @param cordoned whether nodes of the script are cordoned at the end of it
     * @param rolledBefore whether the workload has had another template, for which ReplicaSetUpdated was reached
     */
    record Phase(String name, boolean cordoned, boolean rolledBefore, List<Act> acts) {
        Phase {
            acts = List.copyOf(acts);
        }
    }
}
