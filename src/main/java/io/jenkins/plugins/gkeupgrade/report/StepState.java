package io.jenkins.plugins.gkeupgrade.report;

/** How a step stands. */
public enum StepState {
    RUNNING,
    PASSED,
    FAILED,
    INCONCLUSIVE,
    /** A safety check said no before anything was changed. */
    REFUSED,
    /** Somebody, or a timeout around it, stopped it. */
    ABORTED
}
