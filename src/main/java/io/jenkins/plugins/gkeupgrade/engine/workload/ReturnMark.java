package io.jenkins.plugins.gkeupgrade.engine.workload;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.PatchOperation;
import java.util.List;
import java.util.Optional;

/**
 * Says on a workload that we have taken it back and that its pods were not seen back yet. It takes the place of the record
 * of its opt-in in one request, and goes when the pods are back. So a rollback that was stopped in between can be told
 * from a workload that is ill of its own, by whoever runs it again.
 */
public final class ReturnMark {
    public static final String ANNOTATION = "gke-upgrade.jenkins.io/rolling-back";

    private static final List<String> PATH = List.of("metadata", "annotations", ANNOTATION);

    private ReturnMark() {}

    /** Taint that the workload had opted in to; empty when its pods are not on their way back, as far as we know. */
    public static Optional<OptInTaint> on(Workload workload) {
        String text = workload.manifest().text("metadata", "annotations", ANNOTATION);
        int end = text.lastIndexOf('=');
        if (end < 0) {
            return Optional.empty();
        }
        try {
            return GkeVersion.marked(text.substring(end + 1))
                    .map(version -> new OptInTaint(text.substring(0, end), version));
        } catch (InvalidValue notOurs) {
            return Optional.empty();
        }
    }

    /** For a workload that has annotations. */
    public static PatchOperation set(OptInTaint optIn) {
        return PatchOperation.add(PATH, optIn.key() + "=" + optIn.value());
    }

    /** What takes the mark off the workload; nothing when it has none. */
    public static List<PatchOperation> unset(Workload workload) {
        return workload.manifest().annotations().containsKey(ANNOTATION)
                ? List.of(PatchOperation.remove(PATH))
                : List.of();
    }
}
