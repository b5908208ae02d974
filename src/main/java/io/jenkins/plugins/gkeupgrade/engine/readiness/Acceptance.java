package io.jenkins.plugins.gkeupgrade.engine.readiness;

import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.ArrayList;
import java.util.EnumSet;
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

    /** Judges findings of one workload, and adds one for each id in its annotation that nobody knows. */
    List<JudgedFinding> judge(Workload workload, List<Finding> findings) {
        Set<FindingId> byOwner = EnumSet.noneOf(FindingId.class);
        List<Finding> all = new ArrayList<>(findings);
        for (String id :
                workload.manifest().text("metadata", "annotations", ANNOTATION).split(",")) {
            try {
                if (!id.isBlank()) {
                    byOwner.add(FindingId.parse(id));
                }
            } catch (InvalidValue unknown) {
                all.add(Finding.of(
                        FindingId.UNKNOWN_ACCEPTANCE,
                        workload.ref(),
                        "its annotation " + ANNOTATION + " names '" + id.trim() + "', which is the id of no finding",
                        "write one of those in docs/readiness.md"));
            }
        }
        return all.stream()
                .map(f -> byOwner.contains(f.id())
                        ? new JudgedFinding(f, "the annotation " + ANNOTATION + " of " + workload)
                        : judge(f))
                .toList();
    }
}
