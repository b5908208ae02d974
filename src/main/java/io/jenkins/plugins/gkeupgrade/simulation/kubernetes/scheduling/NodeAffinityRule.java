package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.LabelSelector;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A pod's node selector and required node affinity: terms are alternatives, expressions of a term must all hold. */
public final class NodeAffinityRule {
    /** One alternative. */
    record Term(List<LabelSelector.Requirement> labels, List<LabelSelector.Requirement> fields) {
        /** A term that asks for nothing matches nothing. */
        boolean matches(Manifest node) {
            return !(labels.isEmpty() && fields.isEmpty())
                    && labels.stream().allMatch(label -> label.matches(node.labels()))
                    && fields.stream().allMatch(field -> field.matches(Map.of("metadata.name", node.name())));
        }

        static Term of(Map<String, Object> tree) {
            return new Term(
                    Trees.maps(tree, "matchExpressions").stream()
                            .map(LabelSelector::requirement)
                            .toList(),
                    Trees.maps(tree, "matchFields").stream()
                            .map(LabelSelector::requirement)
                            .toList());
        }
    }

    private final Map<String, Object> selector;
    private final List<Term> terms;

    private NodeAffinityRule(Map<String, Object> selector, List<Term> terms) {
        this.selector = selector;
        this.terms = terms;
    }

    /** @param podSpec spec of a pod or of its template */
    public static NodeAffinityRule of(Map<String, Object> podSpec) {
        Object required =
                Trees.at(podSpec, "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
        return new NodeAffinityRule(Trees.map(podSpec, "nodeSelector"), required == null ? null : terms(required));
    }

    /** The alternatives of a node selector as volumes and affinity have it. */
    static List<Term> terms(Object nodeSelector) {
        List<Term> terms = new ArrayList<>();
        Trees.maps(nodeSelector, "nodeSelectorTerms").forEach(term -> terms.add(Term.of(term)));
        return terms;
    }

    public boolean matches(Manifest node) {
        Map<String, Object> labels = node.labels();
        for (Map.Entry<String, Object> wanted : selector.entrySet()) {
            if (!wanted.getValue().equals(labels.get(wanted.getKey()))) {
                return false;
            }
        }
        return terms == null || terms.stream().anyMatch(term -> term.matches(node));
    }
}
