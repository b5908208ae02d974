package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadVerdict;
import io.jenkins.plugins.gkeupgrade.engine.workload.Fleet;
import io.jenkins.plugins.gkeupgrade.engine.workload.WorkloadRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Follows a rollback from look to look and tells each workload's story at the end, whatever the end is. */
final class RollbackJournal {
    private volatile Look last;

    private record Look(RollbackState state, WayBack.Look seen, Fleet fleet) {}

    /** Takes a look down, and returns the state with what it showed. */
    RollbackState look(RollbackState state, WayBack.Look seen, Fleet fleet, Instant now) {
        RollbackState noted = state.settled(
                seen.standings().stream()
                        .filter(s -> !s.recorded() && s.health().healthy())
                        .map(s -> s.workload().ref())
                        .toList(),
                now);
        last = new Look(noted, seen, fleet);
        return noted;
    }

    /** A row for each workload that goes back, as the last look saw it; none before the first. */
    List<Map<String, Object>> rows() {
        Look look = last;
        if (look == null) {
            return List.of();
        }
        Fleet fleet = look.fleet();
        OptInTaint optIn = look.state().optIn();
        List<String> from = fleet.poolsLabelled(optIn.key(), optIn.value()).stream()
                .map(fleet::poolAndVersion)
                .toList();
        return WorkloadRow.details(look.seen().standings().stream()
                .map(s -> new WorkloadRow(s.workload(), verdict(s), reason(s))
                        .from(from)
                        .to(fleet.poolsOf(s.workload()).stream()
                                .map(fleet::poolAndVersion)
                                .toList())
                        .took(took(look.state().seconds().get(s.workload().ref())))
                        .put("startedAt", look.state().started().toString()))
                .toList());
    }

    private static Duration took(Long seconds) {
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    private static WorkloadVerdict verdict(WayBack.Standing standing) {
        if (standing.recorded()) {
            return WorkloadVerdict.INCONCLUSIVE;
        }
        if (standing.health().failed()) {
            return WorkloadVerdict.FAILED;
        }
        return standing.health().healthy() ? WorkloadVerdict.ROLLED_BACK : WorkloadVerdict.INCONCLUSIVE;
    }

    private static String reason(WayBack.Standing standing) {
        return standing.recorded()
                ? "still carries the opt-in"
                : standing.health().reason();
    }
}
