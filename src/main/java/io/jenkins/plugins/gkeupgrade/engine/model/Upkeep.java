package io.jenkins.plugins.gkeupgrade.engine.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What GKE may change in a cluster by itself.
 *
 * @param autoUpgraded names of the node pools whose nodes GKE upgrades
 * @param exclusions when it may not, past and future ones too
 */
public record Upkeep(Set<String> autoUpgraded, List<MaintenanceExclusion> exclusions) {
    public Upkeep {
        autoUpgraded = Set.copyOf(autoUpgraded);
        exclusions = List.copyOf(exclusions);
    }

    /** Of the exclusions that keep node pools at their version at that time the one that lasts longest. */
    public Optional<MaintenanceExclusion> keepingNodes(Instant at) {
        return exclusions.stream()
                .filter(e -> e.keepsNodes(at))
                .max(Comparator.comparing(e -> e.end() == null ? Instant.MAX : e.end()));
    }
}
