package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.realkube.ServedApis;
import java.util.List;
import java.util.Map;

/**
 * Workloads on which the steps use every right that they may need: one of each kind, one whose pods do not start on the
 * new pool, and some that are waited for without an end, so that a watch that ends is noticed for sure.
 */
final class RightsWorkloads implements AutoCloseable {
    private final AcceptanceCluster cluster;
    private final KubernetesClient admin;
    private final String namespace;

    RightsWorkloads(AcceptanceCluster cluster, String namespace) {
        this.cluster = cluster;
        this.admin = cluster.admin();
        this.namespace = namespace;
        oneOfEachKind().manifests().create(admin, namespace);
        new Fixtures("stuck")
                .statefulSet("stuck", 2, Fixtures.BROKEN_ON_NEW_POOL)
                .manifests()
                .create(admin, namespace);
        Placements.in(admin, namespace).awaitSettled();
    }

    private Fixtures oneOfEachKind() {
        Fixtures all = new Fixtures("good")
                .deployment("deployment", 2)
                .statefulSet("stateful", 2, Map.of())
                .daemonSet("daemon")
                .replicaSet("replicas", 2)
                .replicationController("controlled", 2)
                .job("job")
                .cronJob("cron");
        return ServedApis.of(admin).suspendJobs() ? all.suspendedJob("suspended") : all;
    }

    /** One of each kind. */
    Selection good() {
        return Selection.of(namespace, "set=good", List.of(), List.of());
    }

    /** The one of that kind. */
    Selection good(String resource) {
        return Selection.of(namespace, "set=good", List.of(), List.of(resource));
    }

    /** A StatefulSet that goes back by itself: its pods do not start on the new pool. */
    Selection stuck() {
        return Selection.of(namespace, "set=stuck", List.of(), List.of());
    }

    /** In a namespace of its own, an opted-in Deployment whose new pod never gets ready. */
    Selection waiting() {
        String own = waitingNamespace();
        if (admin.namespaces().withName(own).get() == null) {
            deployment(own, Fixtures.NEVER_READY_ON_NEW_POOL);
            try (RealStageDriver steps = cluster.steps().listening(Stopped.at("is not ready yet"))) {
                assertThrows(Stopped.class, () -> steps.run(Requests.optIn(all(own))));
            }
        }
        return all(own);
    }

    String waitingNamespace() {
        return namespace + "-waiting";
    }

    /** In a namespace of its own, a Deployment on its way back whose pod will never be ready on the old pool. */
    Selection returning() {
        String own = returningNamespace();
        deployment(own, Map.of());
        try (RealStageDriver steps = cluster.steps()) {
            steps.run(Requests.optIn(all(own)));
        }
        admin.apps().deployments().inNamespace(own).withName("waiting").edit(deployment -> {
            deployment.getSpec().getTemplate().getMetadata().setAnnotations(Fixtures.NEVER_READY_ON_OLD_POOL);
            return deployment;
        });
        Placements.in(admin, own).awaitSettled();
        try (RealStageDriver steps = cluster.steps().listening(Stopped.at("waiting for 1 workload"))) {
            assertThrows(Stopped.class, () -> steps.run(Requests.rollback(all(own))));
        }
        return all(own);
    }

    String returningNamespace() {
        return namespace + "-returning";
    }

    private void deployment(String own, Map<String, String> podAnnotations) {
        new Fixtures("waiting")
                .deployment("waiting", 1, podAnnotations)
                .manifests()
                .create(admin, own);
        Placements.in(admin, own).awaitSettled();
    }

    private static Selection all(String namespace) {
        return Selection.of(namespace, "", List.of(), List.of());
    }

    @Override
    public void close() {
        List.of(namespace, waitingNamespace(), returningNamespace())
                .forEach(name -> admin.namespaces().withName(name).delete());
    }
}
