package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import java.util.List;

/** One reason why a pod may not go to a node. */
interface Filter {
    /**
     * @return why not, in Kubernetes' words; empty when this filter has nothing against it
     */
    List<String> reasons(Attempt attempt, NodeFacts node);

    /** Whether the node could do if other pods made room. */
    default boolean helpedByPreemption() {
        return false;
    }
}
