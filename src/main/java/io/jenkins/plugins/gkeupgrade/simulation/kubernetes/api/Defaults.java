package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fills in what the real API server fills in when a manifest does not say it. */
final class Defaults {
    private final ApiServer server;

    Defaults(ApiServer server) {
        this.server = server;
    }

    Map<String, Object> apply(Resource resource, Map<String, Object> tree) {
        Map<String, Object> spec = new LinkedHashMap<>(Trees.map(tree, "spec"));
        switch (resource.kind()) {
            case "Pod" -> {
                return new PodDefaults(server).pod(tree);
            }
            case "Deployment" -> deployment(spec);
            case "ReplicaSet" -> spec.putIfAbsent("replicas", 1L);
            case "StatefulSet" -> statefulSet(spec);
            case "DaemonSet" -> daemonSet(spec);
            case "ReplicationController" -> replicationController(spec);
            case "Job" -> job(spec, Trees.text(tree, "metadata", "uid"), Trees.text(tree, "metadata", "name"));
            case "CronJob" -> cronJob(spec);
            case "Service" -> service(spec);
            case "HorizontalPodAutoscaler" -> autoscaler(spec);
            case "Namespace" -> {
                return Trees.with(tree, Trees.tree("phase", "Active"), "status");
            }
            default -> {
                return tree;
            }
        }
        if (spec.get("template") instanceof Map<?, ?>) {
            spec.put("template", new PodDefaults(server).template(Trees.map(spec, "template")));
        }
        return Trees.with(tree, spec, "spec");
    }

    private static Map<String, Object> child(Map<String, Object> spec, String key) {
        return new LinkedHashMap<>(Trees.map(spec, key));
    }

    private static void deployment(Map<String, Object> spec) {
        spec.putIfAbsent("replicas", 1L);
        Map<String, Object> strategy = child(spec, "strategy");
        strategy.putIfAbsent("type", "RollingUpdate");
        if (strategy.get("type").equals("RollingUpdate")) {
            Map<String, Object> rolling = child(strategy, "rollingUpdate");
            rolling.putIfAbsent("maxUnavailable", "25%");
            rolling.putIfAbsent("maxSurge", "25%");
            strategy.put("rollingUpdate", rolling);
        }
        spec.put("strategy", strategy);
        spec.putIfAbsent("revisionHistoryLimit", 10L);
        spec.putIfAbsent("progressDeadlineSeconds", 600L);
    }

    private void statefulSet(Map<String, Object> spec) {
        spec.putIfAbsent("replicas", 1L);
        spec.putIfAbsent("podManagementPolicy", "OrderedReady");
        spec.putIfAbsent("revisionHistoryLimit", 10L);
        spec.putIfAbsent("serviceName", "");
        Map<String, Object> strategy = child(spec, "updateStrategy");
        strategy.putIfAbsent("type", "RollingUpdate");
        if (strategy.get("type").equals("RollingUpdate")) {
            Map<String, Object> rolling = child(strategy, "rollingUpdate");
            rolling.putIfAbsent("partition", 0L);
            strategy.put("rollingUpdate", rolling);
        }
        spec.put("updateStrategy", strategy);
        if (server.minor() >= 27) {
            spec.putIfAbsent(
                    "persistentVolumeClaimRetentionPolicy",
                    Trees.tree("whenDeleted", "Retain", "whenScaled", "Retain"));
        }
        List<Object> claims = new ArrayList<>();
        for (Map<String, Object> claim : Trees.maps(spec, "volumeClaimTemplates")) {
            Map<String, Object> complete = new LinkedHashMap<>(claim);
            complete.put("kind", "PersistentVolumeClaim");
            complete.put("apiVersion", "v1");
            Map<String, Object> claimSpec = child(claim, "spec");
            claimSpec.putIfAbsent("volumeMode", "Filesystem");
            complete.put("spec", claimSpec);
            complete.put("status", Trees.tree("phase", "Pending"));
            claims.add(complete);
        }
        if (!claims.isEmpty()) {
            spec.put("volumeClaimTemplates", claims);
        }
    }

