package io.jenkins.plugins.gkeupgrade.simulation;

import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.SHOP;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.deployment;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.optIn;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.rollback;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.verify;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.workload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.workload.OptInRecord;
import io.jenkins.plugins.gkeupgrade.simulation.StageDriver.Kill;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.AvailabilityWatch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.JacksonJson;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.NodeInvariants;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.WorkloadFaults;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Patch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.WriteLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole opt-ins and rollbacks while calls fail, views lag, the controller is killed at random looks and other people
 * edit the same Deployments. The seed replays a history to the event.
 */
class InvariantsTest {
    /** What a run that knows nothing at all takes to find the new pools. */
    private static final Duration TO_START = Duration.ofSeconds(3);

    private static final String SERVICES = service("cart") + service("front") + service("db");

    private static String service(String name) {
        return """
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: shop}
                spec: {selector: {app: %s}, ports: [{port: 80}]}
                """.formatted(name, name);
    }

    private static Kill nowAndThen(Random random) {
        return (tick, saved) -> random.nextInt(6) == 0 ? saved.get(random.nextInt(saved.size())) : null;
    }

    private static Twin shop() {
        return Twin.withGreenPool()
                .apply(SERVICES
                        + deployment("cart", 3, "")
                        + deployment("front", 2, "")
                        + deployment("single", 1, "")
                        + workload("StatefulSet", "db", 3, "  serviceName: db", ""))
                .apply(deployment("stranger", 2, "").replace("namespace: shop", "namespace: elsewhere"))
                .settle();
    }

