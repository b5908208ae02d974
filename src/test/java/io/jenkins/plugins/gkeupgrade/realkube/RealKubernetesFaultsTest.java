package io.jenkins.plugins.gkeupgrade.realkube;

import static io.jenkins.plugins.gkeupgrade.realkube.TestWorkloads.deployment;
import static io.jenkins.plugins.gkeupgrade.realkube.TestWorkloads.template;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperationsBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What tests do to the control plane, and what its users are told. */
@OnRealKubernetes
class RealKubernetesFaultsTest {
    private static final String NAMESPACE = "default";

    private final RealKubernetes cluster;
    private final KubernetesClient client;

    RealKubernetesFaultsTest(RealKubernetes cluster) {
        this.cluster = cluster;
        this.client = cluster.admin();
    }

    @BeforeEach
    void removeConfigMaps() {
        client.configMaps().inNamespace(NAMESPACE).withLabel("test", "faults").delete();
    }

    @Test
    @SuppressWarnings("try") // it only has to be there
    void aRestartOfTheApiServerKeepsTheDataAndTheKubeletGoesOn() {
        new FakeNodes(client).add(FakePool.of("restart", 1));
        try (FakeKubelet kubelet = FakeKubelet.start(cluster)) {
            client.resource(deployment("before", 2, template("before")))
                    .inNamespace(NAMESPACE)
                    .create();
            new AppPods(client, NAMESPACE, "before").awaitReady(2);

            cluster.killApiServer();
            assertThrows(KubernetesClientException.class, () -> client.nodes().list());
            cluster.restartApiServer();

            assertEquals(
                    2, new AppPods(client, NAMESPACE, "before").awaitReady(2).size(), kubelet::toString);
            client.resource(deployment("after", 2, template("after")))
                    .inNamespace(NAMESPACE)
                    .create();
            new AppPods(client, NAMESPACE, "after").awaitReady(2);
        }
    }

    @Test
    void aSecondStartTakesWhatRuns() {
        ControlPlaneScript script = new ControlPlaneScript(cluster.kubeconfig().getParent());
        String running = script.call("status");
        assertEquals(cluster.kubeconfig().toString(), script.call("start"));
        assertEquals(running, script.call("status"));
        String other = assertThrows(IllegalStateException.class, () -> script.call("start", "--port", "20001"))
                .getMessage();
        assertTrue(other.contains("already runs on port"), other);
    }

    @Test
    void oldWatchesAndContinuedListsExpire() {
        ConfigMap first = createConfigMap("first");
        createConfigMap("second");
        ConfigMapList page = client.configMaps()
                .inNamespace(NAMESPACE)
                .list(new ListOptionsBuilder().withLimit(1L).build());
        assertTrue(watchFrom(first).contains("\"ADDED\""), () -> watchFrom(first));

        cluster.compact();
        if (ServedApis.of(client).listsFromSnapshots()) {
            assertEquals(1, after(page).getItems().size());
        } else {
            KubernetesClientException expired = assertThrows(KubernetesClientException.class, () -> after(page));
            assertEquals(410, expired.getCode());
        }

        cluster.expireResourceVersions();
        assertTrue(watchFrom(first).contains("\"code\":410"), () -> watchFrom(first));
    }

    private ConfigMapList after(ConfigMapList page) {
        return client.configMaps()
                .inNamespace(NAMESPACE)
                .list(new ListOptionsBuilder()
                        .withLimit(1L)
                        .withContinue(page.getMetadata().getContinue())
                        .build());
    }

    private ConfigMap createConfigMap(String name) {
        return client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("test", "faults")
                        .endMetadata()
                        .build())
                .inNamespace(NAMESPACE)
                .create();
    }

    /** The events of one second, as the API server words them. */
    private String watchFrom(ConfigMap object) {
        return client.raw("/api/v1/namespaces/" + NAMESPACE + "/configmaps?watch=1&timeoutSeconds=1&resourceVersion="
                + object.getMetadata().getResourceVersion());
    }

    @Test
    void aUserMayDoNothingUntilARoleIsBound() {
        assertUserNeedsRole(cluster.user("alice"), "alice");
        assertUserNeedsRole(cluster.tokenUser("bob"), "system:serviceaccount:default:bob");
    }

    private void assertUserNeedsRole(Path kubeconfig, String userName) {
        try (KubernetesClient user = RealKubernetes.client(kubeconfig)) {
            KubernetesClientException refusal = assertThrows(
                    KubernetesClientException.class,
                    () -> user.pods().inNamespace(NAMESPACE).list());
            assertEquals(403, refusal.getCode());
            assertTrue(refusal.getMessage().contains(userName), refusal.getMessage());

            client.resource(new RoleBindingBuilder()
                            .withNewMetadata()
                            .withGenerateName("view-")
                            .endMetadata()
                            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "view")
                            .addNewSubject("rbac.authorization.k8s.io", "User", userName, null)
                            .build())
                    .inNamespace(NAMESPACE)
                    .create();
            Await.until("the role to be known", () -> mayListPods(user));
        }
    }

    private static boolean mayListPods(KubernetesClient user) {
        try {
            return user.pods().inNamespace(NAMESPACE).list() != null;
        } catch (KubernetesClientException e) {
            assertEquals(403, e.getCode());
            return false;
        }
    }

    @Test
    @SuppressWarnings("try") // it only has to be there
    void aWebhookMayObject() {
        var rule = new RuleWithOperationsBuilder()
                .withApiGroups("")
                .withApiVersions("v1")
                .withResources("configmaps")
                .withOperations("CREATE")
                .build();
        try (FakeWebhook webhook = FakeWebhook.start(
                cluster,
                "objects",
                rule,
                request -> request.getName().startsWith("bad")
                        ? Optional.of("bad names are not welcome")
                        : Optional.empty())) {
            Await.until("the webhook to be called", () -> objects("bad"));
            assertNotEquals("", createConfigMap("good").getMetadata().getUid());
        }
    }

    private boolean objects(String name) {
        try {
            client.resource(createConfigMap(name)).delete();
            return false;
        } catch (KubernetesClientException e) {
            assertTrue(e.getMessage().contains("bad names are not welcome"), e.getMessage());
            return true;
        }
    }

    @Test
    void flagsOfTheApiServerCanBeChanged() {
        cluster.restartApiServerWith("--watch-cache=false");
        ConfigMap object = createConfigMap("uncached");
        createConfigMap("unseen");
        cluster.compact();
        // Without a memory of its own the API server asks etcd, which has forgotten.
        assertTrue(watchFrom(object).contains("\"code\":410"), () -> watchFrom(object));
        cluster.restartApiServerWith();
    }
}
