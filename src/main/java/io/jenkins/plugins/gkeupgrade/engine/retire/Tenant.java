package io.jenkins.plugins.gkeupgrade.engine.retire;

import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import java.util.Optional;

/**
 * A pod on the pool that retires. Pods that go with their node are none: those of DaemonSets, static ones, and those
 * that have ended.
 *
 * @param pod which one
 * @param owner whose it is; the pod itself when it is nobody's
 * @param standing what is to become of it
 * @param waitFor why it cannot be evicted just now; empty when it can
 */
record Tenant(Pod pod, Owner owner, Standing standing, Optional<String> waitFor) {
    /** What is to become of a pod. */
    enum Standing {
        /** Its workload has not moved. */
        STAYS,
        /** Nothing would make it again. */
        BARE,
        /** It belongs to the system, which has nowhere else to run it. */
        HOMELESS,
        /** Its workload has moved, and its rollout will end it. */
        MOVED,
        /** It runs to its end, and its successors run elsewhere. */
        ENDING,
        /** It is terminating. */
        LEAVING,
        /** It belongs to the system and may be evicted: another one comes up elsewhere. */
        EVICTABLE
    }

    String name() {
        return pod.namespace() + "/" + pod.name();
    }

    @Override
    public String toString() {
        return owner + " (pod " + pod.name() + " on " + pod.node() + ")";
    }
}
