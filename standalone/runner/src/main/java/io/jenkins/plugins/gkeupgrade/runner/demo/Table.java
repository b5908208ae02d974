package io.jenkins.plugins.gkeupgrade.runner.demo;

import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.AvailabilityWatch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.WorkloadWatch;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The closing table: where each workload went, and the least that served meanwhile.
 *
 * @param watch what was seen from outside
 * @param placements pools by workload before, after the upgrade, and after a rollback if there was one
 */
record Table(AvailabilityWatch watch, List<Map<String, String>> placements) {
    /** @return whether nobody ever had less than allowed */
    boolean print(PrintStream out) {
        List<WorkloadWatch.Low> lows = watch.workloads();
        TreeSet<String> names = new TreeSet<>();
        placements.forEach(p -> names.addAll(p.keySet()));
        int wide = names.stream().mapToInt(String::length).max().orElse(8);
        int pool = placements.stream()
                .flatMap(p -> p.values().stream())
                .mapToInt(String::length)
                .max()
                .orElse(4);
        String format = "%-" + wide + "s  %-" + pool + "s  %-" + pool + "s  %s%n";
        out.println();
        out.println("=== What a watcher outside saw, at every change ===");
        out.printf(format, "workload", "from pool", "to pool", "lowest available");
        for (String name : names) {
            out.printf(format, name, at(0, name), at(placements.size() - 1, name), lowest(lows, name));
        }
        out.println();
        out.println("Fewest ready endpoints of each Service: "
                + String.join(
                        ", ",
                        watch.services().stream()
                                .map(s -> s.namespace() + "/" + s.name() + " " + s.lowest())
                                .toList())
                + ".");
        List<AvailabilityWatch.Violation> violations = watch.violations();
        out.println();
        violations.forEach(v -> out.println(
                v.time() + " " + v.what() + " had " + v.seen() + " available, and " + v.allowed() + " were required."));
        out.println(
                violations.isEmpty()
                        ? "No workload ever had less than its own strategy allows, and no Service lost its last endpoint."
                        : "Availability fell too low " + violations.size() + " times.");
        return violations.isEmpty();
    }

    private String at(int look, String workload) {
        return placements.get(look).getOrDefault(workload, "-");
    }

    private static String lowest(List<WorkloadWatch.Low> lows, String name) {
        return lows.stream()
                .filter(l -> l.workload().toString().equals(name))
                .map(l -> l.lowest() + " of " + l.replicas() + " (its strategy allows " + l.allowed() + ")")
                .findFirst()
                .orElse("-");
    }
}
