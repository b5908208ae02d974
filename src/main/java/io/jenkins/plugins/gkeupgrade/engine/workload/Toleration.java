package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.model.Taint;

/**
 * One toleration of a pod spec.
 *
 * @param tree as it was written
 * @see <a href="https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/">Taints and tolerations</a>
 */
public record Toleration(Object tree) {
    /** Whether it covers the taint. */
    public boolean of(Taint taint) {
        return of(taint.key(), taint.value(), taint.effect());
    }

    /** Whether it covers the taint. */
    boolean of(String key, String value, Taint.Effect effect) {
        String own = Trees.text(tree, "key");
        String ownEffect = Trees.text(tree, "effect");
        return switch (Trees.text(tree, "operator")) {
            case "Exists" -> (own.isEmpty() || own.equals(key)) && covers(ownEffect, effect);
            case "", "Equal" -> own.equals(key) && Trees.text(tree, "value").equals(value) && covers(ownEffect, effect);
            // Gt and Lt compare whole numbers, which a version is not (KEP-5471, alpha in Kubernetes 1.35).
            default -> false;
        };
    }

    private static boolean covers(String own, Taint.Effect effect) {
        return own.isEmpty() || own.equals(effect.kubernetes());
    }
}
