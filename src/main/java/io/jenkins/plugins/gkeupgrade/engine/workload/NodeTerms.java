package io.jenkins.plugins.gkeupgrade.engine.workload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The required node affinity of a pod spec: terms of which one must hold (OR), each made of expressions that must all
 * hold (AND).
 *
 * @see <a href="https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity">Node affinity</a>
 */
final class NodeTerms {
    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";

    private NodeTerms() {}

    static List<Object> of(Object affinity) {
        Object required = Trees.at(Trees.at(affinity, "nodeAffinity"), REQUIRED);
        return Trees.mutableList(Trees.at(required, "nodeSelectorTerms"));
    }

    /** Whether the affinity requires anything of nodes at all. */
    static boolean isSet(Object affinity) {
        return Trees.mutableMap(Trees.mutableMap(affinity).get("nodeAffinity")).containsKey(REQUIRED);
    }

    /** Whether each term names the nodes themselves, so that no others will do. */
    static boolean pinsToHosts(Object affinity) {
        List<Object> terms = of(affinity);
        return !terms.isEmpty() && terms.stream().allMatch(NodeTerms::namesHosts);
    }

    private static boolean namesHosts(Object term) {
        List<Object> fields =
                Trees.mutableList(Trees.mutableMap(term).get("matchFields")); // there is but metadata.name
        return Stream.concat(
                        expressions(term).stream()
                                .filter(e -> Trees.text(e, "key").equals("kubernetes.io/hostname")),
                        fields.stream())
                .anyMatch(e -> Trees.text(e, "operator").equals("In"));
    }

    static List<Object> expressions(Object term) {
        return Trees.mutableList(Trees.at(term, "matchExpressions"));
    }

    /** The term with other expressions; the field goes when none are left. */
    static Map<String, Object> withExpressions(Object term, List<Object> expressions) {
        Map<String, Object> changed = Trees.mutableMap(term);
        if (expressions.isEmpty()) {
            changed.remove("matchExpressions");
        } else {
            changed.put("matchExpressions", expressions);
        }
        return changed;
    }

    static Map<String, Object> in(String key, List<String> values) {
        Map<String, Object> expression = new LinkedHashMap<>();
        expression.put("key", key);
        expression.put("operator", "In");
        expression.put("values", new ArrayList<Object>(values));
        return expression;
    }

    /** The affinity with other required terms; what becomes empty is left out, null when nothing is left. */
    static Object withTerms(Object affinity, List<Object> terms) {
        return change(
                affinity,
                "nodeAffinity",
                node -> change(
                        node,
                        REQUIRED,
                        required -> change(required, "nodeSelectorTerms", ignored -> terms.isEmpty() ? null : terms)));
    }

    private static Object change(Object map, String key, UnaryOperator<Object> change) {
        Map<String, Object> copy = Trees.mutableMap(map);
        Object value = change.apply(copy.get(key));
        if (value == null) {
            copy.remove(key);
        } else {
            copy.put(key, value);
        }
        return copy.isEmpty() ? null : copy;
    }
}
