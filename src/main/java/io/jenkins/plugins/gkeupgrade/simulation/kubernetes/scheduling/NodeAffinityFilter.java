package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import java.util.List;

/** Node selector and required node affinity. */
final class NodeAffinityFilter implements Filter {
    private final Wording wording;

    NodeAffinityFilter(Wording wording) {
        this.wording = wording;
    }

    @Override
    public List<String> reasons(Attempt attempt, NodeFacts node) {
        return attempt.pod().nodeAffinity.matches(node.node()) ? List.of() : List.of(wording.nodeAffinity());
    }
}
