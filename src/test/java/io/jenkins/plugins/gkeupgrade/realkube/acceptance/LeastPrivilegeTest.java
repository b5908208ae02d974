package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.realkube.RealKubernetes;
import io.jenkins.plugins.gkeupgrade.realkube.acceptance.StepRights.Right;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The steps work with exactly the rights of the documented roles, and say which one is missing. */
@OnAcceptanceCluster
@TestInstance(Lifecycle.PER_CLASS)
class LeastPrivilegeTest {
    private static final Path RBAC = Path.of(System.getProperty("repository.root", "."), "docs", "rbac");
    private static final String ROLE = "gke-opt-in-upgrade";
    private static final String GROUP = "rbac.authorization.k8s.io";
    private static final String NAMESPACE = "rights";
    private static final String WAITING = "rights-waiting";
    /** Only a suspended Job can be moved, and Kubernetes has those from 1.21 on. */
    private static final String NOT_ON_THIS_VERSION = "patch jobs.batch";

    /** Without the right to list these a check has something to say; nothing fails. */
    private static final Set<String> FOR_CHECKS_ONLY = Set.of(
            "persistentvolumeclaims",
            "horizontalpodautoscalers",
            "persistentvolumes",
            "storageclasses",
            "validatingwebhookconfigurations",
            "mutatingwebhookconfigurations");

    private static final Selection GOOD = Selection.of(NAMESPACE, "set=good", List.of(), List.of());
    private static final Selection STUCK = Selection.of(NAMESPACE, "set=stuck", List.of(), List.of());

    private final AcceptanceCluster cluster;
    private final KubernetesClient admin;
    private final Path user;
    private final KubernetesClient asUser;
    private final List<Right> documented;
    private final Selection waiting;

