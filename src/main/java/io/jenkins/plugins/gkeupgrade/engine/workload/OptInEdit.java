package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What opting in does to a pod template: a toleration that lets its pods onto the new pool, and a required node
 * affinity that brings them there (a toleration alone only allows it). Pins to an old pool are moved to the new one.
 *
 * @param optIn taint of the new pools
 * @param pools names of the new pools
 */
public record OptInEdit(OptInTaint optIn, Set<String> pools) {
    /** GKE labels every node with the name of its pool. */
    public static final String POOL_LABEL = "cloud.google.com/gke-nodepool";

    /** The toleration exactly as we write it. */
    public Map<String, Object> toleration() {
        Map<String, Object> toleration = new LinkedHashMap<>();
        toleration.put("key", optIn.key());
        toleration.put("operator", "Equal");
        toleration.put("value", optIn.value());
        toleration.put("effect", Taint.Effect.NO_SCHEDULE.kubernetes());
        return toleration;
    }

    /** The node affinity expression exactly as we write it. */
    public Map<String, Object> expression() {
        return NodeTerms.in(optIn.key(), List.of(optIn.value()));
    }

    /** Whether pods placed like this may run on the new pool, and for most kinds: may run nowhere else. */
    public boolean holdsFor(Placement placement, boolean attract) {
        return tolerates(placement) && (!attract || attracted(placement));
    }

    boolean tolerates(Placement placement) {
        return Trees.mutableList(placement.tolerations()).stream().anyMatch(this::tolerates);
    }

    private boolean tolerates(Object toleration) {
        return new Toleration(toleration).of(optIn.key(), optIn.value(), Taint.Effect.NO_SCHEDULE);
    }

    private boolean attracted(Placement placement) {
        if (Trees.text(placement.nodeSelector(), optIn.key()).equals(optIn.value())) {
            return true;
        }
        List<Object> terms = NodeTerms.of(placement.affinity());
        return !terms.isEmpty()
                && terms.stream()
                        .allMatch(term -> NodeTerms.expressions(term).stream()
                                .anyMatch(expression -> Trees.same(expression, expression())));
    }

    /**
     * The placement after opting in.
     *
     * @param attract whether to add the affinity too; a DaemonSet gets the toleration only, as it serves both pools
     * @param earlier our record of an opt-in for another version, whose toleration has served its time; may be null
     */
    public Placement apply(Placement before, boolean attract, OptInRecord earlier) {
        List<Object> tolerations = Trees.mutableList(before.tolerations());
        if (earlier != null && earlier.addedToleration()) {
            tolerations.removeIf(t -> Trees.same(t, earlier.edit().toleration()));
        }
        if (!tolerates(before)) {
            tolerations.add(toleration());
        }
        Placement tolerating =
                new Placement(tolerations.isEmpty() ? null : tolerations, before.affinity(), before.nodeSelector());
        if (!attract) {
            return tolerating;
        }
        Placement unpinned = new Placement(
                tolerating.tolerations(), movePins(before.affinity()), movePinsOfSelector(before.nodeSelector()));
        return attracted(unpinned)
                ? unpinned
                : new Placement(unpinned.tolerations(), attract(unpinned.affinity()), unpinned.nodeSelector());
    }

    private Object movePinsOfSelector(Object nodeSelector) {
        Map<String, Object> moved = Trees.mutableMap(nodeSelector);
        if (moved.containsKey(optIn.key())) {
            moved.put(optIn.key(), optIn.value());
        }
        if (moved.containsKey(POOL_LABEL) && !pools.contains(Trees.text(moved, POOL_LABEL))) {
            // With several new pools none of them is the right one to name: the version label selects all of them.
            if (pools.size() == 1) {
                moved.put(POOL_LABEL, pools.iterator().next());
            } else {
                moved.remove(POOL_LABEL);
            }
        }
        return moved.isEmpty() ? null : moved;
    }

    private Object movePins(Object affinity) {
        List<Object> terms = NodeTerms.of(affinity);
        return terms.isEmpty()
                ? affinity
                : NodeTerms.withTerms(
                        affinity,
                        new ArrayList<>(terms.stream().map(this::movePinsOfTerm).toList()));
    }

    private Object movePinsOfTerm(Object term) {
        List<Object> moved = new ArrayList<>();
        for (Object expression : NodeTerms.expressions(term)) {
            String key = Trees.text(expression, "key");
            if (key.equals(POOL_LABEL)) {
                moved.add(movePool(expression));
            } else if (!key.equals(optIn.key())) {
                moved.add(expression);
            }
        }
        boolean pinnedByVersion = moved.size() < NodeTerms.expressions(term).size();
        if (pinnedByVersion) {
            moved.add(expression());
        }
        return NodeTerms.withExpressions(term, moved);
    }

    private Object movePool(Object expression) {
        List<Object> values = Trees.mutableList(Trees.mutableMap(expression).get("values"));
        boolean wanted = Trees.text(expression, "operator").equals("In");
        boolean newPoolNamed = values.stream().anyMatch(v -> pools.contains(String.valueOf(v)));
        if (wanted && !newPoolNamed) {
            return NodeTerms.in(POOL_LABEL, pools.stream().sorted().toList());
        }
        return expression;
    }

    private Object attract(Object affinity) {
        List<Object> terms = NodeTerms.of(affinity);
        List<Object> attracted = new ArrayList<>();
        for (Object term : terms) {
            List<Object> expressions = NodeTerms.expressions(term);
            // A term without any requirement matches no node at all; adding ours would make it match some.
            boolean matchesNothing = Trees.mutableMap(term).isEmpty();
            if (!matchesNothing && expressions.stream().noneMatch(e -> Trees.same(e, expression()))) {
                expressions.add(expression());
            }
            attracted.add(NodeTerms.withExpressions(term, expressions));
        }
        if (attracted.isEmpty()) {
            attracted.add(NodeTerms.withExpressions(null, new ArrayList<>(List.of(expression()))));
        }
        return NodeTerms.withTerms(affinity, attracted);
    }
}
