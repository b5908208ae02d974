package io.jenkins.plugins.gkeupgrade.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import io.jenkins.plugins.gkeupgrade.emulator.KubernetesEmulator;
import io.jenkins.plugins.gkeupgrade.emulator.KubernetesRequest;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInRequest;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessPolicy;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadyWorld;
import io.jenkins.plugins.gkeupgrade.engine.readiness.stage.ReadinessRequest;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.simulation.Twin;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** What a readiness check asks an API server for, and how it does without what it may not see. */
class ReadinessOverHttpTest {
    private static final int MANY = 1000;
    private static final int PAGE = 500;
    private static final Selection EVERYWHERE = Selection.of("*", "", List.of(), List.of());
    private static final ReadinessPolicy CALM = ReadinessPolicy.of(List.of(), "ignore");

    private final TwinOverHttp cluster = new TwinOverHttp();
    private final Twin twin = cluster.twin;
    private final KubernetesEmulator emulator = cluster.emulator;

    ReadinessOverHttpTest() throws IOException {}

    @AfterEach
    void close() {
        cluster.close();
    }

    private static ReadinessRequest check(Selection selection, ReadinessPolicy policy) {
        return ReadinessRequest.of("1.33", "", selection, policy, "", 30);
    }

    private static String application(String name) {
        return (ReadyWorld.deployment("replicas: 1", "") + ReadyWorld.service() + """
                        ---
                        apiVersion: policy/v1
                        kind: PodDisruptionBudget
                        metadata: {name: cart, namespace: shop}
                        spec: {maxUnavailable: 1, selector: {matchLabels: {app: cart}}}
                        ---
                        apiVersion: autoscaling/v2
                        kind: HorizontalPodAutoscaler
                        metadata: {name: cart, namespace: shop}
                        spec: {minReplicas: 1, maxReplicas: 3, scaleTargetRef: {kind: Deployment, name: cart}}
                        """).replace("cart", name);
    }

    @Test
    void aThousandWorkloadsCostListCallsOnly(TestReporter reporter) {
        StringBuilder manifests = new StringBuilder();
        for (int i = 0; i < MANY; i++) {
            manifests.append(application("app-" + i));
        }
        twin.apply(manifests.toString()).settle();
        cluster.run(check(EVERYWHERE, CALM)); // the first one also asks which API versions there are
        emulator.requests().clear();

        long begun = cpuMillis();
        Outcome outcome = cluster.run(check(EVERYWHERE, CALM));
        long millis = cpuMillis() - begun;

        assertEquals((long) MANY, outcome.details().get("ready"), outcome.summary());
        assertEquals(
                Set.of("list"),
                emulator.requests().all().stream()
                        .filter(r -> !r.resource().startsWith("/"))
                        .map(KubernetesRequest::verb)
                        .collect(Collectors.toSet()));
        Map<String, Long> calls = emulator.requests().all().stream()
                .filter(r -> !r.resource().startsWith("/"))
                .collect(Collectors.groupingBy(KubernetesRequest::resource, Collectors.counting()));
        Set<String> large = new TreeSet<>(Set.of(
                "deployments.apps",
                "replicasets.apps",
                "pods",
                "services",
                "poddisruptionbudgets.policy",
                "horizontalpodautoscalers.autoscaling"));
        calls.forEach((resource, times) ->
                assertEquals(large.contains(resource) ? MANY / PAGE : 1L, times, () -> resource + " in " + calls));
        assertTrue(calls.keySet().containsAll(large), calls::toString);
        reporter.publishEntry(
                "Readiness of " + MANY + " workloads over HTTP",
                millis + " ms of CPU, the emulator's included; " + calls);
        assertTrue(millis < 3000, "took " + millis + " ms");
    }

