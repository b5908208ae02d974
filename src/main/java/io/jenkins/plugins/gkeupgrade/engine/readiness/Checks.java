package io.jenkins.plugins.gkeupgrade.engine.readiness;

import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.ArrayList;
import java.util.List;

/** The checks to run, of workloads and of the cluster. */
public record Checks(List<WorkloadCheck> workload, List<Check> cluster) {
    public Checks {
        workload = List.copyOf(workload);
        cluster = List.copyOf(cluster);
    }

    /** What is found about one workload. */
    public List<Finding> of(Workload subject, ReadinessObservation seen) {
        List<Finding> findings = new ArrayList<>();
        workload.forEach(check -> findings.addAll(check.check(subject, seen)));
        return findings;
    }

    /** What is found about the cluster. */
    public List<Finding> ofCluster(ReadinessObservation seen) {
        List<Finding> findings = new ArrayList<>();
        cluster.forEach(check -> findings.addAll(check.check(seen)));
        return findings;
    }
}
