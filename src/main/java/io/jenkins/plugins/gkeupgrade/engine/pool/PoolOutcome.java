package io.jenkins.plugins.gkeupgrade.engine.pool;

import io.jenkins.plugins.gkeupgrade.engine.DurationText;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.PoolSpec;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.optin.Sentences;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a pool that is there is told. */
final class PoolOutcome {
    private PoolOutcome() {}

    /** How many nodes the pool has at least, if its autoscaler does its work. */
    static int expectedNodes(NodePool pool) {
        NodePool.Autoscaling limits = pool.autoscaling();
        return limits.total() ? limits.min() : limits.min() * pool.locations().size();
    }

    static String waitingForNodes(NodePool pool, PoolNodes nodes, int expected) {
        return nodes.ready() + " of " + expected + " nodes of pool " + pool.name() + " Ready at v" + pool.version()
                + (nodes.notReady() == 0 ? "" : ", " + nodes.notReady() + " not Ready yet")
                + (nodes.otherVersions().isEmpty() ? "" : ", others at " + String.join(", ", nodes.otherVersions()));
    }

    static Outcome of(Cluster cluster, NodePool pool, TaintedPoolState state, PoolNodes nodes, Instant now) {
        PoolSpec spec = state.spec();
        Duration took = Duration.between(state.startedAt(), now);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("cluster", cluster.ref().resourceName());
        details.put("pool", pool.name());
        details.put("from", spec.source());
        details.put("version", spec.version().toString());
        details.put("taint", spec.optIn().toString());
        details.put("label", spec.optIn().key() + "=" + spec.optIn().value());
        details.put("minNodes", pool.autoscaling().min());
        details.put("maxNodes", pool.autoscaling().max());
        if (expectedNodes(pool) > 0) {
            details.put("nodes", nodes.ready());
        }
        details.put("created", state.created());
        details.put("changed", state.created());
        details.put("operation", state.operation());
        details.put("durationSeconds", took.toSeconds());
        return new Outcome(
                Verdict.PASSED,
                "Node pool " + pool.name() + " at " + spec.version() + " with taint " + spec.optIn()
                        + (state.created() ? " was made in " + DurationText.of(took) : " was there already")
                        + nodes(pool, state, nodes) + ".",
                details);
    }

    /** A pool that may be empty was not looked into. */
    private static String nodes(NodePool pool, TaintedPoolState state, PoolNodes nodes) {
        if (expectedNodes(pool) > 0) {
            return ", " + Sentences.count(nodes.ready(), "node") + " Ready";
        }
        return state.created() ? ", its first node comes with the first pod" : "";
    }
}
