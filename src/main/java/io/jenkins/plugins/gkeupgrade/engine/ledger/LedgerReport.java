package io.jenkins.plugins.gkeupgrade.engine.ledger;

import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import io.jenkins.plugins.gkeupgrade.engine.workload.WorkloadRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells the figures of a ledger.
 *
 * <p>Rows of workloads get {@code lowestAvailable}, {@code allowedAvailable}, {@code restarts} and {@code evictions}. An
 * outcome gets {@code services} (namespace, name, lowestReady, allowedReady), {@code breaches} (what, seen, allowed, at)
 * and {@code availabilityGaps} (from, to).
 */
public record LedgerReport(Ledger ledger) {
    /** The row with the workload's figures, if there are any. */
    public WorkloadRow addedTo(WorkloadRow row, Workload workload) {
        Figures figures = ledger.figures().get(workload.ref());
        if (figures == null) {
            return row;
        }
        return row.put("lowestAvailable", (long) figures.low().available())
                .put("allowedAvailable", (long) figures.low().allowed())
                .put("restarts", (long) figures.restarts())
                .put("evictions", (long) figures.evictions());
    }

    public Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("services", services());
        details.put(
                "breaches",
                ledger.inOrder().stream()
                        .map(breach -> Map.<String, Object>of(
                                "what",
                                breach.what(),
                                "seen",
                                (long) breach.seen(),
                                "allowed",
                                (long) breach.allowed(),
                                "at",
                                breach.when().toString()))
                        .toList());
        details.put(
                "availabilityGaps",
                ledger.gaps().stream()
                        .map(gap -> Map.<String, Object>of(
                                "from", gap.from().toString(), "to", gap.to().toString()))
                        .toList());
        return details;
    }

    private List<Map<String, Object>> services() {
        List<Map<String, Object>> services = new ArrayList<>();
        new TreeMap<>(ledger.serviceLows()).forEach((key, low) -> {
            Map<String, Object> service = new LinkedHashMap<>();
            service.put("namespace", key.substring(0, key.indexOf('/')));
            service.put("name", key.substring(key.indexOf('/') + 1));
            service.put("lowestReady", (long) low.available());
            service.put("allowedReady", (long) low.allowed());
            services.add(service);
        });
        return services;
    }

    /** The outcome with all figures but those of the rows. */
    public Outcome addedTo(Outcome outcome) {
        Map<String, Object> all = new LinkedHashMap<>(outcome.details());
        all.putAll(details());
        return new Outcome(outcome.verdict(), outcome.summary() + sentence(), all);
    }

    private String sentence() {
        int watched = ledger.figures().size();
        if (watched == 0) {
            return "";
        }
        List<Breach> breaches = ledger.inOrder();
        String unknown = ledger.gaps().isEmpty()
                ? ""
                : " Nothing is known of the availability from "
                        + String.join(
                                " and from ",
                                ledger.gaps().stream().map(Gap::toString).toList())
                        + ".";
        return (breaches.isEmpty()
                        ? " None had less available than it allows itself."
                        : " Availability was lost: "
                                + String.join(
                                        "; ",
                                        breaches.stream().map(Breach::toString).toList())
                                + ".")
                + unknown;
    }
}
