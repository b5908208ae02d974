package io.jenkins.plugins.gkeupgrade.engine.readiness;

/** How much a finding matters. */
public enum Severity {
    /** Good to know; nothing is held back for it. */
    NOTE,
    /** Somebody may lose traffic or data: held back until it is mended or accepted. */
    AT_RISK,
    /** It cannot end well: held back until it is mended or accepted. */
    BLOCKED
}
