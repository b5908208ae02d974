package io.jenkins.plugins.gkeupgrade.engine.retire;

import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadVerdict;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whose a pod is.
 *
 * @param kind as manifests spell it
 * @param team empty when it carries no such label
 */
record Owner(String kind, String namespace, String name, String team) implements Serializable {
    private static final long serialVersionUID = 1L;

    static Owner of(Workload workload) {
        return new Owner(
                workload.kind().kubernetes(),
                workload.ref().namespace(),
                workload.ref().name(),
                workload.team());
    }

    /** A row for it, in the shape of all reports. */
    Map<String, Object> row(WorkloadVerdict verdict, String reason) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("kind", kind);
        row.put("namespace", namespace);
        row.put("name", name);
        row.put("team", team);
        row.put("verdict", verdict.name());
        row.put("reason", reason);
        return row;
    }

    @Override
    public String toString() {
        return kind + " " + namespace + "/" + name;
    }
}
