package io.jenkins.plugins.gkeupgrade.engine.readiness;

import java.util.Collection;

/** What the findings of a workload, or of a cluster, come to. */
public enum Readiness {
    READY,
    AT_RISK,
    BLOCKED;

    /** The worst of what has not been accepted. */
    public static Readiness of(Collection<JudgedFinding> findings) {
        return findings.stream()
                .filter(JudgedFinding::open)
                .map(f -> f.finding().severity() == Severity.BLOCKED ? BLOCKED : AT_RISK)
                .max(Readiness::compareTo)
                .orElse(READY);
    }

    /** As people write it: {@code AT RISK}. */
    public String words() {
        return name().replace('_', ' ');
    }
}
