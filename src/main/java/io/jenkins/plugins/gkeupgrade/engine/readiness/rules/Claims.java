package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The PersistentVolumeClaims that the pods of a workload use. */
final class Claims {
    private Claims() {}

    static List<Manifest> of(Workload workload, ReadinessObservation seen) {
        Set<String> names = new LinkedHashSet<>();
        for (Manifest volume : Manifest.wrap(workload.podSpec()).items("volumes")) {
            String claim = volume.text("persistentVolumeClaim", "claimName");
            if (!claim.isEmpty()) {
                names.add(claim);
            }
        }
        for (Manifest template : templates(workload)) {
            long first = workload.manifest().number(0, "spec", "ordinals", "start");
            for (long i = first; i < first + workload.replicas(); i++) {
                names.add(prefix(template, workload) + i);
            }
        }
        return names.stream()
                .map(name -> seen.claim(workload.ref().namespace(), name))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether each pod of the StatefulSet has such a claim of its own. */
    static boolean templated(Workload workload, Manifest claim) {
        return templates(workload).stream().anyMatch(t -> claim.name().startsWith(prefix(t, workload)));
    }

    private static List<Manifest> templates(Workload workload) {
        return workload.kind() == WorkloadKind.STATEFUL_SET
                ? workload.manifest().items("spec", "volumeClaimTemplates")
                : List.of();
    }

    private static String prefix(Manifest template, Workload workload) {
        return template.name() + "-" + workload.ref().name() + "-";
    }
}
