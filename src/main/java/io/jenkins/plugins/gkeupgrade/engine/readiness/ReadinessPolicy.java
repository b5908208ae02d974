package io.jenkins.plugins.gkeupgrade.engine.readiness;

import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.Parameters;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a step makes of findings.
 *
 * @param accept kinds of findings that hold nothing back
 * @param maintenanceExclusion what becomes of a cluster whose pools GKE may upgrade by itself meanwhile
 */
public record ReadinessPolicy(Set<FindingId> accept, MaintenanceExclusion maintenanceExclusion)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Accepts nothing. */
    public static final ReadinessPolicy DEFAULT = new ReadinessPolicy(Set.of(), MaintenanceExclusion.REQUIRE);

    /** What to do about a missing maintenance exclusion of scope NO_MINOR_OR_NODE_UPGRADES. */
    public enum MaintenanceExclusion {
        /** Its absence is a finding. */
        REQUIRE,
        /** Make one. */
        CREATE,
        /** Do not look. */
        IGNORE;

        /** @throws InvalidValue for anything but {@code require}, {@code create} and {@code ignore}; empty means require */
        public static MaintenanceExclusion parse(String text) {
            return switch (text == null ? "" : text.trim()) {
                case "", "require" -> REQUIRE;
                case "create" -> CREATE;
                case "ignore" -> IGNORE;
                default ->
                    throw new InvalidValue(
                            "maintenanceExclusion: '" + text + "' is not known: expected require, create or ignore.");
            };
        }
    }

    public ReadinessPolicy {
        accept = Set.copyOf(accept);
    }

    /**
     * Reads the policy from step parameters.
     *
     * @param accept ids of findings; null for none
     * @param maintenanceExclusion empty for the default
     * @throws InvalidValue naming the parameter
     */
    public static ReadinessPolicy of(List<String> accept, String maintenanceExclusion) {
        Set<FindingId> ids = (accept == null ? List.<String>of() : accept)
                .stream()
                        .map(id -> Parameters.named("accept", () -> FindingId.parse(id)))
                        .collect(Collectors.toSet());
        return new ReadinessPolicy(ids, MaintenanceExclusion.parse(maintenanceExclusion));
    }

    /** Whether findings of that kind hold the workload back no more: the step accepts them, or its owner does. */
    public boolean accepts(FindingId id, Workload workload) {
        return new Acceptance(this).accepts(id, workload);
    }
}