    /** Of the whole process: on a machine with nothing else to do the check takes no longer than that. */
    private static long cpuMillis() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1_000_000;
    }

    private static Set<Object> clusterFindings(Outcome outcome, Function<Map<?, ?>, Object> what) {
        return ReadyWorld.maps(((Map<?, ?>) outcome.details().get("cluster")).get("findings")).stream()
                .map(what)
                .collect(Collectors.toSet());
    }

    @Test
    void aUserWithoutClusterWideRightsIsToldWhatWasNotChecked() {
        twin.apply(application("cart")).settle();
        Set<String> hidden = Set.of(
                "nodes",
                "persistentvolumes",
                "storageclasses.storage.k8s.io",
                "validatingwebhookconfigurations.admissionregistration.k8s.io",
                "mutatingwebhookconfigurations.admissionregistration.k8s.io");
        emulator.faults().forbid(r -> hidden.contains(r.resource()));
        Selection shop = Selection.of("shop", "", List.of(), List.of());
        Outcome outcome = cluster.run(check(shop, CALM));
        assertEquals(Verdict.INCONCLUSIVE, outcome.verdict(), outcome.summary());
        assertEquals(1L, outcome.details().get("ready"), "the workload itself could be checked");
        Set<Object> reasons = clusterFindings(outcome, f -> f.get("reason"));
        for (String kind : hidden) {
            String plural = kind.replaceFirst("\\..*", "");
            assertTrue(
                    reasons.stream()
                            .map(Object::toString)
                            .anyMatch(r -> r.matches(
                                    "could not check .*" + plural + ".*: the Kubernetes user may not list " + kind)),
                    () -> plural + " in " + reasons);
        }
        Outcome accepted = cluster.run(check(
                shop,
                ReadinessPolicy.of(
                        clusterFindings(outcome, f -> f.get("id")).stream()
                                .map(Object::toString)
                                .toList(),
                        "ignore")));
        assertEquals(Verdict.PASSED, accepted.verdict(), accepted.summary());
    }

    @Test
    void notToSeeWorkloadsIsAFailure() {
        twin.apply(application("cart")).settle();
        emulator.faults().forbid(r -> r.resource().equals("deployments.apps"));
        Failed failed = assertThrows(Failed.class, () -> cluster.run(check(EVERYWHERE, CALM)));
        assertTrue(
                failed.getMessage().startsWith("The Kubernetes user may not list deployments.apps in all namespaces"),
                failed.getMessage());
    }

    @Test
    void anOptInListsTheClusterOnceAndWhatItWatchesNotAgain() {
        StringBuilder manifests = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            manifests.append(application("app-" + i));
        }
        twin.apply(manifests.toString()).settle();
        OptInRequest everywhere =
                OptInRequest.of("1.33", "", EVERYWHERE, 30, false, "", 60).with(CALM);
        Outcome outcome = cluster.run(everywhere);
        assertEquals(30, ((List<?>) outcome.details().get("moved")).size(), outcome.summary());
        for (String kind : List.of(
                "daemonsets.apps",
                "pods",
                "validatingwebhookconfigurations.admissionregistration.k8s.io",
                "mutatingwebhookconfigurations.admissionregistration.k8s.io")) {
            assertEquals(1, lists(kind), kind);
        }
        emulator.requests().clear();
        cluster.run(everywhere);
        assertEquals(
                Set.of(),
                emulator.requests().all().stream()
                        .map(KubernetesRequest::verb)
                        .filter(verb -> !Set.of("list", "watch").contains(verb))
                        .collect(Collectors.toSet()),
                "with nothing to move");
    }

    private long lists(String resource) {
        return emulator.requests().all().stream()
                .filter(r -> r.verb().equals("list") && r.resource().equals(resource))
                .count();
    }

    @Test
    void anOptInOfATeamSaysWhatItMayNotSeeOfTheCluster() {
        twin.apply(application("cart")).settle();
        Set<String> hidden = Set.of("daemonsets.apps", "pods", "services");
        emulator.faults()
                .forbid(r -> hidden.contains(r.resource()) && r.namespace().isEmpty());
        Outcome outcome = cluster.run(
                OptInRequest.of("1.33", "", Selection.of("shop", "", List.of(), List.of()), 5, false, "", 60));
        assertEquals(Verdict.PASSED, outcome.verdict(), outcome.summary());
        assertEquals(
                3,
                twin.log.stream()
                        .filter(l -> l.contains(" of the cluster: the Kubernetes user may not list "))
                        .count());
    }

    @Test
    void anOptInGoesOnWithoutWhatItMayNotSee() {
        twin.apply(application("cart")).settle();
        emulator.faults().forbid(r -> r.resource().equals("persistentvolumes"));
        Outcome outcome = cluster.run(
                OptInRequest.of("1.33", "", Selection.of("shop", "", List.of(), List.of()), 5, false, "", 60));
        assertEquals(List.of("Deployment shop/cart"), outcome.details().get("moved"), outcome.summary());
        assertEquals(
                1,
                twin.log.stream()
                        .filter(l -> l.startsWith(
                                "WARNING: could not check persistentvolumes: the Kubernetes user may not list"
                                        + " persistentvolumes (docs/rbac/step-user.yaml)"))
                        .count(),
                twin.log::toString);
    }
}
