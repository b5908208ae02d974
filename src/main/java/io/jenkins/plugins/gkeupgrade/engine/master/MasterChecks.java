package io.jenkins.plugins.gkeupgrade.engine.master;

import io.jenkins.plugins.gkeupgrade.engine.Decision;
import io.jenkins.plugins.gkeupgrade.engine.DurationText;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.ServerVersions;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What speaks against an upgrade of a control plane, and how one that is over is told. */
final class MasterChecks {
    private final Cluster cluster;
    private final ServerVersions versions;
    private final GkeVersion target;

    MasterChecks(Cluster cluster, ServerVersions versions, GkeVersion target) {
        this.cluster = cluster;
        this.versions = versions;
        this.target = target;
    }

    /** Reasons that no running operation can take away. */
    <C> Optional<Decision<C>> never() {
        if (target.compareTo(cluster.version()) < 0) {
            return refuse(
                    "The control plane runs " + cluster.version() + ", and " + target + " would be a downgrade.",
                    "Leave it, or ask for " + cluster.version() + " or newer.");
        }
        if (!versions.controlPlane().contains(target)) {
            return refuse(
                    "GKE does not offer " + target + " for " + cluster.ref()
                            + (cluster.releaseChannel().isEmpty() ? "" : " in channel " + cluster.releaseChannel())
                            + ".",
                    "Ask for one of " + offer() + ".");
        }
        if (cluster.status().equals("STOPPING")) {
            return refuse(cluster.ref() + " is being deleted.", "Choose another cluster.");
        }
        return Optional.empty();
    }

    /** Reasons that may be different once what runs now has ended. */
    <C> Optional<Decision<C>> notNow(int maxSkew) {
        GkeVersion current = cluster.version();
        if (target.minorsAheadOf(current) > 1) {
            return refuse(
                    "From " + current + " to " + target + " is " + target.minorsAheadOf(current)
                            + " minor versions, and control planes go one at a time.",
                    "Upgrade to " + current.major() + "." + (current.minor() + 1) + " first.");
        }
        List<NodePool> tooOld = cluster.pools().stream()
                .filter(pool -> target.minorsAheadOf(pool.version()) > maxSkew)
                .toList();
        if (!tooOld.isEmpty()) {
            return refuse(
                    "At " + target + " the control plane would be more than " + maxSkew
                            + " minor versions (maxSkew) ahead of " + named(tooOld) + ".",
                    "Upgrade or retire " + (tooOld.size() == 1 ? "that pool" : "those pools") + " first.");
        }
        return Optional.empty();
    }

    private static String named(List<NodePool> pools) {
        return (pools.size() == 1 ? "pool " : "pools ")
                + String.join(
                        ", ",
                        pools.stream()
                                .map(p -> p.name() + " (" + p.version() + ")")
                                .toList());
    }

    private String offer() {
        List<String> newer = versions.controlPlane().stream()
                .filter(v -> v.compareTo(cluster.version()) >= 0 && v.minorsAheadOf(cluster.version()) <= 1)
                .sorted(Comparator.reverseOrder())
                .limit(8)
                .map(GkeVersion::toString)
                .toList();
        return newer.isEmpty()
                ? "the versions that gcloud container get-server-config lists"
                : String.join(", ", newer);
    }

    private static <C> Optional<Decision<C>> refuse(String reason, String whatToDo) {
        return Optional.of(new Decision.Refuse<>(reason, whatToDo));
    }

    static Outcome outcome(Cluster cluster, MasterUpgradeState state, Instant now) {
        boolean changed = !state.from().equals(state.target());
        Duration took = Duration.between(state.startedAt(), now);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("cluster", cluster.ref().resourceName());
        details.put("from", state.from().toString());
        details.put("to", state.target().toString());
        details.put("version", state.target().toString());
        details.put("changed", changed);
        details.put("joined", state.joined());
        details.put("operation", state.operation());
        details.put("durationSeconds", took.toSeconds());
        return new Outcome(
                Verdict.PASSED,
                changed
                        ? "The control plane was upgraded from " + state.from() + " to " + state.target() + " in "
                                + DurationText.of(took) + "."
                        : "The control plane runs " + state.target() + " already; nothing to do.",
                details);
    }
}