    /** Has calls fail, views lag and people edit from now on. */
    private static Restless disturb(Twin twin, Random random, long seed) {
        Duration lag = Duration.ofMillis(random.nextInt(3000));
        twin.faults(new WorkloadFaults(
                WorkloadFaults.random(seed, 0.15, lag).onPatch(), () -> random.nextInt(60) == 0, lag));
        return Restless.in(twin.timeline, twin.api(), seed, Duration.ofMinutes(20));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void holdThroughFaultsKillsAndOtherPeoplesEdits(long seed) {
        Twin twin = shop();
        Map<String, Object> templates = twin.templates();
        AvailabilityWatch availability = AvailabilityWatch.over(twin.kubernetes);
        NodeInvariants nodes = NodeInvariants.over(twin.kubernetes, pod -> false);
        Random random = new Random(seed);
        Restless people = disturb(twin, random, seed);

        Restarts restarts = Restarts.fromAny(random, twin.timeline::now);
        Outcome moved = twin.driver().run(optIn(SHOP, 2, ""), restarts);
        assertEquals(List.of(), moved.details().get("breaches"), "the ledger sees none where there is none");
        assertOnlyForgottenWavesHaveAGap(twin, moved, restarts);
        assertEquals(
                Verdict.PASSED,
                twin.driver().run(verify(SHOP), nowAndThen(random)).verdict());
        assertEquals(
                Verdict.PASSED,
                twin.driver().run(rollback(SHOP), nowAndThen(random)).verdict());
        twin.settle();

        assertEquals(List.of(), availability.violations(), "I1: nobody has less than its strategy allows");
        assertEquals(templates, twin.templates(), "I3: templates are what they were, to the byte");
        assertEquals(List.of(), nodes.violations(), "I5: no node was cordoned");
        assertEquals(Set.of("cart", "db", "front", "single"), touched(twin), "I6: no change outside the selection");
        people.edits().forEach((name, edits) -> assertKept(twin, name, edits));
    }

    /**
     * The run that ended knew nothing of the look at which such a wave began; the gap lasts from there to the first look at
     * which it could watch the wave.
     */
    private static void assertOnlyForgottenWavesHaveAGap(Twin twin, Outcome moved, Restarts restarts) {
        Set<Instant> waves = waves(twin);
        for (Object item : (List<?>) moved.details().get("availabilityGaps")) {
            Map<?, ?> gap = (Map<?, ?>) item;
            Instant from = Instant.parse((String) gap.get("from"));
            assertTrue(waves.contains(from), () -> gap + " begins with one of the waves of " + waves);
            assertFalse(restarts.known().contains(from), () -> gap + " is of a wave that the run knew of");
            Instant to = Instant.parse((String) gap.get("to"));
            Instant again = restarts.known().higher(from);
            assertTrue(restarts.known().contains(to), () -> gap + " ends with a look of the run");
            assertFalse(to.isAfter(again.plus(TO_START)), () -> gap + ", and the run went on at " + again);
        }
        assertEquals(List.of(), forgottenByTheServer(twin));
    }

    /** When the waves began that workloads have moved in, as their records say. */
    private static Set<Instant> waves(Twin twin) {
        return Stream.of(Resources.DEPLOYMENTS, Resources.STATEFUL_SETS)
                .flatMap(resource -> twin.list(resource).stream())
                .map(object -> object.annotations().get(OptInRecord.ANNOTATION))
                .filter(Objects::nonNull)
                .map(record -> Manifest.wrap(tree(record.toString())).text("wave"))
                .map(Instant::parse)
                .collect(Collectors.toSet());
    }

    @SuppressWarnings("unchecked") // objects have string keys
    private static Map<String, Object> tree(String json) {
        return (Map<String, Object>) new JacksonJson().read(json);
    }

    private static List<String> forgottenByTheServer(Twin twin) {
        return twin.log.stream().filter(line -> line.contains("had forgotten")).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void restartsThatForgetNothingLeaveNoGap(long seed) {
        Twin twin = shop();
        Random random = new Random(seed);
        disturb(twin, random, seed);
        Outcome moved = twin.driver().run(optIn(SHOP, 2, ""), Restarts.fromNewest(random, twin.timeline::now));
        assertEquals(List.of(), moved.details().get("availabilityGaps"));
        assertEquals(List.of(), moved.details().get("breaches"));
    }

    /** The watchers above would notice code that is broken: each of them sees the harm done on purpose here. */
    @Test
    void theWatchersSeeHarmDoneOnPurpose() {
        Twin twin =
                Twin.withGreenPool().apply(SERVICES + deployment("cart", 3, "")).settle();
        AvailabilityWatch availability = AvailabilityWatch.over(twin.kubernetes);
        NodeInvariants nodes = NodeInvariants.over(twin.kubernetes, pod -> false);
        KubernetesApi steps = twin.kubernetes.api(Twin.STEPS);

        twin.list(Resources.NODES)
                .forEach(node -> steps.patch(
                        Resources.NODES,
                        "",
                        node.name(),
                        Subresource.NONE,
                        new Patch(Patch.Type.MERGE, Map.of("spec", Map.of("unschedulable", true)))));
        twin.list(Resources.PODS)
                .forEach(pod -> steps.delete(Resources.PODS, "shop", pod.name(), DeleteOptions.DEFAULT));
        twin.settle();

        List<String> fallen =
                availability.violations().stream().map(v -> v.what()).distinct().toList();
        assertTrue(fallen.containsAll(List.of("Deployment shop/cart", "Service shop/cart")), fallen.toString());
        assertTrue(nodes.violations().stream().anyMatch(v -> v.contains("which has not moved")));
        assertTrue(nodes.violations().stream().anyMatch(v -> v.contains("nodes were unschedulable")));
        assertNotEquals(Set.of(), touched(twin));
    }

    private static Set<String> touched(Twin twin) {
        Set<String> names = new TreeSet<>();
        for (WriteLog.Entry entry :
                twin.kubernetes.writeLog().entries(e -> e.caller().equals(Twin.STEPS) && e.changed())) {
            names.add(entry.namespace().equals("shop") ? entry.name() : entry.namespace() + "/" + entry.name());
        }
        return names;
    }

    private static void assertKept(Twin twin, String name, Map<String, Object> edits) {
        Manifest now = twin.api().get(Resources.DEPLOYMENTS, "shop", name);
        edits.forEach((key, value) -> assertEquals(
                value.toString(),
                key.startsWith("people") ? now.annotations().get(key) : now.text("spec", key),
                "the edit of " + name + " " + key + " is still there"));
    }
}
