package io.jenkins.plugins.gkeupgrade.engine.readiness;

import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.readiness.stage.ReadinessRequest;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.simulation.Twin;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A simulated cluster, and what a readiness check says about it. */
public final class ReadyWorld {
    public static final Selection SHOP = Selection.of("shop", "", List.of(), List.of());

    public final Twin twin;

    public ReadyWorld(String manifests) {
        this(Twin.withGreenPool(), manifests);
    }

    public ReadyWorld(Twin twin, String manifests) {
        twin.gke.keepSupporting(Twin.OLD, LocalDate.of(2027, 6, 1));
        this.twin = twin.apply(manifests).settle();
    }

    /** A Deployment that nothing is to be said against: two replicas, a rolling update, a probe, a pinned image. */
    public static String deployment(String spec, String podSpec) {
        return workload("Deployment", "cart", spec.contains("replicas:") ? spec : "replicas: 2\n" + spec, podSpec);
    }

    /**
     * @param spec lines of the workload's spec
     * @param podSpec lines of its pod's spec
     */
    public static String workload(String kind, String name, String spec, String podSpec) {
        String container = podSpec.contains("containers:") ? "" : CONTAINER;
        return """
                ---
                apiVersion: apps/v1
                kind: %s
                metadata: {name: %s, namespace: shop, labels: {app: %s}}
                spec:
                  selector: {matchLabels: {app: %s}}
                %s
                  template:
                    metadata: {labels: {app: %s}}
                    spec:
                %s
                """.formatted(kind, name, name, name, spec.indent(2), name, (podSpec + "\n" + container).indent(6));
    }

    private static final String CONTAINER = """
            terminationGracePeriodSeconds: 30
            containers:
            - name: main
              image: registry.example/cart:1.0.0
              readinessProbe: {httpGet: {path: /, port: 80}}
              lifecycle: {preStop: {exec: {command: [sleep, '5']}}}
            """;

    public static String service() {
        return """
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: cart, namespace: shop}
                spec: {selector: {app: cart}, ports: [{port: 80}]}
                """;
    }

    public Outcome check(String... accept) {
        return run(SHOP, ReadinessPolicy.of(List.of(accept), ""), "never");
    }

    public Outcome run(Selection selection, ReadinessPolicy policy, String failOn) {
        return twin.driver().run(ReadinessRequest.of("1.33", "", selection, policy, failOn, 30));
    }

    /** Ids of what is found about the workloads, notes included. */
    public TreeSet<String> ids() {
        TreeSet<String> ids = new TreeSet<>();
        for (Map<?, ?> workload : maps(check().details().get("workloads"))) {
            maps(workload.get("findings")).forEach(f -> ids.add((String) f.get("id")));
        }
        return ids;
    }

    /** The first finding of that id about a workload. */
    public Map<?, ?> finding(String id) {
        return maps(check().details().get("workloads")).stream()
                .flatMap(w -> maps(w.get("findings")).stream())
                .filter(f -> id.equals(f.get("id")))
                .findFirst()
                .orElseThrow();
    }

    /** Ids of what is found about the cluster. */
    public TreeSet<String> clusterIds() {
        TreeSet<String> ids = new TreeSet<>();
        Map<?, ?> cluster = (Map<?, ?>) check().details().get("cluster");
        maps(cluster.get("findings")).forEach(f -> ids.add((String) f.get("id")));
        return ids;
    }

    public static List<Map<?, ?>> maps(Object list) {
        return ((List<?>) list)
                .stream().<Map<?, ?>>map(item -> (Map<?, ?>) item).toList();
    }
}
