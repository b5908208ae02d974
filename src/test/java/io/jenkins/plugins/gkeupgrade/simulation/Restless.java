package io.jenkins.plugins.gkeupgrade.simulation;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ListOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Patch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Other people at work: scales, annotates and re-labels Deployments of a namespace now and then, in virtual time. */
final class Restless {
    private final Timeline timeline;
    private final KubernetesApi api;
    private final Random random;
    private final Instant until;
    private final Map<String, Map<String, Object>> edits = new TreeMap<>();

    private Restless(Timeline timeline, KubernetesApi api, long seed, Duration howLong) {
        this.timeline = timeline;
        this.api = api;
        this.random = new Random(seed);
        this.until = timeline.now().plus(howLong);
    }

    static Restless in(Timeline timeline, KubernetesApi api, long seed, Duration howLong) {
        Restless people = new Restless(timeline, api, seed, howLong);
        people.sooner();
        return people;
    }

    private void sooner() {
        timeline.after(Duration.ofMillis(200 + random.nextInt(4000)), () -> {
            if (timeline.now().isBefore(until)) {
                edit();
                sooner();
            }
        });
    }

    private void edit() {
        List<Manifest> all =
                api.list(Resources.DEPLOYMENTS, "shop", ListOptions.ALL).items();
        Manifest one = all.get(random.nextInt(all.size()));
        String mark = "people.example/" + random.nextInt(5);
        String value = String.valueOf(timeline.now().toEpochMilli());
        // Only ever up: scaling down takes pods away by itself, and nobody could tell who is to blame.
        Map<String, Object> spec = random.nextInt(3) == 0
                ? Map.of("replicas", Math.min(6, one.number(1, "spec", "replicas") + 1))
                : Map.of("minReadySeconds", 1L);
        api.patch(
                Resources.DEPLOYMENTS,
                "shop",
                one.name(),
                Subresource.NONE,
                new Patch(
                        Patch.Type.MERGE,
                        Map.of("metadata", Map.of("annotations", Map.of(mark, value)), "spec", spec)));
        Map<String, Object> kept = edits.computeIfAbsent(one.name(), name -> new TreeMap<>());
        kept.put(mark, value);
        kept.putAll(spec);
    }

    /** What must still be there at the end, by Deployment: annotations and fields of the spec as last edited. */
    Map<String, Map<String, Object>> edits() {
        return edits;
    }
}
