package io.jenkins.plugins.gkeupgrade.simulation;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Patch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lets something go wrong with a Deployment as soon as it has opted in, and be well again before anybody looks. */
final class Mishap {
    private static final Duration STEP = Duration.ofMillis(20);
    private static final Duration OUTAGE = Duration.ofMillis(40);

    private final Twin twin;
    private final String deployment;
    private final Set<String> apps;
    private final int pods;

    private Mishap(Twin twin, String deployment, Set<String> apps, int pods) {
        this.twin = twin;
        this.deployment = deployment;
        this.apps = apps;
        this.pods = pods;
    }

    /** So many pods of it are not ready for a moment, once. */
    static void blinks(Twin twin, String deployment, int pods) {
        new Mishap(twin, deployment, Set.of(deployment), pods).wait(0);
    }

    /** When the Deployment has opted in, no pod of these applications is ready for a moment, once. */
    static void allBlink(Twin twin, String deployment, String... apps) {
        new Mishap(twin, deployment, Set.of(apps), Integer.MAX_VALUE).wait(0);
    }

    /** No pod of these applications is ready for a moment from now on. */
    static void allBlinkNow(Twin twin, String... apps) {
        new Mishap(twin, "", Set.of(apps), Integer.MAX_VALUE).happen();
    }

    private void wait(int waited) {
        twin.timeline.after(STEP, () -> {
            Manifest now = twin.api().get(Resources.DEPLOYMENTS, "shop", deployment);
            if (now.annotations().containsKey("gke-upgrade.jenkins.io/opt-in")) {
                happen();
            } else if (waited < 1_000_000) {
                wait(waited + 1);
            }
        });
    }

    private void happen() {
        List<String> hit = twin.list(Resources.PODS).stream()
                .filter(pod -> apps.contains(pod.labels().get("app")))
                .filter(pod -> pod.text("metadata", "deletionTimestamp").isEmpty())
                .map(Manifest::name)
                .limit(pods)
                .toList();
        hit.forEach(pod -> ready(twin, pod, "False"));
        twin.timeline.after(OUTAGE, () -> hit.forEach(pod -> ready(twin, pod, "True")));
    }

    static void ready(Twin twin, String pod, String status) {
        Map<String, Object> condition = Map.of(
                "type",
                "Ready",
                "status",
                status,
                "lastTransitionTime",
                twin.timeline.now().toString());
        twin.api()
                .patch(
                        Resources.PODS,
                        "shop",
                        pod,
                        Subresource.STATUS,
                        new Patch(Patch.Type.MERGE, Map.of("status", Map.of("conditions", List.of(condition)))));
    }
}