    LeastPrivilegeTest(AcceptanceCluster cluster) throws IOException {
        this.cluster = cluster;
        admin = cluster.admin();
        user = cluster.kubernetes().user("step-user");
        asUser = RealKubernetes.client(user);
        ClusterRole role = (ClusterRole) objects("step-user.yaml", NAMESPACE).get(0);
        admin.resource(role).create();
        admin.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(ROLE)
                        .endMetadata()
                        .withNewRoleRef(GROUP, "ClusterRole", ROLE)
                        .addNewSubject(GROUP, "User", "step-user", null)
                        .build())
                .create();
        documented = StepRights.in(role.getRules());
        StepRights.awaitKnown(asUser, NAMESPACE, documented.get(0), true);
        workloads().manifests().create(admin, NAMESPACE);
        new Fixtures("stuck")
                .statefulSet("stuck", 2, Fixtures.BROKEN_ON_NEW_POOL)
                .manifests()
                .create(admin, NAMESPACE);
        Placements.in(admin, NAMESPACE).awaitSettled();
        waiting = waitingForEver();
    }

    private static Fixtures workloads() {
        return new Fixtures("good")
                .deployment("deployment", 2)
                .statefulSet("stateful", 2, Map.of())
                .daemonSet("daemon")
                .replicaSet("replicas", 2)
                .replicationController("controlled", 2)
                .job("job")
                .cronJob("cron");
    }

    private List<Object> objects(String file, String namespace) throws IOException {
        List<Object> objects = new ArrayList<>();
        for (String part : Files.readString(RBAC.resolve(file))
                .replace("NAMESPACE", namespace)
                .split("(?m)^---")) {
            objects.add(admin.getKubernetesSerialization().unmarshal(part));
        }
        return objects;
    }

    @AfterAll
    void removeRights() {
        asUser.close();
        admin.rbac().clusterRoleBindings().withName(ROLE).delete();
        admin.rbac().clusterRoles().withName(ROLE).delete();
        admin.namespaces().withName(NAMESPACE).delete();
        admin.namespaces().withName(WAITING).delete();
    }

    private RealStageDriver stepUser() {
        return cluster.steps(AcceptanceCluster.access(user));
    }

    @Test
    void theRoleGrantsWhatTheStepsUseAndNothingElse() {
        Set<String> used = new TreeSet<>();
        try (RealStageDriver steps = stepUser()) {
            everything(steps);
            Failed wentBack = assertThrows(Failed.class, () -> steps.run(Requests.optIn(STUCK)));
            assertTrue(wentBack.getMessage().contains("is running as before"), wentBack.getMessage());
            // Only who waits watches, and the others may be ready at the first look.
            steps.listening(Stopped.at("is not ready yet"));
            assertThrows(Stopped.class, () -> steps.run(Requests.verify(waiting)));
            used.addAll(steps.requests().sent().keySet());
        }
        // What a server has, anybody may ask who has logged in.
        used.removeIf(request -> request.startsWith("get /"));
        Set<String> granted =
                new TreeSet<>(documented.stream().map(Right::toString).toList());
        assertTrue(granted.remove(NOT_ON_THIS_VERSION));
        assertEquals(granted, used);
    }

    private void everything(RealStageDriver steps) {
        steps.run(Requests.check(GOOD));
        assertEquals(Verdict.PASSED, steps.run(Requests.optIn(GOOD)).verdict());
        assertEquals(Verdict.PASSED, steps.run(Requests.verify(GOOD)).verdict());
        assertEquals(Verdict.PASSED, steps.run(Requests.rollback(GOOD)).verdict());
    }

    @Test
    void everyMissingRightIsNamed() {
        for (Right right : documented) {
            if (FOR_CHECKS_ONLY.contains(right.resource())) {
                checkedWithout(right);
                continue;
            }
            switch (right.verb()) {
                case "list", "watch" ->
                    refused(right, ofLedger(right) ? Requests.optIn(waiting) : Requests.verify(waiting), WAITING);
                case "patch" -> {
                    if (!right.toString().equals(NOT_ON_THIS_VERSION)) {
                        refused(right, Requests.optIn(only(right.resource())), NAMESPACE);
                    }
                }
                case "create" -> refused(right, Requests.optIn(only("replicasets")), NAMESPACE);
                default -> refused(right, Requests.optIn(STUCK), NAMESPACE);
            }
        }
        grant(documented);
        try (RealStageDriver steps = stepUser()) {
            // What was left half-way by a missing right is finished by whoever has it.
            assertEquals(Verdict.PASSED, steps.run(Requests.rollback(STUCK)).verdict());
            everything(steps);
        }
    }

    /** Only an opt-in looks at what is in front of the pods. */
    private static boolean ofLedger(Right right) {
        return right.resource().equals("services") || right.resource().equals("endpointslices");
    }

    /** A verification of this would go on until its time is up, so that a watch that ends is noticed for sure. */
    private Selection waitingForEver() {
        new Fixtures("waiting")
                .deployment("waiting", 1, Fixtures.NEVER_READY_ON_NEW_POOL)
                .manifests()
                .create(admin, WAITING);
        Selection selection = Selection.of(WAITING, "", List.of(), List.of());
        try (RealStageDriver steps = cluster.steps(cluster.adminAccess()).listening(Stopped.at("is not ready yet"))) {
            assertThrows(Stopped.class, () -> steps.run(Requests.optIn(selection)));
        }
        return selection;
    }

    private static Selection only(String resource) {
        return Selection.of(NAMESPACE, "set=good", List.of(), List.of(resource));
    }

    private void refused(Right missing, StageRequest<?> request, String namespace) {
        List<Right> rights = new ArrayList<>(documented);
        rights.remove(missing);
        grant(rights);
        StepRights.awaitKnown(asUser, namespace, missing, false);
        try (RealStageDriver steps = stepUser()) {
            Failed failed = assertThrows(Failed.class, () -> steps.run(request), () -> "without " + missing);
            String where = missing.resource().equals("nodes") ? "" : " in namespace " + namespace;
            assertTrue(
                    failed.getMessage().contains("The Kubernetes user may not " + missing + where + ": apply"),
                    () -> missing + ": " + failed.getMessage());
            assertTrue(failed.getMessage().contains("docs/rbac/step-user.yaml"), failed.getMessage());
        }
    }

    /** What the checks cannot look at they say, and go on with the rest. */
    private void checkedWithout(Right missing) {
        List<Right> rights = new ArrayList<>(documented);
        rights.remove(missing);
        grant(rights);
        StepRights.awaitKnown(asUser, NAMESPACE, missing, false);
        try (RealStageDriver steps = stepUser()) {
            Outcome outcome = steps.run(Requests.check(GOOD));
            assertEquals(Verdict.INCONCLUSIVE, outcome.verdict(), outcome.summary());
            String findings = outcome.details().get("cluster").toString();
            assertTrue(
                    findings.matches(".*could not check [a-z ]*" + missing.resource()
                            + "[a-z ]*: missing permission to list them.*"),
                    findings);
        }
    }

    private void grant(List<Right> rights) {
        StepRights.grant(admin, ROLE, rights);
        rights.forEach(right -> StepRights.awaitKnown(asUser, NAMESPACE, right, true));
    }

    @Test
    void aTeamMayMoveItsOwnNamespaceOnly() throws IOException {
        List<Object> objects = objects("step-user-namespace.yaml", NAMESPACE);
        Role role = (Role) objects.get(0);
        ClusterRole nodes = (ClusterRole) objects.get(1);
        List<PolicyRule> rules = new ArrayList<>(role.getRules());
        rules.addAll(nodes.getRules());
        assertEquals(new HashSet<>(documented), new HashSet<>(StepRights.in(rules)), "both files grant the same verbs");

        Path team = cluster.kubernetes().user("team");
        admin.resource(role).create();
        admin.resource(nodes).create();
        admin.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName("team")
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .withNewRoleRef(GROUP, "Role", role.getMetadata().getName())
                        .addNewSubject(GROUP, "User", "team", null)
                        .build())
                .create();
        admin.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName("team")
                        .endMetadata()
                        .withNewRoleRef(
                                GROUP, "ClusterRole", nodes.getMetadata().getName())
                        .addNewSubject(GROUP, "User", "team", null)
                        .build())
                .create();
        try (KubernetesClient asTeam = RealKubernetes.client(team)) {
            for (Right right : documented) {
                StepRights.awaitKnown(asTeam, NAMESPACE, right, true);
            }
        }
        try (RealStageDriver steps = cluster.steps(AcceptanceCluster.access(team))) {
            everything(steps);
            Selection elsewhere = Selection.of("default", "", List.of(), List.of("Deployment"));
            Failed failed = assertThrows(Failed.class, () -> steps.run(Requests.optIn(elsewhere)));
            assertTrue(failed.getMessage().contains(" in namespace default: apply"), failed.getMessage());
            assertTrue(failed.getMessage().contains("docs/rbac/step-user-namespace.yaml"), failed.getMessage());
        }
        admin.resource(nodes).delete();
        admin.rbac().clusterRoleBindings().withName("team").delete();
    }
}
