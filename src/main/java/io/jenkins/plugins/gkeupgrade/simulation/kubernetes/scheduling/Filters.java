package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.scheduling;

import java.util.List;

/** All filters in the order of the default scheduler: the first that objects gives the reason. */
final class Filters {
    private final List<Filter> filters;

    private Filters(List<Filter> filters) {
        this.filters = filters;
    }

    /** @param volumes where the volumes of claims are */
    static Filters standard(Wording wording, Volumes volumes) {
        return new Filters(List.of(
                new UnschedulableFilter(),
                new TaintFilter(wording),
                new NodeAffinityFilter(wording),
                new HostPortFilter(),
                new ResourceFilter(),
                new VolumeFilter(volumes),
                new SpreadFilter(),
                new PodAffinityFilter(wording)));
    }

    /** What is against the node. */
    record Verdict(List<String> reasons, boolean helpedByPreemption) {
        static final Verdict FITS = new Verdict(List.of(), false);

        boolean fits() {
            return reasons.isEmpty();
        }
    }

    Verdict check(Attempt attempt, NodeFacts node) {
        for (Filter filter : filters) {
            List<String> reasons = filter.reasons(attempt, node);
            if (!reasons.isEmpty()) {
                return new Verdict(reasons, filter.helpedByPreemption());
            }
        }
        return Verdict.FITS;
    }
}
