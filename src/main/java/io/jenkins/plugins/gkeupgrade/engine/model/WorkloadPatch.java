package io.jenkins.plugins.gkeupgrade.engine.model;

import java.util.List;

/**
 * A change of one workload, valid only for the state of it that was looked at.
 *
 * @param workload what to change
 * @param resourceVersion version of the object that the operations were computed from; any other is a conflict
 * @param operations a JSON Patch
 */
public record WorkloadPatch(WorkloadRef workload, String resourceVersion, List<PatchOperation> operations) {
    public WorkloadPatch {
        operations = List.copyOf(operations);
    }
}
