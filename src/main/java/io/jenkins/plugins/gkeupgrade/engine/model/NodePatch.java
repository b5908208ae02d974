package io.jenkins.plugins.gkeupgrade.engine.model;

import java.util.List;

/**
 * A change of one node, valid only for the state of it that was looked at.
 *
 * @param node name of the node
 * @param resourceVersion version of the node that the operations were computed from; any other is a conflict
 * @param operations a JSON Patch
 */
public record NodePatch(String node, String resourceVersion, List<PatchOperation> operations) {
    public NodePatch {
        operations = List.copyOf(operations);
    }
}
