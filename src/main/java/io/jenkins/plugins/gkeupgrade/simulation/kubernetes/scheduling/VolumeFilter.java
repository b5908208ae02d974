package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import java.util.List;

/** A pod goes where its volumes are. */
final class VolumeFilter implements Filter {
    private final Volumes volumes;

    VolumeFilter(Volumes volumes) {
        this.volumes = volumes;
    }

    @Override
    public List<String> reasons(Attempt attempt, NodeFacts node) {
        for (String claim : attempt.pod().claims) {
            if (!volumes.exists(attempt.pod().pod.namespace(), claim)) {
                return List.of("persistentvolumeclaim \"" + claim + "\" not found");
            }
            if (!volumes.reachable(attempt.pod().pod.namespace(), claim, node.node())) {
                return List.of("node(s) had volume node affinity conflict");
            }
        }
        return List.of();
    }
}
