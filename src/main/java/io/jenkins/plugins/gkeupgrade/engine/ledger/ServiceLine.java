package io.jenkins.plugins.gkeupgrade.engine.ledger;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The running account of one Service.
 *
 * @param namespace of the Service
 * @param name of the Service
 * @param selector of its pods
 * @param slices ready endpoints of each of its EndpointSlices
 * @param had whether it ever had a ready endpoint since the wave began
 * @param low its worst moment since then; null before
 */
record ServiceLine(
        String namespace,
        String name,
        Map<String, String> selector,
        Map<String, Set<Long>> slices,
        boolean had,
        Low low)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final String SLICE_OF = "kubernetes.io/service-name";

    ServiceLine {
        selector = Map.copyOf(selector);
        slices = Map.copyOf(slices);
    }

    static ServiceLine begin(Manifest service) {
        return new ServiceLine(service.namespace(), service.name(), selector(service), Map.of(), false, null);
    }

    /** @param allowed fewest ready endpoints that it may have now, unless it never had one */
    ServiceLine having(Collection<Manifest> all, int allowed) {
        Map<String, Set<Long>> now = new HashMap<>();
        all.forEach(slice -> now.put(slice.name(), ready(slice)));
        return counted(now, allowed);
    }

    /** The name, with namespace, of the Service that the slice belongs to. */
    static String of(Manifest slice) {
        return slice.namespace() + "/" + slice.text("metadata", "labels", SLICE_OF);
    }

    private static Map<String, String> selector(Manifest service) {
        return Keys.texts(service.map("spec", "selector"));
    }

    boolean selects(WorkloadLine line) {
        return !selector.isEmpty()
                && line.workload().namespace().equals(namespace)
                && line.labels().entrySet().containsAll(selector.entrySet());
    }

    /** @param allowed fewest ready endpoints that it may have now, unless it never had one */
    ServiceLine changed(Manifest slice, boolean gone, int allowed) {
        Map<String, Set<Long>> now = new HashMap<>(slices);
        if (gone) {
            now.remove(slice.name());
        } else {
            now.put(slice.name(), ready(slice));
        }
        return counted(now, allowed);
    }

    private ServiceLine counted(Map<String, Set<Long>> now, int allowed) {
        int count = count(now);
        boolean has = had || count > 0;
        Low worst = new Low(count, allowed);
        return new ServiceLine(namespace, name, selector, now, has, !has ? null : low == null ? worst : low.or(worst));
    }

    ServiceLine changed(Manifest service) {
        return new ServiceLine(namespace, name, selector(service), slices, had, low);
    }

    /** The same Service as it is found after a time that nothing is known of. */
    ServiceLine found(ServiceLine fresh, int allowed) {
        return new ServiceLine(namespace, name, fresh.selector, slices, had, low).counted(fresh.slices, allowed);
    }

    /**
     * The fewest ready endpoints that it may have: one, if the workloads of the wave behind it owe anything at all. A
     * workload that may be away as a whole by its own specification takes its Service along.
     */
    int allowed(Collection<WorkloadLine> lines) {
        return lines.stream().anyMatch(line -> line.owed() > 0 && selects(line)) ? 1 : 0;
    }

    String key() {
        return namespace + "/" + name;
    }

    int ready() {
        return count(slices);
    }

    /** An endpoint may be in two slices while it moves from one to the other, and has one for each IP family. */
    private static int count(Map<String, Set<Long>> slices) {
        Set<Long> all = new HashSet<>();
        slices.values().forEach(all::addAll);
        return all.size();
    }

    /** Endpoints whose readiness is unknown count as ready, as the API has it. */
    private static Set<Long> ready(Manifest slice) {
        Set<Long> ready = new HashSet<>();
        for (Manifest endpoint : slice.items("endpoints")) {
            if (!Boolean.FALSE.equals(endpoint.at("conditions", "ready"))) {
                String uid = endpoint.text("targetRef", "uid");
                ready.add(Keys.of(uid.isEmpty() ? endpoint.list("addresses").toString() : uid));
            }
        }
        return Set.copyOf(ready);
    }

    @Override
    public String toString() {
        return "Service " + namespace + "/" + name;
    }
}
