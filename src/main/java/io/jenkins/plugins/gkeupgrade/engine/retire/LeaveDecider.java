package io.jenkins.plugins.gkeupgrade.engine.retire;

import io.jenkins.plugins.gkeupgrade.engine.Decision;
import io.jenkins.plugins.gkeupgrade.engine.optin.Sentences;
import io.jenkins.plugins.gkeupgrade.engine.retire.RetireState.Farewell;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** All nodes are empty and cordoned: keeps them for a while, then lets them go. */
final class LeaveDecider {
    /**
     * From when nodes leave the load balancers until they are deleted: health checks and the list of backends take part
     * of it, connections that are open get the rest.
     */
    private static final Duration SETTLE = Duration.ofMinutes(2);

    private static final Duration LONG_POLL = Duration.ofSeconds(30);

    private final RetireRequest request;

    LeaveDecider(RetireRequest request) {
        this.request = request;
    }

    private static Instant toTheSecond(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    Decision<RetireChange> decide(RetireState state, RetireObservation seen, Instant now) {
        Farewell farewell = state.farewell();
        if (farewell.drainedAt() == null) {
            return new Decision.Act<>(
                    new RetireChange.Drained(),
                    "pool " + state.pool() + " is empty"
                            + (request.keepFor().isZero()
                                    ? ""
                                    : " and kept until " + toTheSecond(now.plus(request.keepFor()))
                                            + "; until then, stopping this step puts everything back"));
        }
        Instant until = farewell.drainedAt().plus(request.keepFor());
        if (now.isBefore(until)) {
            Duration left = Duration.between(now, until);
            return new Decision.Wait<>(
                    "keeping the empty pool " + state.pool() + " until " + toTheSecond(until)
                            + "; stopping this step puts everything back",
                    left.compareTo(LONG_POLL) < 0 ? left : LONG_POLL);
        }
        List<OldNode> serving = seen.nodes().stream().filter(n -> !n.excluded()).toList();
        if (!serving.isEmpty()) {
            return new Decision.Act<>(
                    new RetireChange.TakeOutOfLoadBalancers(serving),
                    "taking " + Sentences.count(serving.size(), "node") + " out of load balancers");
        }
        if (farewell.outAt() == null) {
            return new Decision.Act<>(new RetireChange.Out(), "");
        }
        Instant settled = farewell.outAt().plus(seen.nodes().isEmpty() ? Duration.ZERO : SETTLE);
        if (now.isBefore(settled)) {
            Duration left = Duration.between(now, settled);
            return new Decision.Wait<>(
                    "giving load balancers and open connections until " + toTheSecond(settled),
                    left.compareTo(RetireDecider.POLL) < 0 ? left : RetireDecider.POLL);
        }
        if (!farewell.respectsBudgets()) {
            return new Decision.Act<>(new RetireChange.RespectBudgets(), "");
        }
        return new Decision.Act<>(new RetireChange.Delete(), "deleting pool " + state.pool());
    }
}
