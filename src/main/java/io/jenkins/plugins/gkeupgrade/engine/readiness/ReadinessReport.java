package io.jenkins.plugins.gkeupgrade.engine.readiness;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * All findings, judged.
 *
 * @param workloads one entry for each workload that was looked at, ready ones included
 * @param cluster findings that belong to no workload
 */
public record ReadinessReport(List<WorkloadReadiness> workloads, List<JudgedFinding> cluster) {
    public ReadinessReport {
        workloads = List.copyOf(workloads);
        cluster = List.copyOf(cluster);
    }

    /** Runs the checks and has the policy and the owners of the workloads judge what they find. */
    public static ReadinessReport of(ReadinessObservation seen, Checks checks, ReadinessPolicy policy) {
        List<WorkloadReadiness> workloads = seen.fleet().selected().stream()
                .map(w -> WorkloadReadiness.of(w, seen, checks, policy))
                .toList();
        return new ReadinessReport(workloads, ofCluster(seen, checks, policy));
    }

    /** What the checks of the cluster find, judged by the policy: no workload's owner has a say in it. */
    public static List<JudgedFinding> ofCluster(ReadinessObservation seen, Checks checks, ReadinessPolicy policy) {
        Acceptance acceptance = new Acceptance(policy);
        return checks.ofCluster(seen).stream().map(acceptance::judge).toList();
    }

    public Readiness ofCluster() {
        return Readiness.of(cluster);
    }

    /** The worst of all. */
    public Readiness overall() {
        return Readiness.of(all());
    }

    public List<JudgedFinding> all() {
        List<JudgedFinding> all = new ArrayList<>(cluster);
        workloads.forEach(w -> all.addAll(w.findings()));
        return all;
    }

    public long count(Readiness readiness) {
        return workloads.stream().filter(w -> w.readiness() == readiness).count();
    }

    /** What holds something back. */
    public List<Finding> open() {
        return judged().filter(JudgedFinding::open).map(JudgedFinding::finding).toList();
    }

    /** What would hold something back, had nobody accepted it. */
    public List<JudgedFinding> accepted() {
        return judged().filter(f -> f.finding().serious() && f.accepted()).toList();
    }

    public List<Finding> notes() {
        return judged().map(JudgedFinding::finding).filter(f -> !f.serious()).toList();
    }

    private Stream<JudgedFinding> judged() {
        return all().stream();
    }
}
