package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Who owns what, always up to date. */
public final class OwnerIndex implements StoreListener {
    /** An owned object and what it is. */
    public record Owned(Resource resource, Manifest object) {}

    private final Map<String, Map<String, Owned>> byOwner = new HashMap<>();

    @Override
    public void changed(Resource resource, Manifest before, Manifest now) {
        if (before != null) {
            for (Map<String, Object> owner : owners(before)) {
                Map<String, Owned> owned = byOwner.get(Trees.text(owner, "uid"));
                if (owned != null) {
                    owned.remove(key(resource, before));
                    if (owned.isEmpty()) {
                        byOwner.remove(Trees.text(owner, "uid"));
                    }
                }
            }
        }
        if (now != null) {
            for (Map<String, Object> owner : owners(now)) {
                byOwner.computeIfAbsent(Trees.text(owner, "uid"), any -> new TreeMap<>())
                        .put(key(resource, now), new Owned(resource, now));
            }
        }
    }

    private static String key(Resource resource, Manifest object) {
        return resource.plural() + "/" + object.namespace() + "/" + object.name();
    }

    private static List<Map<String, Object>> owners(Manifest object) {
        return Trees.maps(object.tree(), "metadata", "ownerReferences");
    }

    /** Everything that names the owner, in order of resource and name. */
    public Collection<Owned> of(String ownerUid) {
        return List.copyOf(byOwner.getOrDefault(ownerUid, Map.of()).values());
    }

    /** The objects of one resource that name the owner. */
    public Stream<Manifest> of(String ownerUid, Resource resource) {
        return byOwner.getOrDefault(ownerUid, Map.of()).values().stream()
                .filter(owned -> owned.resource().equals(resource))
                .map(Owned::object);
    }
}
