package io.jenkins.plugins.gkeupgrade.engine.model;

/** What a check came to. Could-not-measure is {@link #INCONCLUSIVE}, never {@link #FAILED} and never green. */
public enum Verdict {
    PASSED,
    FAILED,
    INCONCLUSIVE
}
