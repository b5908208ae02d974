package io.jenkins.plugins.gkeupgrade.arrows.crossing.kube;

/** What the crossing arrow points at. */
public record Target(String name) {}
