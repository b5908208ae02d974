package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Defaults of pods and pod templates, and what the usual admission plugins add to pods. */
final class PodDefaults {
    private static final List<String> PROBES = List.of("readinessProbe", "livenessProbe", "startupProbe");
    private static final long FILE_MODE = 420; // 0644

    private final ApiServer server;

    PodDefaults(ApiServer server) {
        this.server = server;
    }

    Map<String, Object> template(Map<String, Object> template) {
        Map<String, Object> spec = Trees.map(template, "spec");
        return Trees.with(template, spec(spec), "spec");
    }

    Map<String, Object> pod(Map<String, Object> pod) {
        Map<String, Object> spec = new LinkedHashMap<>(spec(Trees.map(pod, "spec")));
        spec.putIfAbsent("serviceAccountName", "default");
        spec.putIfAbsent("serviceAccount", spec.get("serviceAccountName"));
        spec.putIfAbsent("enableServiceLinks", true);
        spec.putIfAbsent("priority", 0L);
        spec.putIfAbsent("preemptionPolicy", "PreemptLowerPriority");
        spec.put("tolerations", withGracefulEvictions(Trees.list(spec, "tolerations")));
        Map<String, Object> complete = Trees.with(pod, spec, "spec");
        if (!pod.containsKey("status")) {
            complete.put("status", Trees.tree("phase", "Pending", "qosClass", qualityOfService(spec)));
        }
        return complete;
    }

    /** Unless it says otherwise, a pod stays five minutes on a node that is not ready or unreachable. */
    private static List<Object> withGracefulEvictions(List<Object> tolerations) {
        List<Object> all = new ArrayList<>(tolerations);
        for (String key : List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable")) {
            boolean said = tolerations.stream().anyMatch(toleration -> {
                String tolerated = Trees.text(toleration, "key");
                String effect = Trees.text(toleration, "effect");
                return (tolerated.equals(key) || tolerated.isEmpty())
                        && (effect.equals("NoExecute") || effect.isEmpty());
            });
            if (!said) {
                all.add(Trees.tree("key", key, "operator", "Exists", "effect", "NoExecute", "tolerationSeconds", 300L));
            }
        }
        return all;
    }

    private static String qualityOfService(Map<String, Object> spec) {
        boolean any = false;
        boolean guaranteed = true;
        for (Map<String, Object> container : Trees.maps(spec, "containers")) {
            Map<String, Object> requests = Trees.map(container, "resources", "requests");
            Map<String, Object> limits = Trees.map(container, "resources", "limits");
            any |= !requests.isEmpty() || !limits.isEmpty();
            guaranteed &= limits.containsKey("cpu") && limits.containsKey("memory") && requests.equals(limits);
        }
        return !any ? "BestEffort" : guaranteed ? "Guaranteed" : "Burstable";
    }

    private Map<String, Object> spec(Map<String, Object> spec) {
        // A template that came from another object has been through here already.
        if (spec.containsKey("schedulerName")
                && spec.containsKey("terminationGracePeriodSeconds")
                && spec.containsKey("dnsPolicy")
                && spec.containsKey("securityContext")
                && spec.containsKey("restartPolicy")
                && Trees.maps(spec, "containers").stream()
                        .allMatch(container -> container.containsKey("terminationMessagePolicy"))) {
            return spec;
        }
        Map<String, Object> complete = new LinkedHashMap<>(spec);
        if (spec.containsKey("volumes")) {
            complete.put("volumes", volumes(Trees.maps(spec, "volumes")));
        }
        for (String containers : List.of("initContainers", "containers")) {
            if (spec.containsKey(containers)) {
                List<Object> all = new ArrayList<>();
                Trees.maps(spec, containers).forEach(container -> all.add(container(container)));
                complete.put(containers, all);
            }
        }
        complete.putIfAbsent("restartPolicy", "Always");
        complete.putIfAbsent("terminationGracePeriodSeconds", 30L);
        complete.putIfAbsent("dnsPolicy", "ClusterFirst");
        if (complete.containsKey("serviceAccountName")) {
            complete.putIfAbsent("serviceAccount", complete.get("serviceAccountName"));
        }
        complete.putIfAbsent("securityContext", Map.of());
        complete.putIfAbsent("schedulerName", "default-scheduler");
        return complete;
    }

