package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Every write request that was answered with success, also those that changed nothing; but those of controllers, scheduler
 * and kubelets.
 */
public final class WriteLog {
    /**
     * One write.
     *
     * @param verb {@code create}, {@code update}, {@code patch}, {@code delete} or {@code evict}
     * @param subresource part of the object that was meant, or NONE
     * @param changed false when the object was already as asked
     */
    public record Entry(
            Instant time,
            Caller caller,
            String verb,
            Resource resource,
            Subresource subresource,
            String namespace,
            String name,
            boolean changed) {}

    private final List<Entry> entries = new ArrayList<>();

    void add(Entry entry) {
        if (!entry.caller().isComponent()) {
            entries.add(entry);
        }
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    public List<Entry> entries(Predicate<Entry> wanted) {
        return entries.stream().filter(wanted).toList();
    }

    /** Changes by that caller to objects that are not selected. */
    public List<Entry> outside(Caller caller, Predicate<Entry> selected) {
        return entries(entry -> entry.changed() && entry.caller().equals(caller) && !selected.test(entry));
    }

    /** How many there are: what comes after is {@code entries().subList(size, …)}. */
    public int size() {
        return entries.size();
    }
}
