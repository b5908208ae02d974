package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import java.util.List;

/** Only one pod of a node can have a port of the host. */
final class HostPortFilter implements Filter {
    @Override
    public List<String> reasons(Attempt attempt, NodeFacts node) {
        for (String port : attempt.pod().hostPorts) {
            if (node.usesPort(port)) {
                return List.of("node(s) didn't have free ports for the requested pod ports");
            }
        }
        return List.of();
    }

    @Override
    public boolean helpedByPreemption() {
        return true;
    }
}
