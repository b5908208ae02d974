package io.jenkins.plugins.gkeupgrade.engine.port;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;

/**
 * One change of one object.
 *
 * @param kind of the object
 * @param version resource version that the change has brought
 * @param object as it was after the change; the last that was known of it when it was deleted
 * @param deleted whether the object is gone
 */
public record Change(ResourceKind kind, long version, Manifest object, boolean deleted) {}
