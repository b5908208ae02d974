package io.jenkins.plugins.gkeupgrade.overview;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.optin.Sentences;
import io.jenkins.plugins.gkeupgrade.engine.overview.ClusterOverview;
import io.jenkins.plugins.gkeupgrade.engine.overview.OptInStatus;
import io.jenkins.plugins.gkeupgrade.engine.overview.PoolStatus;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What matters most of an overview, in a sentence or two. */
final class OverviewText {
    private OverviewText() {}

    static List<String> sentences(ClusterOverview seen, LocalDate today) {
        List<String> sentences = new ArrayList<>();
        sentences.add(optIn(seen));
        oldest(seen).ifPresent(pool -> sentences.add(support(pool, seen, today)));
        return sentences;
    }

    private static String optIn(ClusterOverview seen) {
        long cannot = seen.counts().getOrDefault(OptInStatus.CANNOT, 0L);
        String unmovable = cannot == 0 ? "" : ", " + cannot + " cannot as they are";
        int all = seen.workloads().size();
        if (seen.target() == null) {
            return "No node pool carries an opt-in taint, so there is nothing to opt in to yet; the cluster has "
                    + Sentences.count(all, "workload") + unmovable + ".";
        }
        return OverviewTree.optedIn(seen) + " of " + Sentences.count(all, "workload") + " opted in to "
                + seen.target().version() + ", " + seen.counts().getOrDefault(OptInStatus.NOT_YET, 0L) + " not yet"
                + unmovable + ".";
    }

    /** The pool that leaves support first, of those that workloads move away from; of all while there is no new one. */
    private static Optional<PoolStatus> oldest(ClusterOverview seen) {
        return seen.pools().stream()
                .filter(pool -> !pool.isNew() && pool.supportEnd() != null)
                .min(Comparator.comparing(PoolStatus::supportEnd));
    }

    private static String support(PoolStatus oldest, ClusterOverview seen, LocalDate today) {
        GkeVersion version = oldest.pool().version();
        long pools = seen.pools().stream()
                .filter(pool -> pool.pool().version().minorText().equals(version.minorText()))
                .count();
        String whose = version.minorText() + " (" + Sentences.count(pools, "node pool") + ")";
        long days = ChronoUnit.DAYS.between(today, oldest.supportEnd());
        if (days < 0) {
            return "Version " + whose + " left support on " + oldest.supportEnd() + ", " + Sentences.count(-days, "day")
                    + " ago.";
        }
        return "Version " + whose + " leaves support on " + oldest.supportEnd() + ", in " + Sentences.count(days, "day")
                + ".";
    }
}
