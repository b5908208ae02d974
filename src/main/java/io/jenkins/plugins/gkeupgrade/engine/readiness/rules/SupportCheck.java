package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.SupportEnd;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Check;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pools whose version GKE stops supporting soon (it then upgrades them, whatever exclusions say), or nodes too old. */
final class SupportCheck implements Check {
    /** A month is what an upgrade of many teams may well take. */
    private static final int SOON_DAYS = 30;

    /**
     * GKE wants nodes no more than two minor versions behind, though Kubernetes itself allows three since 1.28.
     *
     * @see <a href="https://cloud.google.com/kubernetes-engine/versioning#version_skew_policy">Version skew</a>
     */
    private static final int MOST_BEHIND = 2;
    /** Kubernetes itself allows three to control planes from 1.28 on. */
    private static final int WIDER_SINCE = 28;

    @Override
    public List<Finding> check(ReadinessObservation seen) {
        List<Finding> findings = new ArrayList<>();
        for (NodePool pool : seen.facts().cluster().pools()) {
            ending(pool, seen).ifPresent(findings::add);
            behind(pool, seen).ifPresent(findings::add);
        }
        return findings;
    }

    private static Optional<Finding> ending(NodePool pool, ReadinessObservation seen) {
        SupportEnd end = seen.wide().support().getOrDefault(pool.name(), SupportEnd.UNKNOWN);
        LocalDate today = seen.facts().now().atZone(ZoneOffset.UTC).toLocalDate();
        return end.in(seen.facts().cluster().releaseChannel())
                .filter(day -> day.isBefore(today.plusDays(SOON_DAYS)))
                .map(day -> Finding.ofCluster(
                        FindingId.END_OF_SUPPORT,
                        "Node pool " + pool.name(),
                        "GKE " + (day.isAfter(today) ? "supports" : "supported") + " its version " + pool.version()
                                + " until " + day + ", and upgrades it afterwards in spite of exclusions",
                        "move its workloads and retire it before, or soon"));
    }

    private static Optional<Finding> behind(NodePool pool, ReadinessObservation seen) {
        int target = Targets.minor(seen.facts());
        int behind = target - pool.version().minor();
        boolean gke = seen.facts().cluster().ref().gke();
        int most = !gke && target >= WIDER_SINCE ? MOST_BEHIND + 1 : MOST_BEHIND;
        return behind <= most
                ? Optional.empty()
                : Optional.of(Finding.ofCluster(
                        FindingId.VERSION_SKEW,
                        "Node pool " + pool.name(),
                        "its nodes at " + pool.version() + " would be " + behind + " minor versions behind the control"
                                + " plane at 1." + target + ", and " + (gke ? "GKE" : "Kubernetes") + " supports "
                                + most,
                        "move its workloads to a newer pool first, one minor version at a time"));
    }
}
