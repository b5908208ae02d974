package io.jenkins.plugins.gkeupgrade.simulation;

import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.SHOP;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.deployment;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.optIn;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.rollback;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.verify;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.workload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.simulation.StageDriver.Kill;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.AvailabilityWatch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.NodeInvariants;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.WorkloadFaults;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Patch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.WriteLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole opt-ins and rollbacks while calls fail, views lag, the controller is killed at random looks and other people
 * edit the same Deployments. The seed replays a history to the event.
 */
class InvariantsTest {
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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void holdThroughFaultsKillsAndOtherPeoplesEdits(long seed) {
        Twin twin = Twin.withGreenPool()
                .apply(SERVICES
                        + deployment("cart", 3, "")
                        + deployment("front", 2, "")
                        + deployment("single", 1, "")
                        + workload("StatefulSet", "db", 3, "  serviceName: db", ""))
                .apply(deployment("stranger", 2, "").replace("namespace: shop", "namespace: elsewhere"))
                .settle();
        Map<String, Object> templates = twin.templates();
        AvailabilityWatch availability = AvailabilityWatch.over(twin.kubernetes);
        NodeInvariants nodes = NodeInvariants.over(twin.kubernetes, pod -> false);
        Random random = new Random(seed);
        Duration lag = Duration.ofMillis(random.nextInt(3000));
        twin.faults(new WorkloadFaults(
                WorkloadFaults.random(seed, 0.15, lag).onPatch(), () -> random.nextInt(60) == 0, lag));
        Restless people = Restless.in(twin.timeline, twin.api(), seed, Duration.ofMinutes(20));

        Outcome moved = twin.driver().run(optIn(SHOP, 2, ""), nowAndThen(random));
        assertEquals(List.of(), moved.details().get("breaches"), "the ledger sees none where there is none");
        assertEquals(List.of(), forgotten(twin), "only a wave that the state had forgotten has a gap");
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

    private static List<String> forgotten(Twin twin) {
        return twin.log.stream().filter(line -> line.contains("had forgotten")).toList();
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
