package io.jenkins.plugins.gkeupgrade.engine.retire;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePatch;
import io.jenkins.plugins.gkeupgrade.engine.model.PatchOperation;
import io.jenkins.plugins.gkeupgrade.engine.port.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A node of the pool that retires.
 *
 * @param manifest the node as it is
 * @param mark ours on it; null when there is none
 */
record OldNode(Manifest manifest, NodeMark mark) {
    /** Keeps a node out of load balancers; Kubernetes and GKE read it, whatever its value. */
    static final String EXCLUDE = "node.kubernetes.io/exclude-from-external-load-balancers";

    static OldNode of(Manifest manifest, Json json) {
        return new OldNode(manifest, NodeMark.on(manifest, json).orElse(null));
    }

    String name() {
        return manifest.name();
    }

    boolean cordoned() {
        return manifest.flag("spec", "unschedulable");
    }

    boolean cordonedByUs() {
        return mark != null && mark.cordoned() && cordoned();
    }

    boolean excluded() {
        return manifest.labels().containsKey(EXCLUDE);
    }

    /** Whether something of ours keeps pods or traffic off the node. */
    boolean held() {
        return mark != null && (mark.cordoned() || mark.excluded());
    }

    /** Whether a run that began before that has marked the node last. */
    boolean markedBefore(Instant began) {
        return mark != null && mark.run().isBefore(began);
    }

    /** Whether a run that began after that has marked the node. */
    boolean markedAfter(Instant began) {
        return mark != null && mark.run().isAfter(began);
    }

    /** Writes down what retiring the pool changes, before the first change, and takes over from an older run. */
    NodePatch marking(Footprint footprint, Instant began, Json json) {
        boolean cordon = mark != null && mark.cordoned();
        boolean exclude = mark != null && mark.excluded();
        Instant newest = markedAfter(began) ? mark.run() : began;
        return patch(List.of(annotation(new NodeMark(footprint, newest, cordon, exclude), json)));
    }

    NodePatch cordoning(Json json) {
        return patch(List.of(
                annotation(new NodeMark(mark.footprint(), mark.run(), true, mark.excluded()), json),
                PatchOperation.add(List.of("spec", "unschedulable"), true)));
    }

    /** Takes the node out of load balancers; to be used only when it is not out of them already. */
    NodePatch excluding(Json json) {
        return patch(List.of(
                annotation(new NodeMark(mark.footprint(), mark.run(), mark.cordoned(), true), json),
                PatchOperation.add(List.of("metadata", "labels", EXCLUDE), "true")));
    }

    /** Undoes our cordon and our exclusion, and nobody else's; the footprint stays until it is put back as well. */
    NodePatch releasing(Json json) {
        List<PatchOperation> operations = new ArrayList<>();
        operations.add(annotation(new NodeMark(mark.footprint(), mark.run(), false, false), json));
        if (mark.cordoned() && cordoned()) {
            operations.add(PatchOperation.remove(List.of("spec", "unschedulable")));
        }
        if (mark.excluded() && excluded()) {
            operations.add(PatchOperation.remove(List.of("metadata", "labels", EXCLUDE)));
        }
        return patch(operations);
    }

    NodePatch unmarking() {
        return patch(List.of(PatchOperation.remove(List.of("metadata", "annotations", NodeMark.ANNOTATION))));
    }

    private PatchOperation annotation(NodeMark now, Json json) {
        String text = now.text(json);
        return manifest.at("metadata", "annotations") != null
                ? PatchOperation.add(List.of("metadata", "annotations", NodeMark.ANNOTATION), text)
                : PatchOperation.add(List.of("metadata", "annotations"), Map.of(NodeMark.ANNOTATION, text));
    }

    private NodePatch patch(List<PatchOperation> operations) {
        return new NodePatch(name(), manifest.resourceVersion(), operations);
    }
}
