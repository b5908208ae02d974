package io.jenkins.plugins.gkeupgrade.engine.readiness;

import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Who accepts which findings: whoever writes the step, or the owner of a workload by an annotation on it. */
final class Acceptance {
    /** Annotation on a workload with the ids of findings that its owner accepts, separated by commas. */
    static final String ANNOTATION = "gke-upgrade.jenkins.io/accept";

    private static final String BY_STEP = "the step (accept)";

    private final Set<FindingId> byStep;

    Acceptance(ReadinessPolicy policy) {
        this.byStep = policy.accept();
    }

    JudgedFinding judge(Finding finding) {
        return new JudgedFinding(finding, byStep.contains(finding.id()) ? BY_STEP : "");
    }

    /** Whether findings of that kind hold the workload back no more. */
    boolean accepts(FindingId id, Workload workload) {
        return byStep.contains(id) || idsOf(workload).contains(id.id());
    }

    /** Judges findings of one workload, and adds one for each id in its annotation that nobody knows. */
    List<JudgedFinding> judge(Workload workload, List<Finding> findings) {
        List<String> byOwner = idsOf(workload);
        List<Finding> all = new ArrayList<>(findings);
        byOwner.stream()
                .filter(id -> !FindingId.ids().contains(id))
                .map(id -> Finding.of(
                        FindingId.UNKNOWN_ACCEPTANCE,
                        workload.ref(),
                        "its annotation " + ANNOTATION + " names '" + id + "', which is the id of no finding",
                        "write one of those in docs/readiness.md"))
                .forEach(all::add);
        return all.stream()
                .map(f -> byOwner.contains(f.id().id())
                        ? new JudgedFinding(f, "the annotation " + ANNOTATION + " of " + workload)
                        : judge(f))
                .toList();
    }

    private static List<String> idsOf(Workload workload) {
        return Arrays.stream(workload.manifest()
                        .text("metadata", "annotations", ANNOTATION)
                        .split(","))
                .map(String::trim)
                .filter(id -> !id.isEmpty())
                .toList();
    }
}
