package io.jenkins.plugins.gkeupgrade.emulator;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Objects as the tables that {@code kubectl get} prints. Columns as Kubernetes has them, without the wide ones. */
final class Tables {
    /** One column: its heading, and what stands in it for an object. */
    private record Column(String name, Function<Manifest, Object> cell) {}

    private static final Map<String, List<Column>> COLUMNS = Map.of(
            "deployments",
            List.of(
                    new Column("Ready", Tables::replicasReady),
                    number("Up-to-date", "status", "updatedReplicas"),
                    number("Available", "status", "availableReplicas")),
            "statefulsets",
            List.of(new Column("Ready", Tables::replicasReady)),
            "replicasets",
            List.of(
                    number("Desired", "spec", "replicas"),
                    number("Current", "status", "replicas"),
                    number("Ready", "status", "readyReplicas")),
            "daemonsets",
            List.of(
                    number("Desired", "status", "desiredNumberScheduled"),
                    number("Current", "status", "currentNumberScheduled"),
                    number("Ready", "status", "numberReady"),
                    number("Up-to-date", "status", "updatedNumberScheduled"),
                    number("Available", "status", "numberAvailable")),
            "pods",
            List.of(
                    new Column("Ready", Tables::podReady),
                    new Column("Status", Tables::podStatus),
                    new Column("Restarts", Tables::podRestarts),
                    new Column("Node", pod -> pod.text("spec", "nodeName"))),
            "nodes",
            List.of(
                    new Column("Status", Tables::nodeStatus),
                    new Column("Version", node -> node.text("status", "nodeInfo", "kubeletVersion"))),
            "poddisruptionbudgets",
            List.of(number("Allowed disruptions", "status", "disruptionsAllowed")));

    private Tables() {}

    static Map<String, Object> of(Resource resource, List<Manifest> objects, Map<String, Object> metadata) {
        List<Column> own = COLUMNS.getOrDefault(resource.plural(), List.of());
        List<Object> definitions = new ArrayList<>();
        definitions.add(definition("Name", "name"));
        own.forEach(column -> definitions.add(definition(column.name(), "")));
        definitions.add(definition("Created", ""));
        List<Object> rows = new ArrayList<>();
        for (Manifest object : objects) {
            List<Object> cells = new ArrayList<>();
            cells.add(object.name());
            own.forEach(column -> cells.add(column.cell().apply(object)));
            cells.add(object.text("metadata", "creationTimestamp"));
            rows.add(Trees.tree(
                    "cells",
                    cells,
                    "object",
                    Trees.tree(
                            "kind",
                            "PartialObjectMetadata",
                            "apiVersion",
                            "meta.k8s.io/v1",
                            "metadata",
                            object.map("metadata"))));
        }
        return Trees.tree(
                "kind",
                "Table",
                "apiVersion",
                "meta.k8s.io/v1",
                "metadata",
                metadata,
                "columnDefinitions",
                definitions,
                "rows",
                rows);
    }

    private static Map<String, Object> definition(String name, String format) {
        return Trees.tree("name", name, "type", "string", "format", format, "description", name, "priority", 0);
    }

    private static Column number(String name, String... path) {
        return new Column(name, object -> object.number(0, path));
    }

    private static Object replicasReady(Manifest object) {
        return object.number(0, "status", "readyReplicas") + "/" + object.number(1, "spec", "replicas");
    }

    private static String podReady(Manifest pod) {
        List<Manifest> containers = pod.items("status", "containerStatuses");
        long ready =
                containers.stream().filter(container -> container.flag("ready")).count();
        return ready + "/" + pod.list("spec", "containers").size();
    }

    private static String podStatus(Manifest pod) {
        if (!pod.text("metadata", "deletionTimestamp").isEmpty()) {
            return "Terminating";
        }
        return pod.items("status", "containerStatuses").stream()
                .map(container -> container.text("state", "waiting", "reason"))
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .orElse(pod.text("status", "phase"));
    }

    private static Object podRestarts(Manifest pod) {
        return pod.items("status", "containerStatuses").stream()
                .mapToLong(container -> container.number(0, "restartCount"))
                .sum();
    }

    private static String nodeStatus(Manifest node) {
        boolean ready = node.items("status", "conditions").stream()
                .anyMatch(condition -> condition.text("type").equals("Ready")
                        && condition.text("status").equals("True"));
        return (ready ? "Ready" : "NotReady") + (node.flag("spec", "unschedulable") ? ",SchedulingDisabled" : "");
    }
}
