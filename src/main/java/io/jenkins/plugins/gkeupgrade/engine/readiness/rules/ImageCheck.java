package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.WorkloadCheck;
import io.jenkins.plugins.gkeupgrade.engine.workload.ImagePins;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.List;

/** Images under names that may mean another image when a new node pulls them. */
final class ImageCheck implements WorkloadCheck {
    @Override
    public List<Finding> check(Workload workload, ReadinessObservation seen) {
        List<String> mutable = ImagePins.mutable(workload);
        return mutable.isEmpty()
                ? List.of()
                : List.of(Finding.of(
                        FindingId.MUTABLE_IMAGE,
                        workload.ref(),
                        "a new node may pull another image as " + String.join(", ", mutable)
                                + " than the one that runs",
                        "opt in with images: 'pin', or name images by digest or by a tag that is never given again"));
    }
}
