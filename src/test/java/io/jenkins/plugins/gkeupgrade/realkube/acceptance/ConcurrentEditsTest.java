package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Toleration;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.realkube.ServedApis;
import io.jenkins.plugins.gkeupgrade.realkube.acceptance.Team.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Another client edits the same workloads throughout: nothing of it is lost, and ours is there in the end. */
@OnAcceptanceCluster
class ConcurrentEditsTest {
    private static final String NAMESPACE = "edits";
    private static final int DEPLOYMENTS = 5;
    private static final Selection ALL = Selection.of(NAMESPACE, "", List.of(), List.of());

    @Test
    void noEditIsLost(AcceptanceCluster cluster) throws InterruptedException {
        List<Target> targets = workloads(cluster);
        Placements pods = Placements.in(cluster.admin(), NAMESPACE).awaitSettled();
        Team team = new Team(cluster.kubernetes(), NAMESPACE, targets);
        try (team;
                RealStageDriver steps = cluster.steps()) {
            team.startEditing();
            Outcome moved = steps.run(Requests.optIn(ALL));
            assertEquals(targets.size(), ((List<?>) moved.details().get("moved")).size(), moved.summary());
            Outcome verified = steps.run(Requests.verify(ALL));
            assertEquals(Verdict.PASSED, verified.verdict(), verified.summary());
            team.stopEditing();
            assertEquals(Verdict.PASSED, steps.run(Requests.verify(ALL)).verdict());
            team.assertNothingLost().forEach((target, spec) -> {
                assertTrue(hasOurToleration(spec), () -> target + " " + spec);
                // The pods of a DaemonSet serve both pools.
                assertEquals(!target.kind().equals("DaemonSet"), hasOurAffinity(spec), () -> target + " " + spec);
            });
            pods.awaitSettled();
            assertEquals(
                    List.of(AcceptanceCluster.NEW_POOL),
                    List.copyOf(pods.byPool().keySet()));

            team.startEditing();
            Outcome back = steps.run(Requests.rollback(ALL));
            assertEquals(Verdict.PASSED, back.verdict(), back.summary());
            team.stopEditing();
            team.assertNothingLost().forEach((target, spec) -> {
                assertFalse(hasOurToleration(spec), () -> target + " " + spec);
                assertFalse(hasOurAffinity(spec), () -> target + " " + spec);
            });
            pods.awaitSettled();
            assertEquals(
                    List.of(AcceptanceCluster.OLD_POOL),
                    List.copyOf(pods.byPool().keySet()));
        } finally {
            cluster.admin().namespaces().withName(NAMESPACE).delete();
        }
    }

    /** Of every kind that moves. */
    private static List<Target> workloads(AcceptanceCluster cluster) {
        Fixtures fixtures = new Fixtures("edits");
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < DEPLOYMENTS; i++) {
            fixtures.deployment("busy-" + i, 2);
            targets.add(new Target("apps/v1", "Deployment", "busy-" + i));
        }
        fixtures.statefulSet("stateful", 2, Map.of())
                .daemonSet("daemon")
                .replicaSet("replicas", 2)
                .replicationController("controlled", 2)
                .cronJob("cron")
                .manifests()
                .create(cluster.admin(), NAMESPACE);
        targets.add(new Target("apps/v1", "StatefulSet", "stateful"));
        targets.add(new Target("apps/v1", "DaemonSet", "daemon"));
        targets.add(new Target("apps/v1", "ReplicaSet", "replicas"));
        targets.add(new Target("v1", "ReplicationController", "controlled"));
        targets.add(new Target(ServedApis.of(cluster.admin()).cronJobs(), "CronJob", "cron"));
        return targets;
    }

    private static boolean hasOurToleration(PodSpec spec) {
        return spec.getTolerations().stream().map(Toleration::getKey).anyMatch(AcceptanceCluster.TAINT.key()::equals);
    }

    private static boolean hasOurAffinity(PodSpec spec) {
        Affinity affinity = spec.getAffinity();
        NodeSelector required = affinity == null || affinity.getNodeAffinity() == null
                ? null
                : affinity.getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution();
        return required != null
                && required.getNodeSelectorTerms().stream()
                        .allMatch(t -> t.getMatchExpressions().stream()
                                .anyMatch(e -> e.getKey().equals(AcceptanceCluster.TAINT.key())));
    }
}
