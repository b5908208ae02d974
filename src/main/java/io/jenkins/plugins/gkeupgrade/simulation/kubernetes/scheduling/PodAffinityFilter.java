package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Required affinity and anti-affinity between pods, in both directions. */
final class PodAffinityFilter implements Filter {
    private record Domain(String topologyKey, Object value) {}

    private final Wording wording;

    PodAffinityFilter(Wording wording) {
        this.wording = wording;
    }

    @Override
    public List<String> reasons(Attempt attempt, NodeFacts node) {
        for (PodAffinityTerm term : attempt.pod().affinity) {
            if (!isMet(term, node, attempt)) {
                return wording.podAffinity("node(s) didn't match pod affinity rules");
            }
        }
        for (PodAffinityTerm term : attempt.pod().antiAffinity) {
            if (anyNear(term, node, attempt)) {
                return wording.podAffinity("node(s) didn't match pod anti-affinity rules");
            }
        }
        Map<String, Object> labels = node.node().labels();
        for (Domain closed : attempt.once("closed to the pod", () -> closedTo(attempt))) {
            if (closed.value().equals(labels.get(closed.topologyKey()))) {
                return wording.podAffinity("node(s) didn't satisfy existing pods anti-affinity rules");
            }
        }
        return List.of();
    }

    private static boolean isMet(PodAffinityTerm term, NodeFacts node, Attempt attempt) {
        if (node.node().labels().get(term.topologyKey()) == null) {
            return false;
        }
        // The first of a group that wants to be together may go anywhere.
        return anyNear(term, node, attempt) || domains(term, attempt).isEmpty() && term.matches(attempt.pod().pod);
    }

    private static boolean anyNear(PodAffinityTerm term, NodeFacts node, Attempt attempt) {
        Object domain = node.node().labels().get(term.topologyKey());
        return domain != null && domains(term, attempt).contains(domain);
    }

    /** Where there are pods that the term is about. */
    private static Set<Object> domains(PodAffinityTerm term, Attempt attempt) {
        return attempt.once(term, () -> {
            Set<Object> domains = new HashSet<>();
            for (NodeFacts node : attempt.nodes().all()) {
                Object domain = node.node().labels().get(term.topologyKey());
                if (domain != null && node.pods().stream().anyMatch(there -> term.matches(there.pod))) {
                    domains.add(domain);
                }
            }
            return domains;
        });
    }

    /** Where pods are that do not want this one near them. */
    private static Set<Domain> closedTo(Attempt attempt) {
        Set<Domain> closed = new HashSet<>();
        attempt.nodes().eachAntiAffine((there, node) -> {
            for (PodAffinityTerm term : there.antiAffinity) {
                Object domain = node.node().labels().get(term.topologyKey());
                if (domain != null && term.matches(attempt.pod().pod)) {
                    closed.add(new Domain(term.topologyKey(), domain));
                }
            }
        });
        return closed;
    }

    @Override
    public boolean helpedByPreemption() {
        return true;
    }
}
