package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.VolumeFacts;
import io.jenkins.plugins.gkeupgrade.engine.readiness.WorkloadCheck;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Volumes that cannot follow a pod to another node. */
final class VolumeCheck implements WorkloadCheck {
    @Override
    public List<Finding> check(Workload workload, ReadinessObservation seen) {
        List<Finding> findings = new ArrayList<>();
        for (Manifest claim : Claims.of(workload, seen)) {
            if (stuck(workload, claim, seen)) {
                findings.add(Finding.of(
                        FindingId.READ_WRITE_ONCE_CLAIM,
                        workload.ref(),
                        "its claim " + claim.name() + " can be used on one node at a time ("
                                + claim.list("spec", "accessModes").get(0)
                                + "), so that a new pod on the new pool waits for the old ones, which wait for it",
                        "use a StatefulSet with a claim for each replica, a ReadWriteMany volume, or the strategy"
                                + " Recreate"));
            }
            findings.addAll(place(workload, claim, seen));
        }
        findings.addAll(ephemeral(workload, seen));
        return findings;
    }

    /** Whether pods that share the volume overlap during the move. */
    private static boolean stuck(Workload workload, Manifest claim, ReadinessObservation seen) {
        return oneNode(claim, seen)
                && switch (workload.kind()) {
                    case DEPLOYMENT ->
                        workload.replicas() > 0 && !Rolling.of(workload).mayLoseAll();
                    case REPLICA_SET, REPLICATION_CONTROLLER -> workload.replicas() > 1;
                    // Those of a StatefulSet's templates are one for each pod, which ends before its successor starts.
                    case STATEFUL_SET -> workload.replicas() > 1 && !Claims.templated(workload, claim);
                    default -> false;
                };
    }

    /** A volume may well be able to do more than the claim that it is bound to asks for. */
    private static boolean oneNode(Manifest claim, ReadinessObservation seen) {
        if (claim.list("spec", "accessModes").contains("ReadWriteOncePod")) {
            return true;
        }
        Optional<Manifest> volume = seen.volumeOf(claim);
        List<Object> modes = volume.map(v -> v.list("spec", "accessModes"))
                .filter(some -> !some.isEmpty())
                .orElseGet(() -> claim.list("spec", "accessModes"));
        return !modes.isEmpty()
                && modes.stream().allMatch(mode -> mode.equals("ReadWriteOnce") || mode.equals("ReadWriteOncePod"))
                && !volume.map(VolumeFacts::reachable).orElse(false);
    }

    /** Claims that are made with each pod, and so are bound anew. */
    private static List<Finding> ephemeral(Workload workload, ReadinessObservation seen) {
        List<Finding> findings = new ArrayList<>();
        for (Manifest volume : Manifest.wrap(workload.podSpec()).items("volumes")) {
            String type = volume.text("ephemeral", "volumeClaimTemplate", "spec", "storageClassName");
            seen.storageClass(type)
                    .ifPresent(found -> findings.addAll(outside(
                            workload,
                            "its volume " + volume.text("name") + " is made with each pod, and its StorageClass " + type
                                    + " makes volumes only in zone ",
                            VolumeFacts.allowedZones(found),
                            seen.zones())));
        }
        return findings;
    }

    private static List<Finding> place(Workload workload, Manifest claim, ReadinessObservation seen) {
        Manifest volume = seen.volumeOf(claim).orElse(null);
        if (volume == null) {
            return unbound(workload, claim, seen);
        }
        if (VolumeFacts.local(volume)) {
            return List.of(Finding.of(
                    FindingId.LOCAL_VOLUME,
                    workload.ref(),
                    "its claim " + claim.name() + " is bound to " + volume.name()
                            + ", which is on a node of the old pool",
                    "move the data to a network volume"));
        }
        return outside(workload, its(claim) + "is bound to a volume in zone ", VolumeFacts.zones(volume), seen.zones());
    }

    private static List<Finding> unbound(Workload workload, Manifest claim, ReadinessObservation seen) {
        return seen.storageClass(claim.text("spec", "storageClassName"))
                .map(type -> outside(
                        workload,
                        its(claim) + "is not bound yet, and its StorageClass " + type.name()
                                + " makes volumes only in zone ",
                        VolumeFacts.allowedZones(type),
                        seen.zones()))
                .orElse(List.of());
    }

    private static String its(Manifest claim) {
        return "its claim " + claim.name() + " ";
    }

    private static List<Finding> outside(Workload workload, String what, Set<String> needed, Set<String> offered) {
        boolean fits = needed.isEmpty() || offered.isEmpty() || needed.stream().anyMatch(offered::contains);
        return fits
                ? List.of()
                : List.of(Finding.of(
                        FindingId.VOLUME_ZONE,
                        workload.ref(),
                        what + String.join(", ", needed) + ", where the new pool has no nodes (it has "
                                + String.join(", ", offered) + ")",
                        "add that zone to the new pool"));
    }
}
