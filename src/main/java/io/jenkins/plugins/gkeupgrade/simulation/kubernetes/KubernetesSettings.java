package io.jenkins.plugins.gkeupgrade.simulation.kubernetes;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.Speeds;

/**
 * What a simulated cluster is like.
 *
 * @param version of its control plane; messages are worded as that Kubernetes version words them
 * @param seed for generated names
 * @param namespacesOnDemand whether a namespace is made when an object is created in it
 * @param historySize changes of each resource that a late watch can still be told of
 */
public record KubernetesSettings(
        GkeVersion version, long seed, boolean namespacesOnDemand, int historySize, Speeds speeds) {
    public static KubernetesSettings of(GkeVersion version) {
        return new KubernetesSettings(version, 1, true, 5_000, Speeds.ORDINARY);
    }

    public KubernetesSettings withSeed(long value) {
        return new KubernetesSettings(version, value, namespacesOnDemand, historySize, speeds);
    }

    public KubernetesSettings withNamespacesOnDemand(boolean value) {
        return new KubernetesSettings(version, seed, value, historySize, speeds);
    }

    public KubernetesSettings withSpeeds(Speeds value) {
        return new KubernetesSettings(version, seed, namespacesOnDemand, historySize, value);
    }
}
