package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;

/** Told of every change of every object, in the order of the changes. */
@FunctionalInterface
public interface StoreListener {
    /**
     * @param before null when the object is new
     * @param now null when it is gone
     */
    void changed(Resource resource, Manifest before, Manifest now);
}
