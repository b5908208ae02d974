package io.jenkins.plugins.gkeupgrade.engine.retire;

import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;

/**
 * Whose a pod is.
 *
 * @param kind as manifests spell it
 * @param team empty when it carries no such label
 */
record Owner(String kind, String namespace, String name, String team) {
    static Owner of(Workload workload) {
        return new Owner(
                workload.kind().kubernetes(),
                workload.ref().namespace(),
                workload.ref().name(),
                workload.team());
    }

    @Override
    public String toString() {
        return kind + " " + namespace + "/" + name;
    }
}
