package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.engine.model.NodePatch;
import io.jenkins.plugins.gkeupgrade.engine.model.PatchOperation;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadPatch;
import java.util.List;

/**
 * A change of one object of any kind, valid only for the version of it that was looked at.
 *
 * @param namespace empty for cluster-wide kinds
 */
record ObjectPatch(
        ResourceKind kind, String namespace, String name, String resourceVersion, List<PatchOperation> operations) {
    static ObjectPatch of(WorkloadPatch patch) {
        return new ObjectPatch(
                patch.workload().kind().resource(),
                patch.workload().namespace(),
                patch.workload().name(),
                patch.resourceVersion(),
                patch.operations());
    }

    static ObjectPatch of(NodePatch patch) {
        return new ObjectPatch(ResourceKind.NODES, "", patch.node(), patch.resourceVersion(), patch.operations());
    }
}
