package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.readiness.Amounts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * That pods find no node, in words.
 *
 * @param text a clause with figures
 * @param certain whether no way of placing pods would do; otherwise the one that was tried does not
 */
record Shortage(String text, boolean certain) {
    /** Empty when everything finds a place. */
    static Optional<Shortage> of(List<Place> places, List<Demand> demands) {
        List<Packing.Unplaced> unplaced = Packing.of(places, demands);
        return unplaced.isEmpty() ? Optional.empty() : Optional.of(of(unplaced, places, demands));
    }

    private static Shortage of(List<Packing.Unplaced> unplaced, List<Place> places, List<Demand> demands) {
        Packing.Unplaced first = unplaced.get(0);
        String zone = first.demand().zone();
        List<String> exceeded = exceeded(places, demands, zone);
        long others = unplaced.stream()
                .map(u -> u.demand().workload())
                .distinct()
                .filter(w -> w != first.demand().workload())
                .count();
        String who = first.pods() + " of " + first.demand().count() + " pods of "
                + first.demand().workload()
                + (others == 0 ? "" : ", and pods of " + others + " more,");
        String where = zone.isEmpty() ? "" : " in zone " + zone;
        return exceeded.isEmpty()
                ? new Shortage(
                        who + " would find no node" + where + ", though there is enough in all: each asks for "
                                + asked(first) + ", and of " + first.nodes()
                                + (first.nodes() == 1 ? " node " : " nodes ")
                                + lacking(first) + " left",
                        first.certain())
                : new Shortage(
                        "they ask for more than it can still take at its maximum" + where + ": "
                                + String.join(", ", exceeded) + "; " + who + " would find no node",
                        true);
    }

    private static List<String> exceeded(List<Place> places, List<Demand> demands, String zone) {
        Amounts room = places.stream()
                .filter(p -> p.in(zone))
                .map(p -> p.free().times(p.count()))
                .reduce(Amounts.NONE, Amounts::plus);
        return room.exceededBy(demands.stream()
                .filter(d -> zone.isEmpty() || d.zone().equals(zone))
                .map(d -> d.each().times(d.count()))
                .reduce(Amounts.NONE, Amounts::plus));
    }

    private static String asked(Packing.Unplaced unplaced) {
        return unplaced.lacking().keySet().stream()
                .map(name -> unplaced.demand().each().text(name))
                .collect(Collectors.joining(" and "));
    }

    private static String lacking(Packing.Unplaced unplaced) {
        return unplaced.lacking().entrySet().stream()
                .map(e -> count(e, unplaced.nodes()))
                .collect(Collectors.joining(" and "));
    }

    private static String count(Map.Entry<String, Long> lacking, long nodes) {
        boolean all = lacking.getValue() == nodes;
        return (all ? "none has" : lacking.getValue() + " do not have") + " as much " + lacking.getKey();
    }
}
