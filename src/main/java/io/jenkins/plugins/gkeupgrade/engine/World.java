package io.jenkins.plugins.gkeupgrade.engine;

import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import io.jenkins.plugins.gkeupgrade.engine.port.Probes;
import io.jenkins.plugins.gkeupgrade.engine.port.Progress;
import io.jenkins.plugins.gkeupgrade.engine.port.Workloads;
import java.time.Instant;
import java.util.Optional;

/**
 * What a stage sees in one tick.
 *
 * @param now the time of this tick; a stage reads no other clock
 */
public record World(ControlPlane controlPlane, Workloads workloads, Probes probes, Progress progress, Instant now) {
    /** A world of which only the cluster can be asked. */
    public World(ControlPlane controlPlane, Workloads workloads, Progress progress, Instant now) {
        this(controlPlane, workloads, question -> Optional.of(nobody()), progress, now);
    }

    private static Probes.Answer nobody() {
        return new Probes.Answer.Unanswered("there is nobody to ask");
    }
}
