package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import java.util.ArrayList;
import java.util.List;

/** There must be CPU, memory and a place left. */
final class ResourceFilter implements Filter {
    @Override
    public List<String> reasons(Attempt attempt, NodeFacts node) {
        boolean full = node.isFull();
        boolean cpu = node.hasCpu(attempt.pod().cpu);
        boolean memory = node.hasMemory(attempt.pod().memory);
        if (!full && cpu && memory) {
            return List.of();
        }
        List<String> reasons = new ArrayList<>();
        if (full) {
            reasons.add("Too many pods");
        }
        if (!cpu) {
            reasons.add("Insufficient cpu");
        }
        if (!memory) {
            reasons.add("Insufficient memory");
        }
        return reasons;
    }

    @Override
    public boolean helpedByPreemption() {
        return true;
    }
}
