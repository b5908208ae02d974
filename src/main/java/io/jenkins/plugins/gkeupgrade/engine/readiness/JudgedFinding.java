package io.jenkins.plugins.gkeupgrade.engine.readiness;

import java.io.Serializable;
import java.util.Map;

/**
 * A finding, and who has accepted it.
 *
 * @param acceptedBy in words, such as {@code the step} or {@code its annotation}; empty when nobody has
 */
public record JudgedFinding(Finding finding, String acceptedBy) implements Serializable {
    private static final long serialVersionUID = 1L;

    public boolean accepted() {
        return !acceptedBy.isEmpty();
    }

    /** Whether it still holds something back. */
    public boolean open() {
        return finding.serious() && !accepted();
    }

    /** Plain values for scripts and reports; {@code acceptedBy} is empty when nobody has. */
    public Map<String, Object> details() {
        Map<String, Object> details = finding.details();
        details.put("acceptedBy", acceptedBy);
        return details;
    }
}
