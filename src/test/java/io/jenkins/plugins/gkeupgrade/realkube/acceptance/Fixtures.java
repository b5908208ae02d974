package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import io.jenkins.plugins.gkeupgrade.realkube.FakeNodes;
import java.util.Map;
import java.util.stream.Collectors;

/** Small workloads of every kind as YAML, each with the labels {@code app} (its name) and {@code set}. */
final class Fixtures {
    /** Pods that the new pool cannot start: their image cannot be pulled there. */
    static final Map<String, String> BROKEN_ON_NEW_POOL = Map.of(
            "fake-kubelet/fate",
            "image-error",
            "fake-kubelet/only-on",
            AcceptanceCluster.TAINT.key() + "=" + AcceptanceCluster.NEW);

    /** Pods that run and never get ready on the new pool. */
    static final Map<String, String> NEVER_READY_ON_NEW_POOL = Map.of(
            "fake-kubelet/fate",
            "never-ready",
            "fake-kubelet/only-on",
            AcceptanceCluster.TAINT.key() + "=" + AcceptanceCluster.NEW);

    /** Pods that run and never get ready on the old pool. */
    static final Map<String, String> NEVER_READY_ON_OLD_POOL = Map.of(
            "fake-kubelet/fate",
            "never-ready",
            "fake-kubelet/only-on",
            FakeNodes.POOL_LABEL + "=" + AcceptanceCluster.OLD_POOL);

    private final String set;
    private final StringBuilder yaml = new StringBuilder();

    /** @param set value of the label {@code set} */
    Fixtures(String set) {
        this.set = set;
    }

    ManifestFile manifests() {
        return ManifestFile.parse(yaml.toString());
    }

    Fixtures deployment(String name, int replicas) {
        return deployment(name, replicas, Map.of());
    }

    Fixtures deployment(String name, int replicas, Map<String, String> podAnnotations) {
        return add("apps/v1", "Deployment", name, scaled(name, replicas) + template(name, podAnnotations));
    }

    /**
     * @param surge pods beyond the wanted ones while it rolls
     * @param unavailable pods that may be missing meanwhile
     */
    Fixtures deployment(String name, int replicas, int surge, int unavailable) {
        String strategy =
                "  strategy: {rollingUpdate: {maxSurge: " + surge + ", maxUnavailable: " + unavailable + "}}\n";
        return add("apps/v1", "Deployment", name, scaled(name, replicas) + strategy + template(name, Map.of()));
    }

    Fixtures statefulSet(String name, int replicas, Map<String, String> podAnnotations) {
        return add(
                "apps/v1",
                "StatefulSet",
                name,
                scaled(name, replicas) + "  serviceName: " + name + "\n" + template(name, podAnnotations));
    }

    Fixtures daemonSet(String name) {
        return add("apps/v1", "DaemonSet", name, selected(name) + template(name, Map.of()));
    }

    Fixtures replicaSet(String name, int replicas) {
        return add("apps/v1", "ReplicaSet", name, scaled(name, replicas) + template(name, Map.of()));
    }

    Fixtures replicationController(String name, int replicas) {
        return add(
                "v1",
                "ReplicationController",
                name,
                "  replicas: " + replicas + "\n  selector: {app: " + name + "}\n" + template(name, Map.of()));
    }

    Fixtures job(String name) {
        return add("batch/v1", "Job", name, jobTemplate(name));
    }

    /** One that waits for a person to start it. */
    Fixtures suspendedJob(String name) {
        return add("batch/v1", "Job", name, "  suspend: true\n" + jobTemplate(name));
    }

    private static String jobTemplate(String name) {
        return template(name, Map.of()).replace("spec:\n", "spec:\n      restartPolicy: Never\n");
    }

    Fixtures cronJob(String name) {
        String template = jobTemplate(name).indent(4);
        return add("batch/v1", "CronJob", name, "  schedule: '0 0 1 1 *'\n  jobTemplate:\n    spec:\n" + template);
    }

    Fixtures service(String name) {
        return add("v1", "Service", name, "  selector: {app: " + name + "}\n  ports: [{port: 80}]\n");
    }

    Fixtures budget(String name, String app, int minAvailable) {
        return add("policy/v1", "PodDisruptionBudget", name, "  minAvailable: " + minAvailable + "\n" + selected(app));
    }

    private Fixtures add(String apiVersion, String kind, String name, String spec) {
        yaml.append("---\napiVersion: ").append(apiVersion).append("\nkind: ").append(kind);
        yaml.append("\nmetadata: {name: ").append(name);
        yaml.append(", labels: {app: ").append(name).append(", set: ").append(set);
        yaml.append("}}\nspec:\n").append(spec);
        return this;
    }

    private static String scaled(String name, int replicas) {
        return "  replicas: " + replicas + "\n" + selected(name);
    }

    private static String selected(String name) {
        return "  selector: {matchLabels: {app: " + name + "}}\n";
    }

    private static String template(String name, Map<String, String> annotations) {
        String annotated = annotations.entrySet().stream()
                .map(e -> e.getKey() + ": '" + e.getValue() + "'")
                .collect(Collectors.joining(", ", "{", "}"));
        return """
                  template:
                    metadata: {labels: {app: %s}, annotations: %s}
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers:
                      - name: main
                        image: registry.example/%s:1
                        resources: {requests: {cpu: 10m}}
                        readinessProbe: {httpGet: {path: /, port: 80}}
                """.formatted(name, annotated, name);
    }
}
