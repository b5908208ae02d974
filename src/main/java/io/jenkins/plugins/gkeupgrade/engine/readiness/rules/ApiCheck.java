package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.port.ApiUse;
import io.jenkins.plugins.gkeupgrade.engine.port.Listed;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Check;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * API versions in use that the target version serves no more: as the server's own metrics tell, and as manifests say that
 * somebody has applied.
 */
final class ApiCheck implements Check {
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    // kubectl writes the keys in order, and no key comes before these two.
    private static final Pattern APPLIED = Pattern.compile("^\\{\"apiVersion\":\"([^\"]+)\",.*?\"kind\":\"([^\"]+)\"");
    private static final Pattern RELEASE = Pattern.compile("1\\.(\\d{1,3})");

    private final RemovedApis table;

    ApiCheck(RemovedApis table) {
        this.table = table;
    }

    @Override
    public List<Finding> check(ReadinessObservation seen) {
        int target = Targets.minor(seen.facts());
        List<Finding> findings = new ArrayList<>();
        if (seen.wide().apiUse() instanceof ApiUse.Known known) {
            known.requested().stream()
                    .map(r -> requested(r, target))
                    .flatMap(Optional::stream)
                    .forEach(findings::add);
        } else if (seen.wide().apiUse() instanceof ApiUse.Unknown unknown) {
            findings.add(Finding.ofCluster(
                            FindingId.COULD_NOT_CHECK,
                            "API server metrics",
                            "it is not known which deprecated API versions clients use: " + unknown.why(),
                            seen.facts().cluster().ref().gke()
                                    ? "look at GKE's deprecation insights for this cluster instead"
                                    : "search its audit log for the annotation k8s.io/deprecated instead")
                    .as(Severity.NOTE));
        }
        findings.addAll(applied(seen, target));
        if (target > table.known()) {
            findings.add(Finding.ofCluster(
                            FindingId.COULD_NOT_CHECK,
                            "Table of removed APIs",
                            "what was last applied is compared with what Kubernetes removes up to 1." + table.known()
                                    + ", and the upgrade is to 1." + target,
                            "read the Kubernetes deprecation guide for 1." + target)
                    .as(Severity.NOTE));
        }
        return findings;
    }

    private static Optional<Finding> requested(ApiUse.Requested requested, int target) {
        Matcher release = RELEASE.matcher(requested.removedRelease());
        if (!release.matches() || Integer.parseInt(release.group(1)) > target) {
            return Optional.empty();
        }
        String version = (requested.group().isEmpty() ? "" : requested.group() + "/") + requested.version();
        return Optional.of(Finding.ofCluster(
                FindingId.REMOVED_API,
                "API " + version + " " + requested.resource(),
                "some client asks for it, and Kubernetes " + requested.removedRelease() + " serves it no more",
                "find the client in the audit log (annotation k8s.io/deprecated) and bring it up to date before the"
                        + " control plane"));
    }

    /** One finding for each API version, however many objects were applied with it. */
    private List<Finding> applied(ReadinessObservation seen, int target) {
        Map<RemovedApis.Removal, List<String>> objects = new LinkedHashMap<>();
        objects(seen)
                .distinct()
                .forEach(object -> removal(object)
                        .filter(removal -> removal.minor() <= target)
                        .ifPresent(removal -> objects.computeIfAbsent(removal, r -> new ArrayList<>())
                                .add(object.toString())));
        int now = seen.facts().cluster().version().minor();
        List<Finding> findings = new ArrayList<>();
        objects.forEach((removal, named) -> findings.add(Finding.ofCluster(
                        FindingId.REMOVED_API,
                        named.get(0) + (named.size() == 1 ? "" : " and " + (named.size() - 1) + " more"),
                        "it was applied as " + removal.apiVersion() + ", which Kubernetes 1." + removal.minor()
                                + " serves no more, so that applying the same file again fails",
                        removal.replacement().equals("none")
                                ? "take it out of its repository; there is no replacement"
                                : "write " + removal.replacement() + " in its repository")
                // What this control plane does not serve either has been so before the upgrade.
                .as(removal.minor() > now ? FindingId.REMOVED_API.severity() : Severity.NOTE)));
        return findings;
    }

    private static Stream<Manifest> objects(ReadinessObservation seen) {
        return Stream.of(seen.lists(), seen.wide().lists())
                .flatMap(snapshot -> snapshot.lists().values().stream())
                .filter(Listed.Objects.class::isInstance)
                .flatMap(listed -> ((Listed.Objects) listed).objects().stream())
                .filter(object -> object.annotations().containsKey(LAST_APPLIED));
    }

    private Optional<RemovedApis.Removal> removal(Manifest object) {
        Matcher applied = APPLIED.matcher(object.text("metadata", "annotations", LAST_APPLIED));
        return applied.find() ? table.of(applied.group(1), applied.group(2)) : Optional.empty();
    }
}
