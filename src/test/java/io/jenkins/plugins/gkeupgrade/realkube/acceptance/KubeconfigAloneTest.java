package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesConnection;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesConnector;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesLimits;
import io.jenkins.plugins.gkeupgrade.kube.NodeControlPlane;
import io.jenkins.plugins.gkeupgrade.realkube.FakeKubelet;
import io.jenkins.plugins.gkeupgrade.realkube.FakeNodes;
import io.jenkins.plugins.gkeupgrade.realkube.FakePool;
import io.jenkins.plugins.gkeupgrade.realkube.OnRealKubernetes;
import io.jenkins.plugins.gkeupgrade.realkube.RealKubernetes;
import io.jenkins.plugins.gkeupgrade.simulation.Timeline;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A cluster without GKE, as the steps see it by a kubeconfig alone: nodes without pools, of which a person has labelled and
 * tainted some. The kubeconfig is that of a user with exactly the documented rights.
 */
@OnRealKubernetes
class KubeconfigAloneTest {
    private static final String NAMESPACE = "alone";
    private static final Selection SELECTION = Selection.of(NAMESPACE, "", List.of(), List.of());
    private static final String KEY = "kubernetes_version";
    private static final FakePool OLD = FakePool.of("old", 2).withVersion("v1.32.9");
    private static final FakePool NEW = FakePool.of("new", 2).withVersion("v1.33.5");

    @Test
    @SuppressWarnings("try") // the kubelet only has to be there
    void optsInVerifiesAndGoesBack(RealKubernetes cluster) {
        KubernetesClient admin = cluster.admin();
        new FakeNodes(admin).add(OLD);
        forgetPools(admin);
        try (FakeKubelet kubelet = FakeKubelet.start(cluster);
                RealStageDriver steps = steps(cluster)) {
            workloads().manifests().create(admin, NAMESPACE);
            Placements pods = Placements.in(admin, NAMESPACE).awaitSettled();
            Map<String, String> templates = Templates.in(admin, NAMESPACE);

            Refused refused = assertThrows(Refused.class, () -> steps.run(Requests.optIn(SELECTION)));
            assertTrue(
                    refused.getMessage().contains("kubectl taint nodes NODE " + KEY + "=1.33:"), refused.getMessage());
            new FakeNodes(admin).add(NEW);
            forgetPools(admin);
            setApart(admin);

            Outcome checked = steps.run(Requests.check(SELECTION));
            assertTrue(
                    checked.details().get("cluster").toString().contains("it has no GKE API, so that"),
                    checked.summary());
            assertEquals(
                    List.of(KEY + "-1.33"),
                    checked.details().get("pools"),
                    checked.details().toString());
            Outcome moved = steps.run(Requests.optIn(SELECTION));
            assertEquals(Verdict.PASSED, moved.verdict(), moved.summary());
            assertEquals(nodesOf(NEW), placed(admin), moved.summary());
            Outcome verified = steps.run(Requests.verify(SELECTION));
            assertEquals(Verdict.PASSED, verified.verdict(), verified.summary());
            assertEquals(
                    0, ((List<?>) steps.run(Requests.optIn(SELECTION)).details().get("moved")).size());

            Outcome back = steps.run(Requests.rollback(SELECTION));
            assertEquals(Verdict.PASSED, back.verdict(), back.summary());
            assertEquals(templates, Templates.in(admin, NAMESPACE));
            assertEquals(Set.of(), annotations(admin));
            pods.awaitSettled();
            assertEquals(nodesOf(OLD), placed(admin), back.summary());
        }
    }

    private static Fixtures workloads() {
        return new Fixtures("alone")
                .deployment("web", 4)
                .service("web")
                .statefulSet("db", 2, Map.of())
                .replicaSet("replicas", 2);
    }

    private static RealStageDriver steps(RealKubernetes cluster) {
        KubernetesClient admin = cluster.admin();
        Path user = cluster.user("step-user");
        StepRights.bind(admin, "step-user.yaml", AcceptanceCluster.STEP_ROLE, "step-user", user);
        KubernetesConnection connection =
                new KubernetesConnector(KubernetesLimits.DEFAULT).connect(AcceptanceCluster.access(user));
        return new RealStageDriver(
                new NodeControlPlane(ClusterRef.outsideGke("kubeadm"), connection.workloads()),
                new Timeline(Instant.now()),
                connection);
    }

    /** Of ours, on what moved there and back. */
    private static Set<String> annotations(KubernetesClient admin) {
        return Stream.of(
                        admin.apps().deployments(),
                        admin.apps().statefulSets(),
                        admin.apps().replicaSets())
                .flatMap(kind -> kind.inNamespace(NAMESPACE).list().getItems().stream())
                .filter(object -> object.getMetadata().getOwnerReferences().isEmpty())
                .flatMap(object -> object.getMetadata().getAnnotations().keySet().stream())
                .filter(key -> key.startsWith("gke-upgrade.jenkins.io/"))
                .collect(Collectors.toSet());
    }

    /** What a machine of GKE has and others have not. */
    private static void forgetPools(KubernetesClient admin) {
        for (Node node : admin.nodes().list().getItems()) {
            admin.nodes()
                    .withName(node.getMetadata().getName())
                    .edit(now -> new NodeBuilder(now)
                            .editMetadata()
                            .removeFromLabels(FakeNodes.POOL_LABEL)
                            .endMetadata()
                            .build());
        }
    }

    /** {@code kubectl label nodes} and {@code kubectl taint nodes}. */
    private static void setApart(KubernetesClient admin) {
        for (String name : nodesOf(NEW)) {
            admin.nodes()
                    .withName(name)
                    .edit(now -> new NodeBuilder(now)
                            .editMetadata()
                            .addToLabels(KEY, "1.33")
                            .endMetadata()
                            .editSpec()
                            .addNewTaint("NoSchedule", KEY, null, "1.33")
                            .endSpec()
                            .build());
        }
    }

    private static Set<String> nodesOf(FakePool pool) {
        return Set.of(pool.node(0), pool.node(1));
    }

    private static Set<String> placed(KubernetesClient admin) {
        return admin.pods().inNamespace(NAMESPACE).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .map(pod -> String.valueOf(pod.getSpec().getNodeName()))
                .collect(Collectors.toSet());
    }
}
