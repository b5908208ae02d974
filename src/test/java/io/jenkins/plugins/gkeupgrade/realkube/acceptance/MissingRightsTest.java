package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.realkube.RealKubernetes;
import io.jenkins.plugins.gkeupgrade.realkube.acceptance.StepRights.Right;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Each right that a step uses is taken away once, and the step says which one it misses: verb, resource, namespace and the
 * file to apply.
 */
@OnAcceptanceCluster
@TestInstance(Lifecycle.PER_CLASS)
class MissingRightsTest {
    private static final String ROLE = "missing-rights";
    private static final String NAMESPACE = "missing";

    /** Without the right to list these something is not checked, and said so; nothing fails. */
    private static final Set<String> FOR_CHECKS_ONLY = Set.of(
            "list persistentvolumeclaims",
            "list horizontalpodautoscalers.autoscaling",
            "list persistentvolumes",
            "list storageclasses.storage.k8s.io",
            "list validatingwebhookconfigurations.admissionregistration.k8s.io",
            "list mutatingwebhookconfigurations.admissionregistration.k8s.io",
            "list poddisruptionbudgets.policy");

    /** They belong to no namespace. */
    private static final Set<String> CLUSTER_WIDE = Set.of(
            "nodes",
            "persistentvolumes",
            "storageclasses",
            "validatingwebhookconfigurations",
            "mutatingwebhookconfigurations",
            "/metrics");

    private final AcceptanceCluster cluster;
    private final KubernetesClient admin;
    private final Path user;
    private final KubernetesClient asUser;
    private final List<Right> documented;
    private final RightsWorkloads workloads;

    MissingRightsTest(AcceptanceCluster cluster) {
        this.cluster = cluster;
        admin = cluster.admin();
        user = cluster.kubernetes().user("missing-rights");
        documented = StepRights.bind(admin, "step-user.yaml", ROLE, "missing-rights", user);
        asUser = RealKubernetes.client(user);
        workloads = new RightsWorkloads(cluster, NAMESPACE);
    }

    @AfterAll
    void remove() {
        asUser.close();
        StepRights.remove(admin, ROLE);
        workloads.close();
    }

    /** All rights, and all workloads where they were. */
    @BeforeEach
    void begin() {
        StepRights.grant(admin, ROLE, documented);
        documented.forEach(right -> StepRights.awaitKnown(asUser, NAMESPACE, right, true));
        passes(Requests.rollback(workloads.good()));
        passes(Requests.rollback(workloads.stuck()));
    }

    private RealStageDriver stepUser() {
        return cluster.steps(AcceptanceCluster.access(user));
    }

    private void passes(StageRequest<?> request) {
        try (RealStageDriver steps = stepUser()) {
            assertEquals(Verdict.PASSED, steps.run(request).verdict());
        }
    }

    /** What a run asks the API server for, beyond what anybody may ask who has logged in. */
    private List<Right> uses(Run run) {
        try (RealStageDriver steps = stepUser()) {
            run.of(steps);
            Set<String> sent = steps.requests().sent().keySet();
            List<Right> used = documented.stream()
                    .filter(right -> sent.contains(right.toString()))
                    .toList();
            assertEquals(
                    new TreeSet<>(sent.stream()
                            .filter(request -> !request.startsWith("get /") || request.equals("get /metrics"))
                            .toList()),
                    new TreeSet<>(used.stream().map(Right::toString).toList()));
            return used;
        }
    }

    private interface Run {
        void of(RealStageDriver steps);
    }

    private static void stops(RealStageDriver steps, StageRequest<?> request, String words) {
        steps.listening(Stopped.at(words));
        assertThrows(Stopped.class, () -> steps.run(request));
        steps.listening(line -> {});
    }

    @Test
    void aCheckNamesIt() {
        for (Right right : uses(steps -> steps.run(Requests.check(workloads.good())))) {
            takeAway(right);
            String told = checked(right);
            assertTrue(told.contains("Kubernetes user may not " + right + where(right, NAMESPACE)), told);
            assertTrue(told.contains("docs/rbac/step-user.yaml"), told);
        }
    }

    /** What is looked at beside the workloads a check does without, and says so. */
    private String checked(Right missing) {
        try (RealStageDriver steps = stepUser()) {
            Outcome outcome = steps.run(Requests.check(workloads.good()));
            if (FOR_CHECKS_ONLY.contains(missing.toString())) {
                assertEquals(Verdict.INCONCLUSIVE, outcome.verdict(), outcome.summary());
            }
            return outcome.details().get("cluster").toString();
        } catch (Failed failed) {
            return failed.getMessage();
        }
    }

