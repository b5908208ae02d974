package io.jenkins.plugins.gkeupgrade.engine.model;

import java.time.Instant;

/**
 * A time in which GKE may not upgrade by itself.
 *
 * @param name its key in the maintenance policy of the cluster
 * @param scope what GKE may not do
 * @param start from when on
 * @param end until when; null when GKE does not say, as with the end of support until it has been worked out
 * @param untilEndOfSupport whether the end moves with the support of the cluster's version
 * @see <a href="https://cloud.google.com/kubernetes-engine/docs/concepts/maintenance-windows-and-exclusions">Maintenance
 *     windows and exclusions</a>
 */
public record MaintenanceExclusion(String name, Scope scope, Instant start, Instant end, boolean untilEndOfSupport) {
    /** What GKE may not do meanwhile. */
    public enum Scope {
        /** Nothing at all; for 30 days at most, 90 since 2026. */
        NO_UPGRADES,
        /** No minor upgrades: nodes may still get patches, and follow the control plane. */
        NO_MINOR_UPGRADES,
        /** No minor upgrades and no upgrades of nodes: node pools keep their version. */
        NO_MINOR_OR_NODE_UPGRADES
    }

    /** An exclusion from now on that keeps node pools at their version as long as GKE supports that of the cluster. */
    public static MaintenanceExclusion keepingNodes(String name, Instant start) {
        return new MaintenanceExclusion(name, Scope.NO_MINOR_OR_NODE_UPGRADES, start, null, true);
    }

    /** Whether GKE leaves the versions of node pools alone at that time because of it. */
    public boolean keepsNodes(Instant at) {
        return scope != Scope.NO_MINOR_UPGRADES && !start.isAfter(at) && (end == null || end.isAfter(at));
    }
}
