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
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.realkube.RealKubernetes;
import io.jenkins.plugins.gkeupgrade.realkube.ServedApis;
import io.jenkins.plugins.gkeupgrade.realkube.acceptance.StepRights.Right;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The steps work with exactly the rights of the documented roles. */
@OnAcceptanceCluster
@TestInstance(Lifecycle.PER_CLASS)
class LeastPrivilegeTest {
    private static final String ROLE = "least-privileged";
    private static final String GROUP = "rbac.authorization.k8s.io";
    private static final String NAMESPACE = "rights";
    /** Only a suspended Job can be moved, and Kubernetes has those from 1.21 on. */
    private static final String OF_SUSPENDED_JOBS = "patch jobs.batch";
    /** What the whole cluster's clients ask for is no team's to see. */
    private static final String METRICS = "get /metrics";

    private final AcceptanceCluster cluster;
    private final KubernetesClient admin;
    private final Path user;
    private final List<Right> documented;
    private final RightsWorkloads workloads;

    LeastPrivilegeTest(AcceptanceCluster cluster) {
        this.cluster = cluster;
        admin = cluster.admin();
        user = cluster.kubernetes().user("least");
        documented = StepRights.bind(admin, "step-user.yaml", ROLE, "least", user);
        workloads = new RightsWorkloads(cluster, NAMESPACE);
    }

    private List<Object> objects(String file, String namespace) throws IOException {
        List<Object> objects = new ArrayList<>();
        for (String part : Files.readString(StepRights.FILES.resolve(file))
                .replace("NAMESPACE", namespace)
                .split("(?m)^---")) {
            objects.add(admin.getKubernetesSerialization().unmarshal(part));
        }
        return objects;
    }

    @AfterAll
    void removeRights() {
        StepRights.remove(admin, ROLE);
        workloads.close();
    }

    @Test
    void theRoleGrantsWhatTheStepsUseAndNothingElse() {
        Set<String> used = new TreeSet<>();
        try (RealStageDriver steps = cluster.steps(AcceptanceCluster.access(user))) {
            everything(steps);
            Failed wentBack = assertThrows(Failed.class, () -> steps.run(Requests.optIn(workloads.stuck())));
            assertTrue(wentBack.getMessage().contains("is running as before"), wentBack.getMessage());
            // Only who waits watches, and the others may be ready at the first look.
            steps.listening(Stopped.at("is not ready yet"));
            assertThrows(Stopped.class, () -> steps.run(Requests.verify(workloads.waiting())));
            used.addAll(steps.requests().sent().keySet());
        }
        // What a server has, anybody may ask who has logged in.
        used.removeIf(request -> request.startsWith("get /") && !request.equals(METRICS));
        Set<String> granted =
                new TreeSet<>(documented.stream().map(Right::toString).toList());
        if (!ServedApis.of(admin).suspendJobs()) {
            assertTrue(granted.remove(OF_SUSPENDED_JOBS));
        }
        assertEquals(granted, used);
    }

    private void everything(RealStageDriver steps) {
        steps.run(Requests.check(workloads.good()));
        assertEquals(Verdict.PASSED, steps.run(Requests.optIn(workloads.good())).verdict());
        assertEquals(
                Verdict.PASSED, steps.run(Requests.verify(workloads.good())).verdict());
        assertEquals(
                Verdict.PASSED, steps.run(Requests.rollback(workloads.good())).verdict());
    }

    @Test
    void aTeamMayMoveItsOwnNamespaceOnly() throws IOException {
        List<Object> objects = objects("step-user-namespace.yaml", NAMESPACE);
        Role role = (Role) objects.get(0);
        ClusterRole nodes = (ClusterRole) objects.get(1);
        List<PolicyRule> rules = new ArrayList<>(role.getRules());
        rules.addAll(nodes.getRules());
        Set<Right> ofCluster = new HashSet<>(documented);
        ofCluster.removeIf(right -> right.toString().equals(METRICS));
        assertEquals(ofCluster, new HashSet<>(StepRights.in(rules)), "both files grant the same verbs");

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
            for (Right right : ofCluster) {
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
