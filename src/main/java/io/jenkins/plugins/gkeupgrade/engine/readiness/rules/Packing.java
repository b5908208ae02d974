package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.readiness.Amounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Puts pods onto nodes, the largest first, each onto the first node that has room (first-fit decreasing); those that can be
 * in one zone only come before all others. The scheduler does it otherwise, as pods come and go, and mostly no better.
 *
 * <p>Pods of a workload are alike, so that it takes as many steps as there are workloads times nodes, however many pods
 * there are.
 */
final class Packing {
    private final List<Place> places;
    private final List<Demand> demands;
    private final String[] names;
    private final List<Bin> open = new ArrayList<>();
    private final long[] left;

    /**
     * Pods that found no node.
     *
     * @param pods how many of the demand
     * @param lacking by resource, on how many nodes there is not enough of it left for one of them
     * @param nodes how many nodes there are that they may be on
     * @param certain whether no other way of placing pods would do either
     */
    record Unplaced(Demand demand, long pods, Map<String, Long> lacking, long nodes, boolean certain) {}

    /** A node that is there, or was opened for a pod; its zone is that of the place unless a pod has decided it. */
    private record Bin(Place place, String zone, long[] free) {
        boolean takes(Demand demand) {
            return demand.mayUse(place) && (zone.isEmpty() || demand.zone().isEmpty() || zone.equals(demand.zone()));
        }
    }

    private Packing(List<Place> places, List<Demand> demands) {
        this.places = places;
        TreeSet<String> asked = new TreeSet<>();
        demands.forEach(d -> d.each().each().forEach((name, amount) -> {
            if (amount > 0) {
                asked.add(name);
            }
        }));
        this.names = asked.toArray(String[]::new);
        Amounts largest = places.stream().map(Place::free).reduce(Amounts.NONE, Amounts::larger);
        this.demands = demands.stream()
                .sorted(Comparator.comparing((Demand d) -> d.zone().isEmpty())
                        .thenComparing(d -> size(d, largest), Comparator.reverseOrder()))
                .toList();
        this.left = places.stream().mapToLong(Place::count).toArray();
    }

    /** The largest part of the largest node that a pod takes. */
    private static double size(Demand demand, Amounts largest) {
        return demand.each().each().entrySet().stream()
                .mapToDouble(e -> e.getValue() / (double) Math.max(1, largest.of(e.getKey())))
                .max()
                .orElse(0);
    }

    /** What finds no node, the largest first; nothing when all fits. */
    static List<Unplaced> of(List<Place> places, List<Demand> demands) {
        Packing packing = new Packing(places, demands);
        List<Unplaced> unplaced = new ArrayList<>();
        for (Demand demand : packing.demands) {
            long rest = packing.place(demand);
            if (rest > 0) {
                unplaced.add(packing.unplaced(demand, rest));
            }
        }
        return unplaced;
    }

    /** @return how many of the pods found no node */
    private long place(Demand demand) {
        long[] each = amounts(demand.each());
        long rest = demand.count();
        for (Bin bin : open) {
            if (rest > 0 && bin.takes(demand)) {
                rest -= put(bin, each, rest);
            }
        }
        for (int i = 0; i < left.length; i++) {
            Place place = places.get(i);
            while (rest > 0 && left[i] > 0 && demand.mayUse(place)) {
                Bin bin = new Bin(place, demand.zone(), amounts(place.free()));
                long put = put(bin, each, rest);
                if (put == 0) {
                    break;
                }
                rest -= put;
                left[i]--;
                open.add(bin);
            }
        }
        return rest;
    }

    private static long put(Bin bin, long[] each, long most) {
        long pods = Math.min(most, fitting(bin.free, each));
        for (int i = 0; i < each.length; i++) {
            bin.free[i] -= pods * each[i];
        }
        return pods;
    }

    private static long fitting(long[] free, long[] each) {
        long pods = Long.MAX_VALUE;
        for (int i = 0; i < each.length; i++) {
            if (each[i] > 0) {
                pods = Math.min(pods, Math.max(0, free[i]) / each[i]);
            }
        }
        return pods;
    }

    private long[] amounts(Amounts amounts) {
        long[] values = new long[names.length];
        for (int i = 0; i < names.length; i++) {
            values[i] = amounts.of(names[i]);
        }
        return values;
    }

    private Unplaced unplaced(Demand demand, long pods) {
        long[] each = amounts(demand.each());
        long[] lacking = new long[names.length];
        long nodes = 0;
        for (Bin bin : open) {
            if (bin.takes(demand)) {
                nodes++;
                count(bin.free, each, 1, lacking);
            }
        }
        for (int i = 0; i < left.length; i++) {
            if (demand.mayUse(places.get(i))) {
                nodes += left[i];
                count(amounts(places.get(i).free()), each, left[i], lacking);
            }
        }
        Map<String, Long> byName = new LinkedHashMap<>();
        boolean certain = places.stream().noneMatch(demand::mayUse);
        for (int i = 0; i < names.length; i++) {
            if (lacking[i] > 0) {
                byName.put(names[i], lacking[i]);
                certain |= tooMany(demand, names[i]);
            }
        }
        return new Unplaced(demand, pods, byName, nodes, certain);
    }

    private static void count(long[] free, long[] each, long nodes, long[] lacking) {
        for (int i = 0; i < each.length; i++) {
            lacking[i] += each[i] > 0 && free[i] < each[i] ? nodes : 0;
        }
    }

    /**
     * Whether all pods that ask for as much of the resource as these, or more, are more than the nodes could have if there
     * were nothing else to place: no node holds more of them than of these.
     */
    private boolean tooMany(Demand demand, String name) {
        long each = demand.each().of(name);
        long pods = demands.stream()
                .filter(d -> d.each().of(name) >= each
                        && (demand.zone().isEmpty() || d.zone().equals(demand.zone())))
                .mapToLong(Demand::count)
                .sum();
        long holding = places.stream()
                .filter(p -> p.in(demand.zone()))
                .mapToLong(p -> p.count() * (Math.max(0, p.free().of(name)) / each))
                .sum();
        return pods > holding;
    }
}
