package io.jenkins.plugins.gkeupgrade.engine.readiness;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.port.ClusterView;
import io.jenkins.plugins.gkeupgrade.engine.port.Listed;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster as lists showed it at one time. What may not be listed is empty, and said to be unknown. */
public record Snapshot(Map<ResourceKind, Listed> lists) implements ClusterView {
    public Snapshot {
        lists = Map.copyOf(lists);
    }

    @Override
    public List<Manifest> list(ResourceKind kind) {
        return lists.get(kind) instanceof Listed.Objects some ? some.objects() : List.of();
    }

    @Override
    public Optional<Manifest> find(ResourceKind kind, String namespace, String name) {
        return list(kind).stream()
                .filter(object ->
                        object.name().equals(name) && object.namespace().equals(namespace))
                .findFirst();
    }

    /** Whether the kind was listed and could be. */
    public boolean knows(ResourceKind kind) {
        return lists.get(kind) instanceof Listed.Objects;
    }

    /** The kinds that the user may not list. */
    public Map<ResourceKind, Listed.Forbidden> forbidden() {
        Map<ResourceKind, Listed.Forbidden> forbidden = new EnumMap<>(ResourceKind.class);
        lists.forEach((kind, listed) -> {
            if (listed instanceof Listed.Forbidden no) {
                forbidden.put(kind, no);
            }
        });
        return forbidden;
    }
}
