package io.jenkins.plugins.gkeupgrade.engine.model;

import java.io.Serializable;

/** One workload by kind, namespace and name; reads {@code Deployment shop/cart}. */
public record WorkloadRef(WorkloadKind kind, String namespace, String name)
        implements Serializable, Comparable<WorkloadRef> {
    @Override
    public int compareTo(WorkloadRef other) {
        int byNamespace = namespace.compareTo(other.namespace);
        int byName = byNamespace != 0 ? byNamespace : name.compareTo(other.name);
        return byName != 0 ? byName : kind.compareTo(other.kind);
    }

    @Override
    public String toString() {
        return kind.kubernetes() + " " + namespace + "/" + name;
    }
}
