package io.jenkins.plugins.gkeupgrade.engine.pool;

import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** In what a pool that is there differs from the one that was asked for. */
final class PoolDifferences {
    private static final int MOST_TOLD = 6;

    private final List<String> found = new ArrayList<>();

    private PoolDifferences() {}

    /**
     * One entry for each difference, in words.
     *
     * @param request limits that it leaves open may be anything: the pool may have been given more room since
     */
    static List<String> between(NodePool wanted, NodePool there, TaintedPoolRequest request) {
        PoolDifferences differences = new PoolDifferences();
        differences.compare("version", wanted.version(), there.version());
        differences.compareSets("taints", expected(wanted, there, request.taintKey()), there.taints());
        differences.compareSets("locations", wanted.locations(), there.locations());
        differences.compareMaps("label ", wanted.labels(), there.labels());
        differences.compareMaps("", wanted.settings(), there.settings());
        differences.compareLimits(wanted.autoscaling(), there.autoscaling(), request);
        return differences.found;
    }

    /** A pool that was normalised after an earlier run has its label still, and its opt-in taint no more. */
    private static List<Taint> expected(NodePool wanted, NodePool there, String taintKey) {
        boolean normalised = there.version().toString().equals(there.labels().get(taintKey))
                && wanted.version().equals(there.version())
                && there.taints().stream().noneMatch(t -> t.key().equals(taintKey));
        return normalised
                ? wanted.taints().stream()
                        .filter(t -> !t.key().equals(taintKey))
                        .toList()
                : wanted.taints();
    }

    /** The first of them, and how many more there are. */
    static String told(List<String> differences) {
        String first = String.join("; ", differences.stream().limit(MOST_TOLD).toList());
        int more = differences.size() - MOST_TOLD;
        return more > 0 ? first + "; and " + more + " more" : first;
    }

    private void compareLimits(NodePool.Autoscaling wanted, NodePool.Autoscaling there, TaintedPoolRequest request) {
        compare("autoscaling", wanted.enabled() ? "on" : "off", there.enabled() ? "on" : "off");
        if (!there.enabled()) {
            return;
        }
        if (request.minNodes() != null) {
            compare("minNodes", limit(wanted.min(), wanted), limit(there.min(), there));
        }
        if (request.maxNodes() != null) {
            compare("maxNodes", limit(wanted.max(), wanted), limit(there.max(), there));
        }
    }

    private static String limit(int nodes, NodePool.Autoscaling of) {
        return nodes + (of.total() ? " in all zones" : " per zone");
    }

    private void compareMaps(String what, Map<String, String> wanted, Map<String, String> there) {
        Set<String> keys = new TreeSet<>(wanted.keySet());
        keys.addAll(there.keySet());
        keys.forEach(key -> compare(what + key, text(wanted.get(key)), text(there.get(key))));
    }

    private static String text(String value) {
        return value == null ? "absent" : value.isEmpty() ? "''" : value;
    }

    private void compareSets(String what, List<?> wanted, List<?> there) {
        if (!new HashSet<>(wanted).equals(new HashSet<>(there))) {
            compare(what, sorted(wanted), sorted(there));
        }
    }

    private static String sorted(List<?> values) {
        return values.isEmpty()
                ? "none"
                : String.join(
                        ", ", values.stream().map(Object::toString).sorted().toList());
    }

    private void compare(String what, Object wanted, Object there) {
        if (!wanted.equals(there)) {
            found.add(what + " is " + there + " instead of " + wanted);
        }
    }
}
