package io.jenkins.plugins.gkeupgrade.engine.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The way back: exactly what was there before if nobody else touched it, otherwise without our own additions only.
 *
 * @param placement what to write
 * @param exact whether it is what was there before, to the byte
 */
public record RollbackEdit(Placement placement, boolean exact) {
    public static RollbackEdit of(Placement now, OptInRecord record) {
        if (now.sameAs(record.after())) {
            return new RollbackEdit(record.before(), true);
        }
        Placement before = record.before();
        Placement after = record.after();
        return new RollbackEdit(
                new Placement(
                        emptyAs(
                                before.tolerations(),
                                undone(now.tolerations(), before.tolerations(), after.tolerations())),
                        affinity(now.affinity(), before.affinity(), after.affinity()),
                        nodeSelector(now.nodeSelector(), before.nodeSelector(), after.nodeSelector())),
                false);
    }

    /** Takes away the items that we added and puts back those that we took away. */
    private static List<Object> undone(Object now, Object before, Object after) {
        List<Object> was = Trees.mutableList(before);
        List<Object> ours = Trees.mutableList(after);
        List<Object> result = Trees.mutableList(now);
        ours.stream().filter(item -> !contains(was, item)).forEach(item -> result.removeIf(i -> Trees.same(i, item)));
        was.stream()
                .filter(item -> !contains(ours, item) && !contains(result, item))
                .forEach(result::add);
        return result;
    }

    private static boolean contains(List<Object> list, Object item) {
        return list.stream().anyMatch(i -> Trees.same(i, item));
    }

    private static Object emptyAs(Object before, List<Object> list) {
        return list.isEmpty() && before == null ? null : list;
    }

    private static Object nodeSelector(Object now, Object before, Object after) {
        Map<String, Object> was = Trees.mutableMap(before);
        Map<String, Object> ours = Trees.mutableMap(after);
        Map<String, Object> result = Trees.mutableMap(now);
        ours.forEach((key, value) -> {
            boolean changedByUs = !Trees.same(value, was.get(key));
            if (changedByUs && Trees.same(value, result.get(key))) {
                result.remove(key);
            }
        });
        was.forEach((key, value) -> {
            if (!Trees.same(value, ours.get(key))) {
                result.putIfAbsent(key, value);
            }
        });
        return result.isEmpty() && before == null ? null : result;
    }

    private static Object affinity(Object now, Object before, Object after) {
        if (now == null || Trees.same(now, after)) {
            return now == null ? null : before;
        }
        List<Object> was = expressionsOf(before);
        List<Object> ours = expressionsOf(after);
        List<Object> terms = new ArrayList<>();
        for (Object term : NodeTerms.of(now)) {
            List<Object> expressions = NodeTerms.expressions(term);
            boolean touched = expressions.stream().anyMatch(e -> contains(ours, e) && !contains(was, e));
            Map<String, Object> back =
                    touched ? NodeTerms.withExpressions(term, undone(expressions, was, ours)) : Trees.mutableMap(term);
            if (!touched || !back.isEmpty()) {
                terms.add(back);
            }
        }
        Object result = NodeTerms.withTerms(now, terms);
        return result == null && before != null ? before : result;
    }

    private static List<Object> expressionsOf(Object affinity) {
        List<Object> all = new ArrayList<>();
        NodeTerms.of(affinity).forEach(term -> all.addAll(NodeTerms.expressions(term)));
        return all;
    }
}
