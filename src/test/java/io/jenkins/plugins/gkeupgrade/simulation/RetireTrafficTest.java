package io.jenkins.plugins.gkeupgrade.simulation;

import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.SHOP;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.deployment;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.optIn;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.moved;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.nodes;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.pool;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.retire;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.settings;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.there;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.AvailabilityWatch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Patch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is served from a pool that is retired stays served. */
class RetireTrafficTest {
    @Test
    void aServiceWhoseTrafficStaysOnItsNodeIsNotLeftWithoutAnotherNode() {
        Twin twin = moved(deployment("cart", 2, "") + RetireWorld.system("edge", 1) + """
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: edge, namespace: kube-system}
                spec: {type: LoadBalancer, externalTrafficPolicy: Local, selector: {app: edge}, ports: [{port: 80}]}
                """);
        boolean[] scaled = new boolean[1];
        Outcome outcome = twin.driver()
                .onWait(w -> {
                    if (w.contains(
                                    "only ready endpoint of Service kube-system/edge, whose externalTrafficPolicy is Local;"
                                            + " scale its workload to 2")
                            && !scaled[0]) {
                        scaled[0] = true;
                        twin.api()
                                .patch(
                                        Resources.DEPLOYMENTS,
                                        "kube-system",
                                        "edge",
                                        Subresource.NONE,
                                        new Patch(Patch.Type.MERGE, Map.of("spec", Map.of("replicas", 2))));
                    }
                })
                .run(retire("0", true));
        assertEquals(Verdict.PASSED, outcome.verdict());
        assertTrue(scaled[0]);
        assertEquals(2, twin.placement().get("edge on green"));
    }

    /** No budget keeps the second pod; only what is left behind the Service does. */
    @Test
    void twoPodsOfAServiceOnOneNodeDoNotGoTogether() {
        Twin twin = Twin.withGreenPool();
        List<String> others =
                nodes(twin, "blue").stream().skip(1).map(Manifest::name).toList();
        others.forEach(node -> RetireWorld.cordon(twin, node, true));
        twin.apply(deployment("cart", 2, "") + RetireWorld.system("gate", 2) + """
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: gate, namespace: kube-system}
                spec: {selector: {app: gate}, ports: [{port: 80}]}
                """)
                .settle();
        nodes(twin, "blue").forEach(node -> RetireWorld.cordon(twin, node.name(), false));
        twin.driver().run(optIn(SHOP, 5, ""));
        AvailabilityWatch availability = AvailabilityWatch.over(twin.kubernetes);

        assertEquals(Verdict.PASSED, twin.driver().run(retire("0", true)).verdict());

        assertEquals(
                List.of(),
                availability.violations().stream()
                        .filter(v -> v.what().startsWith("Service") || v.seen() < 1)
                        .toList());
    }

    /** Pods of a DaemonSet go with their nodes, and nobody evicts them: what they serve must be served elsewhere before. */
    @Test
    void aServiceInFrontOfADaemonSetIsNotLeftWithoutEndpoints() {
        String behind = RetireWorld.AGENT + """
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: agent, namespace: kube-system}
                spec: {selector: {app: agent}, ports: [{port: 80}]}
                """;
        Twin everywhere = moved(deployment("cart", 2, "") + behind);
        assertEquals(Verdict.PASSED, everywhere.driver().run(retire("0", true)).verdict());

        Twin onBlue = moved(deployment("cart", 2, "")
                + behind.replace(
                        "      tolerations:",
                        "      nodeSelector: {cloud.google.com/gke-nodepool: blue}\n      tolerations:"));
        Map<String, Object> before = settings(onBlue);
        Failed e = assertThrows(Failed.class, () -> onBlue.driver().run(retire("0", true)));
        assertTrue(
                e.getMessage().contains("of Service kube-system/agent, which only pods of a DaemonSet"),
                e.getMessage());
        onBlue.timeline.advance(Duration.ofMinutes(1));
        assertEquals(before, settings(onBlue));
    }

    @Test
    void nodesLeaveTheLoadBalancersBeforeTheyGo() {
        Twin twin = moved();
        Instant[] out = new Instant[1];
        Instant[] deleted = new Instant[1];
        twin.driver()
                .onWait(w -> {
                    boolean all = nodes(twin, "blue").stream()
                            .allMatch(n ->
                                    n.labels().containsKey("node.kubernetes.io/exclude-from-external-load-balancers"));
                    if (all && out[0] == null) {
                        out[0] = twin.timeline.now();
                    }
                    boolean deleting =
                            there(twin, "blue") && pool(twin, "blue").status().equals("STOPPING");
                    if (deleting && deleted[0] == null) {
                        deleted[0] = twin.timeline.now();
                    }
                })
                .run(retire("0", true));
        assertTrue(Duration.between(out[0], deleted[0]).compareTo(Duration.ofMinutes(2)) >= 0);
    }
}
