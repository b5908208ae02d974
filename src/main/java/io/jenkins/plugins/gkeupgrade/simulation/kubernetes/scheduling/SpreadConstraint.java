package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.LabelSelector;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A topology spread constraint that must hold.
 *
 * @param honourAffinity whether only nodes count that the pod's affinity allows
 * @param honourTaints whether only nodes count whose taints the pod tolerates
 */
record SpreadConstraint(
        String topologyKey,
        long maxSkew,
        long minDomains,
        LabelSelector selector,
        boolean honourAffinity,
        boolean honourTaints) {
    static List<SpreadConstraint> required(Map<String, Object> podSpec, Manifest pod) {
        List<SpreadConstraint> all = new ArrayList<>();
        for (Map<String, Object> tree : Trees.maps(podSpec, "topologySpreadConstraints")) {
            if (Trees.text(tree, "whenUnsatisfiable").equals("ScheduleAnyway")) {
                continue;
            }
            all.add(new SpreadConstraint(
                    Trees.text(tree, "topologyKey"),
                    Trees.number(tree, 1, "maxSkew"),
                    Trees.number(tree, 1, "minDomains"),
                    LabelSelector.of(selector(tree, pod)),
                    !Trees.text(tree, "nodeAffinityPolicy").equals("Ignore"),
                    Trees.text(tree, "nodeTaintsPolicy").equals("Honor")));
        }
        return all;
    }

    /** The selector, narrowed to the pod's own values of the {@code matchLabelKeys}. */
    private static Object selector(Map<String, Object> tree, Manifest pod) {
        Map<String, Object> selector = Trees.map(tree, "labelSelector");
        Object result = tree.get("labelSelector");
        for (Object key : Trees.list(tree, "matchLabelKeys")) {
            Object value = pod.labels().get(key.toString());
            if (value != null) {
                selector = Trees.with(selector, value, "matchLabels", key.toString());
                result = selector;
            }
        }
        return result;
    }
}