    private static Map<String, Object> container(Map<String, Object> container) {
        Map<String, Object> complete = new LinkedHashMap<>(container);
        if (container.containsKey("ports")) {
            List<Object> ports = new ArrayList<>();
            for (Map<String, Object> port : Trees.maps(container, "ports")) {
                Map<String, Object> whole = new LinkedHashMap<>(port);
                whole.putIfAbsent("protocol", "TCP");
                ports.add(whole);
            }
            complete.put("ports", ports);
        }
        if (container.containsKey("env")) {
            List<Object> env = new ArrayList<>();
            for (Map<String, Object> variable : Trees.maps(container, "env")) {
                boolean field = Trees.at(variable, "valueFrom", "fieldRef", "fieldPath") != null
                        && Trees.at(variable, "valueFrom", "fieldRef", "apiVersion") == null;
                env.add(field ? Trees.with(variable, "v1", "valueFrom", "fieldRef", "apiVersion") : variable);
            }
            complete.put("env", env);
        }
        complete.put("resources", resources(Trees.map(container, "resources")));
        for (String probe : PROBES) {
            if (container.get(probe) instanceof Map<?, ?>) {
                complete.put(probe, probe(Trees.map(container, probe)));
            }
        }
        complete.putIfAbsent("terminationMessagePath", "/dev/termination-log");
        complete.putIfAbsent("terminationMessagePolicy", "File");
        complete.putIfAbsent("imagePullPolicy", pullPolicy(Trees.text(container, "image")));
        return complete;
    }

    /** Limits are requests, too, unless something else is requested. */
    private static Map<String, Object> resources(Map<String, Object> resources) {
        Map<String, Object> limits = Trees.map(resources, "limits");
        if (limits.isEmpty()) {
            return resources;
        }
        Map<String, Object> requests = new LinkedHashMap<>(Trees.map(resources, "requests"));
        limits.forEach(requests::putIfAbsent);
        return Trees.with(resources, requests, "requests");
    }

    private static String pullPolicy(String image) {
        String last = image.substring(image.lastIndexOf('/') + 1);
        boolean pinned = last.contains("@") || (last.contains(":") && !last.endsWith(":latest"));
        return pinned ? "IfNotPresent" : "Always";
    }

    private static Map<String, Object> probe(Map<String, Object> probe) {
        Map<String, Object> complete = new LinkedHashMap<>(probe);
        if (probe.get("httpGet") instanceof Map<?, ?>) {
            Map<String, Object> get = new LinkedHashMap<>(Trees.map(probe, "httpGet"));
            get.putIfAbsent("path", "/");
            get.putIfAbsent("scheme", "HTTP");
            complete.put("httpGet", get);
        }
        complete.putIfAbsent("timeoutSeconds", 1L);
        complete.putIfAbsent("periodSeconds", 10L);
        complete.putIfAbsent("successThreshold", 1L);
        complete.putIfAbsent("failureThreshold", 3L);
        return complete;
    }

    private static List<Object> volumes(List<Map<String, Object>> volumes) {
        List<Object> all = new ArrayList<>();
        for (Map<String, Object> volume : volumes) {
            Map<String, Object> complete = new LinkedHashMap<>(volume);
            for (String source : List.of("configMap", "secret", "projected", "downwardAPI")) {
                if (volume.get(source) instanceof Map<?, ?> && Trees.at(volume, source, "defaultMode") == null) {
                    complete.put(source, Trees.with(Trees.map(volume, source), FILE_MODE, "defaultMode"));
                }
            }
            if (volume.get("hostPath") instanceof Map<?, ?> && Trees.at(volume, "hostPath", "type") == null) {
                complete.put("hostPath", Trees.with(Trees.map(volume, "hostPath"), "", "type"));
            }
            if (volume.size() == 1) {
                complete.put("emptyDir", Map.of());
            }
            all.add(complete);
        }
        return all;
    }
}
