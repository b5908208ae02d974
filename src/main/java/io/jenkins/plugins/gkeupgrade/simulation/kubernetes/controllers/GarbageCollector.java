package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.controllers;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.OwnerIndex.Owned;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.StoreListener;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.ControlContext;
import java.util.ArrayList;
import java.util.List;

/** Deletes what has lost its owner, what an owner waits for before it goes, and what was in a namespace that is gone. */
final class GarbageCollector implements StoreListener {
    private static final String FOREGROUND = "foregroundDeletion";
    private static final String ORPHAN = "orphan";

    private final ControlContext context;
    private final KubernetesApi api;

    GarbageCollector(ControlContext context) {
        this.context = context;
        this.api = context.api("generic-garbage-collector");
    }

    @Override
    public void changed(Resource resource, Manifest before, Manifest now) {
        if (now == null) {
            if (resource.equals(Resources.NAMESPACES)) {
                context.after(context.speeds().reaction(), () -> empty(before.name()));
            } else if (!context.owners().of(before.uid()).isEmpty()) {
                context.after(context.speeds().reaction(), () -> deleteOwned(before));
            }
            releaseOwners(before);
        } else if (now.at("metadata", "deletionTimestamp") != null) {
            List<Object> finalizers = now.list("metadata", "finalizers");
            if (finalizers.contains(FOREGROUND) || finalizers.contains(ORPHAN)) {
                context.after(context.speeds().reaction(), () -> finish(resource, now));
            }
        }
    }

    private void empty(String namespace) {
        for (Resource resource : Resources.all()) {
            if (resource.namespaced()) {
                List.copyOf(context.store().list(resource, namespace))
                        .forEach(object -> delete(new Owned(resource, object)));
            }
        }
    }

    private void deleteOwned(Manifest owner) {
        for (Owned owned : context.owners().of(owner.uid())) {
            boolean othersLeft =
                    owned.object().list("metadata", "ownerReferences").size() > 1;
            if (othersLeft) {
                disown(owned, owner);
            } else {
                delete(owned);
            }
        }
    }

    private void delete(Owned owned) {
        Manifest object = context.store()
                .get(
                        owned.resource(),
                        owned.object().namespace(),
                        owned.object().name());
        if (object != null
                && object.uid().equals(owned.object().uid())
                && object.at("metadata", "deletionTimestamp") == null) {
            api.delete(owned.resource(), object.namespace(), object.name(), DeleteOptions.DEFAULT);
        }
    }

    private void disown(Owned owned, Manifest owner) {
        List<Object> references = new ArrayList<>(owned.object().list("metadata", "ownerReferences"));
        references.removeIf(reference -> Trees.text(reference, "uid").equals(owner.uid()));
        api.replace(
                owned.resource(),
                Subresource.NONE,
                Trees.with(owned.object(), references.isEmpty() ? null : references, "metadata", "ownerReferences"));
    }

    /** An owner that is deleted with a finalizer of ours goes when its dependents are dealt with. */
    private void finish(Resource resource, Manifest deleted) {
        Manifest owner = context.store().get(resource, deleted.namespace(), deleted.name());
        if (owner == null || !owner.uid().equals(deleted.uid())) {
            return;
        }
        List<Object> finalizers = new ArrayList<>(owner.list("metadata", "finalizers"));
        if (finalizers.contains(ORPHAN)) {
            context.owners().of(owner.uid()).forEach(owned -> disown(owned, owner));
            finalizers.remove(ORPHAN);
        } else if (finalizers.contains(FOREGROUND)) {
            context.owners().of(owner.uid()).forEach(this::delete);
            if (!context.owners().of(owner.uid()).isEmpty()) {
                return;
            }
            finalizers.remove(FOREGROUND);
        } else {
            return;
        }
        api.replace(
                resource,
                Subresource.NONE,
                Trees.with(owner, finalizers.isEmpty() ? null : finalizers, "metadata", "finalizers"));
    }

    /** Looks again at owners that wait for this object to be gone. */
    private void releaseOwners(Manifest gone) {
        for (Object reference : gone.list("metadata", "ownerReferences")) {
            Resources.ofManifest(Trees.text(reference, "apiVersion"), Trees.text(reference, "kind"))
                    .map(resource -> context.store().get(resource, gone.namespace(), Trees.text(reference, "name")))
                    .filter(owner -> owner.list("metadata", "finalizers").contains(FOREGROUND))
                    .ifPresent(owner -> context.after(
                            context.speeds().reaction(),
                            () -> Resources.ofManifest(owner.text("apiVersion"), owner.kind())
                                    .ifPresent(resource -> finish(resource, owner))));
        }
    }
}
