package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Another client edits the same workloads throughout: nothing of it is lost, and ours is there in the end. */
@OnAcceptanceCluster
class ConcurrentEditsTest {
    private static final String NAMESPACE = "edits";
    private static final Selection ALL = Selection.of(NAMESPACE, "", List.of(), List.of());
    private static final int WORKLOADS = 8;

    @Test
    void noEditIsLost(AcceptanceCluster cluster) throws InterruptedException {
        List<String> names =
                IntStream.range(0, WORKLOADS).mapToObj(i -> "busy-" + i).toList();
        Fixtures fixtures = new Fixtures("edits");
        names.forEach(name -> fixtures.deployment(name, 2));
        fixtures.manifests().create(cluster.admin(), NAMESPACE);
        Placements pods = Placements.in(cluster.admin(), NAMESPACE).awaitSettled();
        Team team = new Team(cluster.kubernetes(), NAMESPACE, names);
        try (team;
                RealStageDriver steps = cluster.steps()) {
            team.startEditing();
            Outcome moved = steps.run(Requests.optIn(ALL));
            assertEquals(WORKLOADS, ((List<?>) moved.details().get("moved")).size(), moved.summary());
            Outcome verified = steps.run(Requests.verify(ALL));
            assertEquals(Verdict.PASSED, verified.verdict(), verified.summary());
            team.stopEditing();
            assertEquals(Verdict.PASSED, steps.run(Requests.verify(ALL)).verdict());
            for (Deployment deployment : team.assertNothingLost()) {
                assertTrue(hasOurToleration(deployment), deployment::toString);
                assertTrue(hasOurAffinity(deployment), deployment::toString);
            }
            pods.awaitSettled();
            assertEquals(
                    List.of(AcceptanceCluster.NEW_POOL),
                    List.copyOf(pods.byPool().keySet()));

            team.startEditing();
            Outcome back = steps.run(Requests.rollback(ALL));
            assertEquals(Verdict.PASSED, back.verdict(), back.summary());
            team.stopEditing();
            for (Deployment deployment : team.assertNothingLost()) {
                assertFalse(hasOurToleration(deployment), deployment::toString);
                assertFalse(hasOurAffinity(deployment), deployment::toString);
            }
            pods.awaitSettled();
            assertEquals(
                    List.of(AcceptanceCluster.OLD_POOL),
                    List.copyOf(pods.byPool().keySet()));
        } finally {
            cluster.admin().namespaces().withName(NAMESPACE).delete();
        }
    }

    private static PodSpec spec(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec();
    }

    private static boolean hasOurToleration(Deployment deployment) {
        return spec(deployment).getTolerations().stream()
                .map(Toleration::getKey)
                .anyMatch(AcceptanceCluster.TAINT.key()::equals);
    }

    private static boolean hasOurAffinity(Deployment deployment) {
        Affinity affinity = spec(deployment).getAffinity();
        NodeSelector required = affinity == null || affinity.getNodeAffinity() == null
                ? null
                : affinity.getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution();
        return required != null
                && required.getNodeSelectorTerms().stream()
                        .allMatch(t -> t.getMatchExpressions().stream()
                                .anyMatch(e -> e.getKey().equals(AcceptanceCluster.TAINT.key())));
    }
}
