package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;

/** Where an object is. */
public record Key(String namespace, String name) {
    public static Key of(Manifest object) {
        return new Key(object.namespace(), object.name());
    }
}