    private void daemonSet(Map<String, Object> spec) {
        Map<String, Object> strategy = child(spec, "updateStrategy");
        strategy.putIfAbsent("type", "RollingUpdate");
        if (strategy.get("type").equals("RollingUpdate")) {
            Map<String, Object> rolling = child(strategy, "rollingUpdate");
            rolling.putIfAbsent("maxUnavailable", 1L);
            if (server.minor() >= 22) {
                rolling.putIfAbsent("maxSurge", 0L);
            }
            strategy.put("rollingUpdate", rolling);
        }
        spec.put("updateStrategy", strategy);
        spec.putIfAbsent("revisionHistoryLimit", 10L);
    }

    private static void replicationController(Map<String, Object> spec) {
        spec.putIfAbsent("replicas", 1L);
        if (Trees.map(spec, "selector").isEmpty()) {
            spec.put("selector", Trees.map(spec, "template", "metadata", "labels"));
        }
    }

    private void job(Map<String, Object> spec, String uid, String name) {
        if (!spec.containsKey("completions") && !spec.containsKey("parallelism")) {
            spec.put("completions", 1L);
        }
        spec.putIfAbsent("parallelism", 1L);
        spec.putIfAbsent("backoffLimit", 6L);
        if (server.minor() >= 22) {
            spec.putIfAbsent("completionMode", "NonIndexed");
            spec.putIfAbsent("suspend", false);
        }
        if (!spec.containsKey("selector")) {
            spec.put("selector", Trees.tree("matchLabels", Trees.tree("controller-uid", uid)));
            Map<String, Object> labels = new LinkedHashMap<>(Trees.map(spec, "template", "metadata", "labels"));
            labels.put("controller-uid", uid);
            labels.put("job-name", name);
            spec.put("template", Trees.with(Trees.map(spec, "template"), labels, "metadata", "labels"));
        }
    }

    private void cronJob(Map<String, Object> spec) {
        spec.putIfAbsent("concurrencyPolicy", "Allow");
        spec.putIfAbsent("suspend", false);
        spec.putIfAbsent("successfulJobsHistoryLimit", 3L);
        spec.putIfAbsent("failedJobsHistoryLimit", 1L);
        Map<String, Object> template = Trees.map(spec, "jobTemplate", "spec", "template");
        if (!template.isEmpty()) {
            spec.put(
                    "jobTemplate",
                    Trees.with(
                            Trees.map(spec, "jobTemplate"),
                            new PodDefaults(server).template(template),
                            "spec",
                            "template"));
        }
    }

    private void service(Map<String, Object> spec) {
        spec.putIfAbsent("type", "ClusterIP");
        spec.putIfAbsent("sessionAffinity", "None");
        if (!spec.get("type").equals("ExternalName") && !spec.containsKey("clusterIP")) {
            spec.put("clusterIP", server.names().address("10.112"));
        }
        if (server.minor() >= 20 && spec.containsKey("clusterIP")) {
            spec.putIfAbsent("clusterIPs", List.of(spec.get("clusterIP")));
        }
        List<Object> ports = new ArrayList<>();
        for (Map<String, Object> port : Trees.maps(spec, "ports")) {
            Map<String, Object> complete = new LinkedHashMap<>(port);
            complete.putIfAbsent("protocol", "TCP");
            complete.putIfAbsent("targetPort", port.get("port"));
            ports.add(complete);
        }
        if (!ports.isEmpty()) {
            spec.put("ports", ports);
        }
    }

    private static void autoscaler(Map<String, Object> spec) {
        spec.putIfAbsent("minReplicas", 1L);
        Object percent = spec.remove("targetCPUUtilizationPercentage");
        if (percent != null) {
            spec.put(
                    "metrics",
                    List.of(Trees.tree(
                            "type",
                            "Resource",
                            "resource",
                            Trees.tree(
                                    "name",
                                    "cpu",
                                    "target",
                                    Trees.tree("type", "Utilization", "averageUtilization", percent)))));
        }
    }
}
