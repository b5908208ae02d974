package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.realkube.Await;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nobody outside notices: sixty workloads there and back, watched at every change. */
@OnAcceptanceCluster
class AvailabilityTest {
    private static final String NAMESPACE = "availability";
    private static final Selection ALL = Selection.of(NAMESPACE, "", List.of(), List.of());
    private static final int DEPLOYMENTS = 30;
    private static final int SURGING = 6;
    private static final int THRIFTY = 6;
    private static final int STATEFUL_SETS = 8;
    private static final int REPLICA_SETS = 5;
    private static final int DAEMON_SETS = 2;
    private static final int CRON_JOBS = 3;
    private static final int WAVE = 20;
    private static final String LOST = "availability-lost";

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
            assertEquals(60 - CRON_JOBS, watcher.services());
            assertEquals(60 - CRON_JOBS, watcher.changed().size(), watcher::toString);
            // Each pod comes and goes twice, and is seen in between.
            assertTrue(watcher.samples() > 8 * all, watcher::toString);
        } finally {
            admin.namespaces().withName(NAMESPACE).delete();
        }
    }

    /** Who only ever says that all is well is no witness. */
    @Test
    void theWatcherSeesWhatIsLost(AcceptanceCluster cluster) {
        KubernetesClient admin = cluster.admin();
        new Fixtures("lost")
                .deployment("gone", 2)
                .service("gone")
                .deployment("there", 2)
                .service("there")
                .manifests()
                .create(admin, LOST);
        Placements.in(admin, LOST).awaitSettled();
        try (AvailabilityWatcher watcher = AvailabilityWatcher.start(cluster.kubernetes(), LOST)) {
            Await.until("both Services to be served", () -> watcher.services() == 2, watcher::toString);
            admin.apps().deployments().inNamespace(LOST).withName("gone").scale(0);
            Await.until("the losses", () -> watcher.violations().size() == 3, watcher::toString);
            assertEquals(
                    Set.of(
                            "Deployment gone had 1 pods that serve, fewer than 2",
                            "Deployment gone had 0 pods that serve, fewer than 2",
                            "Service gone was left without endpoints"),
                    Set.copyOf(watcher.violations()));
        } finally {
            admin.namespaces().withName(LOST).delete();
        }
    }

    private static ManifestFile sixty() {
        Fixtures fixtures = new Fixtures("sixty");
        for (int i = 0; i < DEPLOYMENTS; i++) {
            fixtures.deployment("web-" + i, 1 + i % 3).service("web-" + i);
        }
        for (int i = 0; i < SURGING; i++) {
            fixtures.deployment("surging-" + i, 3, 2, 0).service("surging-" + i);
        }
        for (int i = 0; i < THRIFTY; i++) {
            fixtures.deployment("thrifty-" + i, 3, 0, 2).service("thrifty-" + i);
        }
        for (int i = 0; i < STATEFUL_SETS; i++) {
            fixtures.statefulSet("db-" + i, 2, Map.of()).service("db-" + i);
        }
        for (int i = 0; i < REPLICA_SETS; i++) {
            fixtures.replicaSet("bare-" + i, 2).service("bare-" + i);
        }
        for (int i = 0; i < DAEMON_SETS; i++) {
            fixtures.daemonSet("agent-" + i).service("agent-" + i);
        }
        for (int i = 0; i < CRON_JOBS; i++) {
            fixtures.cronJob("nightly-" + i);
        }
        return fixtures.manifests();
    }
}
