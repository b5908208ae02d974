package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.retire.RetireRequest;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.realkube.Budget;
import io.jenkins.plugins.gkeupgrade.realkube.FakeNodes;
import io.jenkins.plugins.gkeupgrade.realkube.RealKubernetes;
import io.jenkins.plugins.gkeupgrade.realkube.acceptance.StepRights.Right;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The old pool is retired on a control plane of its own, as it is gone afterwards: with a budget that says no (429), with
 * exactly the rights of the documented role, and put back on the way.
 */
@Tag("real-kubernetes")
@EnabledIfSystemProperty(named = RealKubernetes.FOLDER_PROPERTY, matches = ".+")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RetirePoolTest {
    private static final String ROLE = "gke-opt-in-upgrade-retire-pool";
    private static final String SYSTEM = "kube-system";
    private static final String SHOP = "retire-shop";
    private static final Selection ALL = Selection.of(SHOP, "", List.of(), List.of());

    private AcceptanceCluster cluster;
    private KubernetesClient admin;
    private Path user;
    private KubernetesClient asUser;
    private List<Right> documented;

    @BeforeAll
    void moveTheShop() {
        cluster = AcceptanceCluster.start(
                Path.of(System.getProperty(RealKubernetes.FOLDER_PROPERTY)).resolve("retire"));
        admin = cluster.admin();
        user = cluster.kubernetes().user("retirer");
        asUser = RealKubernetes.client(user);
        documented = StepRights.bind(admin, "retire-pool.yaml", ROLE, "retirer", user);
        new Fixtures("shop").deployment("cart", 2).service("cart").manifests().create(admin, SHOP);
        new Fixtures("system")
                .deployment("dns", 2)
                .service("dns")
                .budget("dns-stays", "dns", 2)
                .daemonSet("agent")
                .manifests()
                .create(admin, SYSTEM);
        Placements.in(admin, SHOP, SYSTEM).awaitSettled();
    }

    private void grant(List<Right> rights) {
        StepRights.grant(admin, ROLE, rights);
        rights.forEach(right -> StepRights.awaitKnown(asUser, SYSTEM, right, true));
    }

    @AfterAll
    void stop() {
        if (cluster != null) {
            asUser.close();
            cluster.close();
        }
    }

    private RealStageDriver retirer() {
        return cluster.steps(AcceptanceCluster.access(user));
    }

    private static RetireRequest retire(int timeoutMinutes) {
        return RetireRequest.of(AcceptanceCluster.OLD_POOL, "", "", "5m", true, false, timeoutMinutes);
    }

    private List<Node> nodes(String pool) {
        return admin.nodes().withLabel(FakeNodes.POOL_LABEL, pool).list().getItems();
    }

    /** What a retirement may change on nodes, by name. */
    private Map<String, String> settings() {
        return nodes(AcceptanceCluster.OLD_POOL).stream()
                .collect(Collectors.toMap(
                        n -> n.getMetadata().getName(),
                        n -> n.getMetadata().getLabels() + " " + n.getSpec().getUnschedulable() + " "
                                + n.getMetadata().getAnnotations()));
    }

    @Test
    @Order(1)
    void refusesAsLongAsTheShopHasNotMoved() {
        Map<String, String> before = settings();
        try (RealStageDriver steps = retirer()) {
            Refused e = assertThrows(Refused.class, () -> steps.runInBoth(retire(5)));
            assertTrue(e.getMessage().contains("Deployment retire-shop/cart"), e.getMessage());
        }
        assertEquals(before, settings());
    }

    @Test
    @Order(2)
    void namesTheRightThatIsMissing() {
        try (RealStageDriver steps = cluster.steps()) {
            assertEquals(Verdict.PASSED, steps.run(Requests.optIn(ALL)).verdict());
        }
        for (Right missing : documented) {
            if (!missing.verb().equals("patch") && !missing.verb().equals("create")) {
                continue;
            }
            Map<String, String> before = settings();
            List<Right> rights = new ArrayList<>(documented);
            rights.remove(missing);
            grant(rights);
            StepRights.awaitKnown(asUser, SYSTEM, missing, false);
            try (RealStageDriver steps = retirer()) {
                Failed failed = assertThrows(Failed.class, () -> steps.runInBoth(retire(5)), missing::toString);
                assertTrue(failed.getMessage().contains("may not " + missing), failed.getMessage());
                if (missing.verb().equals("patch")) {
                    assertTrue(failed.getMessage().contains("docs/rbac/retire-pool.yaml"), failed.getMessage());
                }
            }
            assertEquals(before, settings(), () -> "put back without " + missing);
        }
        grant(documented);
    }

    @Test
    @Order(3)
    void putsBackWhatItCordonedWhenTheBudgetNeverAllowsIt() {
        Map<String, String> before = settings();
        String theirs = nodes(AcceptanceCluster.OLD_POOL).get(0).getMetadata().getName();
        admin.nodes().withName(theirs).edit(node -> {
            node.getSpec().setUnschedulable(true);
            return node;
        });
        Map<String, String> withTheirs = settings();
        try (RealStageDriver steps = retirer()) {
            Failed e = assertThrows(Failed.class, () -> steps.runInBoth(retire(5)));
            assertTrue(
                    e.getMessage().contains("The disruption budget dns-stays needs 2 healthy pods and has 2 currently"),
                    e.getMessage());
            assertTrue(e.getMessage().startsWith("Timed out after 5 min, waiting to evict"), e.getMessage());
        }
        assertEquals(withTheirs, settings(), "what somebody else cordoned stays cordoned");
        admin.nodes().withName(theirs).edit(node -> {
            node.getSpec().setUnschedulable(null);
            return node;
        });
        assertEquals(before.keySet(), settings().keySet());
    }

    @Test
    @Order(4)
    void drainsOnceTheBudgetAllowsItWithExactlyTheDocumentedRights() {
        Set<String> used;
        try (RealStageDriver steps = retirer()) {
            steps.listening(line -> {
                if (line.contains("The disruption budget dns-stays")) {
                    relax();
                }
            });
            Outcome outcome = steps.runInBoth(retire(60));
            assertEquals(Verdict.PASSED, outcome.verdict());
            assertEquals(2, outcome.details().get("evicted"));
            used = new TreeSet<>(steps.requests().sent().keySet());
        }
        assertEquals(List.of(), nodes(AcceptanceCluster.OLD_POOL));
        Placements.in(admin, SHOP, SYSTEM).awaitSettled();
        assertEquals(
                Map.of(AcceptanceCluster.NEW_POOL, 4L),
                Placements.in(admin, SHOP, SYSTEM).byPool());
        used.removeIf(request -> request.startsWith("get /"));
        assertEquals(new HashSet<>(documented.stream().map(Right::toString).toList()), used);
    }

    private void relax() {
        Budget.named(admin, SYSTEM, "dns-stays").keep(1);
    }
}