    @Test
    void aVerificationNamesIt() {
        StageRequest<?> verify = Requests.verify(workloads.waiting());
        for (Right right : uses(steps -> stops(steps, verify, "is not ready yet"))) {
            refused(right, verify, workloads.waitingNamespace());
        }
    }

    @Test
    void anOptInNamesIt() {
        StageRequest<?> waiting = Requests.optIn(workloads.waiting());
        List<Right> used = uses(steps -> {
            stops(steps, waiting, "is not ready yet");
            assertEquals(
                    Verdict.PASSED, steps.run(Requests.optIn(workloads.good())).verdict());
            assertThrows(Failed.class, () -> steps.run(Requests.optIn(workloads.stuck())));
        });
        passes(Requests.rollback(workloads.good()));
        for (Right right : used) {
            if (FOR_CHECKS_ONLY.contains(right.toString())) {
                warnedWithout(right);
                continue;
            }
            switch (right.verb()) {
                case "list", "watch" -> refused(right, waiting, workloads.waitingNamespace());
                case "patch" -> refused(right, Requests.optIn(workloads.good(right.resource())), NAMESPACE);
                case "create" -> refused(right, Requests.optIn(workloads.good("replicasets")), NAMESPACE);
                default -> refused(right, Requests.optIn(workloads.stuck()), NAMESPACE);
            }
        }
    }

    /** Before anything moves. */
    private void warnedWithout(Right missing) {
        takeAway(missing);
        String expected = "the Kubernetes user may not " + missing + where(missing, NAMESPACE);
        try (RealStageDriver steps = stepUser()) {
            steps.listening(Stopped.at(expected));
            Stopped warned = assertThrows(
                    Stopped.class,
                    () -> steps.run(Requests.optIn(workloads.good("deployments"))),
                    () -> "without " + missing + ": " + steps.said());
            assertTrue(warned.getMessage().contains("docs/rbac/step-user.yaml"), warned.getMessage());
        }
    }

    @Test
    void aRollbackNamesIt() {
        StageRequest<?> returning = Requests.rollback(workloads.returning());
        List<Right> used = uses(steps -> {
            stops(steps, returning, "waiting for 1 workload");
            moveAway();
            assertEquals(
                    Verdict.PASSED,
                    steps.run(Requests.rollback(workloads.good())).verdict());
            assertEquals(
                    Verdict.PASSED,
                    steps.run(Requests.rollback(workloads.stuck())).verdict());
        });
        moveAway();
        for (Right right : used) {
            switch (right.verb()) {
                case "list", "watch" -> refused(right, returning, workloads.returningNamespace());
                case "patch" -> refused(right, Requests.rollback(workloads.good(right.resource())), NAMESPACE);
                case "create" -> refused(right, Requests.rollback(workloads.good("replicasets")), NAMESPACE);
                default -> refused(right, Requests.rollback(workloads.stuck()), NAMESPACE);
            }
        }
    }

    /** All but one arrive; the other has just begun. */
    private void moveAway() {
        try (RealStageDriver steps = cluster.steps()) {
            assertEquals(
                    Verdict.PASSED, steps.run(Requests.optIn(workloads.good())).verdict());
            stops(steps, Requests.optIn(workloads.stuck()), "wave 1: ");
        }
    }

    /** Of the first two steps only this one asks the API server for anything: whether the nodes are there. */
    @Test
    void aNewPoolNamesIt() {
        assertEquals(List.of(), uses(steps -> steps.runInVirtualTime(AcceptanceCluster.upgrade())));
        List<Right> used = uses(steps -> steps.runInVirtualTime(AcceptanceCluster.pool()));
        assertFalse(used.isEmpty());
        used.forEach(right -> refused(right, steps -> steps.runInVirtualTime(AcceptanceCluster.pool()), ""));
    }

    private void refused(Right missing, StageRequest<?> request, String namespace) {
        refused(missing, steps -> steps.run(request), namespace);
    }

    private void refused(Right missing, Run run, String namespace) {
        takeAway(missing);
        try (RealStageDriver steps = stepUser()) {
            Failed failed = assertThrows(Failed.class, () -> run.of(steps), () -> "without " + missing);
            assertTrue(
                    failed.getMessage()
                            .contains("The Kubernetes user may not " + missing + where(missing, namespace) + ": apply"
                                    + " docs/rbac/step-user.yaml"),
                    () -> missing + ": " + failed.getMessage());
        }
    }

    private static String where(Right right, String namespace) {
        return CLUSTER_WIDE.contains(right.resource()) ? "" : " in namespace " + namespace;
    }

    private void takeAway(Right missing) {
        List<Right> rights = new ArrayList<>(documented);
        rights.remove(missing);
        StepRights.grant(admin, ROLE, rights);
        StepRights.awaitKnown(asUser, NAMESPACE, missing, false);
    }
}
