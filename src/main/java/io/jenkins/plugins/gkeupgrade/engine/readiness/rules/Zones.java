package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.VolumeFacts;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Pods that can run in one zone only. */
final class Zones {
    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";

    private Zones() {}

    /** Number of such pods by zone: by node selector, by required affinity, or by the volume that a pod has. */
    static Map<String, Long> of(Workload workload, ReadinessObservation seen) {
        Map<String, Long> bound = new HashMap<>();
        Optional<String> chosen = chosen(Manifest.wrap(workload.podSpec()));
        if (chosen.isPresent()) {
            bound.put(chosen.get(), (long) workload.replicas());
            return bound;
        }
        // A pod with two disks in a zone is still one pod.
        Map<String, String> zoneByPod = new HashMap<>();
        for (Manifest claim : Claims.of(workload, seen)) {
            Set<String> zones = seen.volumeOf(claim).map(VolumeFacts::zones).orElse(Set.of());
            if (zones.size() == 1 && Claims.templated(workload, claim)) {
                zoneByPod.put(
                        claim.name().substring(claim.name().lastIndexOf('-')),
                        zones.iterator().next());
            } else if (zones.size() == 1) {
                return Map.of(zones.iterator().next(), (long) workload.replicas());
            }
        }
        zoneByPod.values().forEach(zone -> bound.merge(zone, 1L, Long::sum));
        return bound;
    }

    private static Optional<String> chosen(Manifest spec) {
        List<Manifest> terms = spec.items("affinity", "nodeAffinity", REQUIRED, "nodeSelectorTerms");
        Stream<String> selected = VolumeFacts.ZONES.stream()
                .map(key -> spec.text("nodeSelector", key))
                .filter(zone -> !zone.isEmpty());
        Stream<String> required = terms.size() != 1
                ? Stream.empty()
                : terms.get(0).items("matchExpressions").stream()
                        .filter(e -> VolumeFacts.isZone(e.text("key"))
                                && e.text("operator").equals("In")
                                && e.list("values").size() == 1)
                        .map(e -> e.list("values").get(0).toString());
        return Stream.concat(selected, required).findFirst();
    }
}
