package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nobody outside notices: sixty workloads there and back, watched at every change. */
@OnAcceptanceCluster
class AvailabilityTest {
    private static final String NAMESPACE = "availability";
    private static final Selection ALL = Selection.of(NAMESPACE, "", List.of(), List.of());
    private static final int DEPLOYMENTS = 44;
    private static final int STATEFUL_SETS = 8;
    private static final int REPLICA_SETS = 5;
    private static final int CRON_JOBS = 3;
    private static final int WAVE = 20;

    @Test
    void noWorkloadFallsBelowWhatItAllows(AcceptanceCluster cluster) {
        KubernetesClient admin = cluster.admin();
        sixty().create(admin, NAMESPACE);
        Placements pods = Placements.in(admin, NAMESPACE).awaitSettled();
        Map<String, String> templates = Templates.in(admin, NAMESPACE);
        long all = pods.byPool().get(AcceptanceCluster.OLD_POOL);
        try (AvailabilityWatcher watcher = AvailabilityWatcher.start(cluster.kubernetes(), NAMESPACE);
                RealStageDriver steps = cluster.steps()) {
            Outcome moved = steps.run(Requests.optIn(ALL, WAVE));
            assertEquals(60, ((List<?>) moved.details().get("moved")).size(), moved.summary());
            Outcome verified = steps.run(Requests.verify(ALL));
            assertEquals(Verdict.PASSED, verified.verdict(), verified.summary());
            assertEquals(Map.of(AcceptanceCluster.NEW_POOL, all), pods.byPool());

            Outcome back = steps.run(Requests.rollback(ALL));
            assertEquals(Verdict.PASSED, back.verdict(), back.summary());
            assertEquals(Map.of(AcceptanceCluster.OLD_POOL, all), pods.byPool());
            assertEquals(templates, Templates.in(admin, NAMESPACE));

            watcher.assertWell();
            assertEquals(DEPLOYMENTS + STATEFUL_SETS + REPLICA_SETS, watcher.services());
            // Each pod comes and goes twice, and is seen in between.
            assertTrue(watcher.samples() > 8 * all, watcher::toString);
        } finally {
            admin.namespaces().withName(NAMESPACE).delete();
        }
    }

    private static ManifestFile sixty() {
        Fixtures fixtures = new Fixtures("sixty");
        for (int i = 0; i < DEPLOYMENTS; i++) {
            fixtures.deployment("web-" + i, 1 + i % 3).service("web-" + i);
        }
        for (int i = 0; i < STATEFUL_SETS; i++) {
            fixtures.statefulSet("db-" + i, 2, Map.of()).service("db-" + i);
        }
        for (int i = 0; i < REPLICA_SETS; i++) {
            fixtures.replicaSet("bare-" + i, 2).service("bare-" + i);
        }
        for (int i = 0; i < CRON_JOBS; i++) {
            fixtures.cronJob("nightly-" + i);
        }
        return fixtures.manifests();
    }
}
