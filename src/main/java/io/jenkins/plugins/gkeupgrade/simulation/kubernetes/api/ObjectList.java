package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.List;

/**
 * One page of a list.
 *
 * @param resourceVersion of the whole list: a watch from here misses nothing
 * @param continueToken for the next page; empty on the last one
 * @param remaining items after this page
 */
public record ObjectList(String resourceVersion, List<Manifest> items, String continueToken, int remaining) {
    public ObjectList {
        items = List.copyOf(items);
    }
}
