package io.jenkins.plugins.gkeupgrade.arrows.crossing.engine;

import io.jenkins.plugins.gkeupgrade.arrows.crossing.kube.Target;

/** Breaks the rules on purpose: the engine reaches for an adapter. */
public record Crossing(Target target) {}
