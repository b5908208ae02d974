package io.jenkins.plugins.gkeupgrade.engine;

import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import io.jenkins.plugins.gkeupgrade.engine.port.Progress;
import io.jenkins.plugins.gkeupgrade.engine.port.Workloads;
import java.time.Instant;

/**
 * What a stage sees in one tick.
 *
 * @param now the time of this tick; a stage reads no other clock
 */
public record World(ControlPlane controlPlane, Workloads workloads, Progress progress, Instant now) {}
