package io.jenkins.plugins.gkeupgrade.engine.ledger;

import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of the availability of the workloads that were moved and of the Services in front of them. Persisted with
 * the resource version that it has come to, so that nothing is missed when the controller restarts.
 *
 * @param version resource version up to which every change is in the accounts
 * @param seenAt when that was all that had happened
 * @param lines workloads of the wave that is under way
 * @param services Services in front of those
 * @param past workloads of earlier waves
 * @param pastServices worst moments of Services in earlier waves, by name with namespace
 * @param breaches in the order in which they were seen, by what was breached; those of earlier waves have longer keys
 * @param gaps times that nothing is known of
 */
public record Ledger(
        long version,
        Instant seenAt,
        Map<WorkloadRef, WorkloadLine> lines,
        Map<String, ServiceLine> services,
        Map<WorkloadRef, Figures> past,
        Map<String, Low> pastServices,
        Map<String, Breach> breaches,
        List<Gap> gaps)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Before the first wave. */
    public static final Ledger EMPTY =
            new Ledger(0, Instant.EPOCH, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of());

    public Ledger {
        lines = Map.copyOf(lines);
        services = Map.copyOf(services);
        past = Map.copyOf(past);
        pastServices = Map.copyOf(pastServices);
        breaches = Collections.unmodifiableMap(new LinkedHashMap<>(breaches));
        gaps = List.copyOf(gaps);
    }

    /** Whether anything is being watched now. */
    public boolean watching() {
        return !lines.isEmpty();
    }

    /** What the wave under way and all waves before it came to. */
    public Map<WorkloadRef, Figures> figures() {
        Map<WorkloadRef, Figures> all = new LinkedHashMap<>(past);
        lines.forEach((workload, line) -> all.merge(workload, line.figures(), Figures::and));
        return all;
    }

    /** The worst moments of all Services that had a ready endpoint, by namespace and name. */
    public Map<String, Low> serviceLows() {
        Map<String, Low> all = new LinkedHashMap<>(pastServices);
        services.forEach((name, line) -> {
            if (line.low() != null) {
                all.merge(name, line.low(), Low::or);
            }
        });
        return all;
    }

    public List<Breach> inOrder() {
        return new ArrayList<>(breaches.values());
    }

    /** The same breaches under keys that no breach of a wave to come has: a Service may be lost once more. */
    Map<String, Breach> closedBreaches() {
        Map<String, Breach> closed = new LinkedHashMap<>();
        breaches.values().forEach(breach -> closed.put(breach.what() + " " + closed.size(), breach));
        return closed;
    }

    /** Workloads that have less than they allow themselves, though we have done nothing yet. */
    public List<String> shortages() {
        List<String> shortages = new ArrayList<>();
        lines.values().stream()
                .filter(line -> !line.complete())
                .sorted((a, b) -> a.workload().compareTo(b.workload()))
                .forEach(line -> shortages.add(line.workload() + " has " + line.available() + " of "
                        + line.allowance().wanted() + " replicas available"));
        return shortages;
    }

    Ledger with(Gap gap) {
        List<Gap> all = new ArrayList<>(gaps);
        all.add(gap);
        return new Ledger(version, seenAt, lines, services, past, pastServices, breaches, all);
    }

    /** Whether the two would be reported alike. */
    boolean saysTheSameAs(Ledger other) {
        return figures().equals(other.figures())
                && serviceLows().equals(other.serviceLows())
                && breaches.equals(other.breaches)
                && gaps.equals(other.gaps);
    }
}
