package io.jenkins.plugins.gkeupgrade.engine.model;

/** What a stage came to for one workload. */
public enum WorkloadVerdict {
    /** It is where it should be, and well. */
    PASSED,
    /** It did not get there, or is not well there. */
    FAILED,
    /** The stage ended before it could tell. */
    INCONCLUSIVE,
    /** It went back to where it was. */
    ROLLED_BACK,
    /** It was still to be moved: the stage only said what it would do, or did not get to it. */
    PLANNED,
    /** Nothing stands in the way of moving it. */
    READY,
    /** Moving it would put its availability or its data at risk. */
    AT_RISK,
    /** Moving it could not end well. */
    BLOCKED,
    /** It cannot be moved, or has no pods of its own to look at. */
    NOT_APPLICABLE
}
