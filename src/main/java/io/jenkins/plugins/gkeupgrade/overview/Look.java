package io.jenkins.plugins.gkeupgrade.overview;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of a cluster.
 *
 * @param tree what was seen, plain values only; null when nothing was seen yet
 * @param taken when that was seen; null when nothing was
 * @param ended when the last look ended, well or not; null before the first one has
 * @param failure why the last look failed; null when it did not
 * @param running whether a look is under way
 */
record Look(Map<String, Object> tree, Instant taken, Instant ended, String failure, boolean running) {
    static final Look NONE = new Look(null, null, null, null, false);

    static Look of(Map<String, Object> tree, Instant taken) {
        return new Look(tree, taken, taken, null, false);
    }

    Look begun() {
        return new Look(tree, taken, ended, failure, true);
    }

    /** What was seen before stays: it is old, and says so. */
    Look failed(String why, Instant when) {
        return new Look(tree, taken, when, why, false);
    }

    /** What matters most, for the list of clusters. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (tree != null && tree.get(OverviewTree.SUMMARY) instanceof List<?> summary) {
            summary.forEach(sentence -> sentences.add(sentence.toString()));
        }
        if (failure != null) {
            sentences.add(failure);
        }
        return sentences.isEmpty() ? List.of("Being looked at...") : sentences;
    }

    /** Plain values, as the remote API shows them. */
    Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("running", running);
        state.put("taken", taken == null ? null : taken.toString());
        state.put("failure", failure);
        state.put("overview", tree);
        return state;
    }
}
