package io.jenkins.plugins.gkeupgrade.engine.model;

import java.util.List;
import java.util.Set;

/**
 * Whom an object belongs to, as it says itself.
 *
 * @param apiVersion of the owner, such as {@code apps/v1}
 * @param kind of the owner; empty when the object belongs to nobody or does not say
 * @param controller whether the owner manages the object, rather than only taking it along when it is deleted
 */
public record OwnerReference(String apiVersion, String kind, String name, String uid, boolean controller) {
    private static final OwnerReference NOBODY = new OwnerReference("", "", "", "", false);
    /** Groups of Kubernetes itself with kinds that make workloads; those of the core group have none. */
    private static final Set<String> GROUPS = Set.of("apps", "batch", "extensions");

    /** @param references the {@code ownerReferences} of an object */
    static OwnerReference of(List<Manifest> references) {
        return references.stream()
                .filter(reference -> reference.flag("controller"))
                .findFirst()
                .or(() -> references.stream().findFirst())
                .map(r -> new OwnerReference(
                        r.text("apiVersion"), r.text("kind"), r.text("name"), r.text("uid"), r.flag("controller")))
                .orElse(NOBODY);
    }

    public boolean nobody() {
        return this == NOBODY;
    }

    /**
     * Whether the owner is of a kind that Kubernetes itself does not have: an operator made the object for it. One that does
     * not tell its kind counts as Kubernetes' own.
     */
    public boolean custom() {
        int slash = apiVersion.indexOf('/');
        return slash > 0 && !GROUPS.contains(apiVersion.substring(0, slash));
    }

    @Override
    public String toString() {
        return kind + " " + name;
    }
}
