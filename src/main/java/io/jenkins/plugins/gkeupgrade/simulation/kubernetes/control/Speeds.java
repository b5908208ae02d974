package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control;

import java.time.Duration;

/**
 * How long things take in a simulated cluster.
 *
 * @param reaction until a controller or the scheduler looks at a change
 * @param podStart from the binding of a pod to its running containers: image pull and start
 * @param nodeReady from the registration of a node to its being Ready
 * @param podStop until a container has ended that is asked to, unless its grace period is shorter
 * @param autoscalerScan time between two looks of the cluster autoscaler
 * @param idleNode how long a node must be empty before the autoscaler gives it back
 */
public record Speeds(
        Duration reaction,
        Duration podStart,
        Duration nodeReady,
        Duration podStop,
        Duration autoscalerScan,
        Duration idleNode) {
    /** What one sees in an ordinary cluster. */
    public static final Speeds ORDINARY = new Speeds(
            Duration.ofMillis(20),
            Duration.ofSeconds(4),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofMinutes(10));

    public Speeds withPodStart(Duration value) {
        return new Speeds(reaction, value, nodeReady, podStop, autoscalerScan, idleNode);
    }
}
