package io.jenkins.plugins.gkeupgrade.simulation.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ApiException;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Caller;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Patch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesApiTest {
    private final TestCluster cluster = new TestCluster();

    @Test
    void fillsInDefaultsOfDeployments() {
        Manifest made = cluster.create(Resources.DEPLOYMENTS, """
                {'metadata':{'name':'cart','namespace':'shop'},
                 'spec':{'selector':{'matchLabels':{'app':'cart'}},
                  'template':{'metadata':{'labels':{'app':'cart'}},
                   'spec':{'containers':[{'name':'main','image':'cart'}]}}}}""");

        assertEquals(1, made.number(0, "spec", "replicas"));
        assertEquals("25%", made.text("spec", "strategy", "rollingUpdate", "maxSurge"));
        assertEquals("25%", made.text("spec", "strategy", "rollingUpdate", "maxUnavailable"));
        assertEquals(10, made.number(0, "spec", "revisionHistoryLimit"));
        assertEquals(600, made.number(0, "spec", "progressDeadlineSeconds"));
        assertEquals("Always", made.text("spec", "template", "spec", "restartPolicy"));
        assertEquals(30, made.number(0, "spec", "template", "spec", "terminationGracePeriodSeconds"));
        assertEquals("default-scheduler", made.text("spec", "template", "spec", "schedulerName"));
        assertEquals(
                "Always",
                made.items("spec", "template", "spec", "containers").get(0).text("imagePullPolicy"));
        assertEquals(1, made.number(0, "metadata", "generation"));
        assertEquals("apps/v1", made.text("apiVersion"));
        assertEquals("kubectl", made.items("metadata", "managedFields").get(0).text("manager"));
    }

    @ParameterizedTest
    @CsvSource({
        "{'metadata':{'labels':{'a':'b'}}}, 1",
        "{'metadata':{'annotations':{'a':'b'}}}, 2",
        "{'spec':{'replicas':3}}, 2",
        "{'spec':{'replicas':2}}, 1"
    })
    void countsGenerations(String patch, long generation) {
        cluster.deployment("cart", 2, "", "");
        Manifest now = cluster.merge(Resources.DEPLOYMENTS, "cart", patch);
        assertEquals(generation, now.number(0, "metadata", "generation"));
    }

    @Test
    void aPatchThatChangesNothingKeepsTheVersionAndIsLoggedAsSuch() {
        Manifest made = cluster.deployment("cart", 2, "", "");
        Manifest same = cluster.merge(Resources.DEPLOYMENTS, "cart", "{'spec':{'replicas':2}}");

        assertEquals(made.resourceVersion(), same.resourceVersion());
        var entries = cluster.kubernetes.writeLog().entries();
        assertEquals(
                List.of(true, false),
                entries.stream().map(entry -> entry.changed()).toList());
        assertEquals("patch", entries.get(1).verb());
    }

    @Test
    void replacingTheVersionByAnOldOneIsAConflict() {
        Manifest made = cluster.deployment("cart", 2, "", "");
        cluster.merge(Resources.DEPLOYMENTS, "cart", "{'spec':{'replicas':3}}");

        ApiException conflict = assertThrows(
                ApiException.class,
                () -> json("[{'op':'replace','path':'/metadata/resourceVersion','value':'" + made.resourceVersion()
                        + "'},{'op':'replace','path':'/spec/replicas','value':4}]"));
        assertEquals(409, conflict.code());
        assertEquals(
                "Operation cannot be fulfilled on deployments.apps \"cart\": the object has been modified;"
                        + " please apply your changes to the latest version and try again",
                conflict.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'op':'test','path':'/spec/replicas','value':7}]",
                "[{'op':'remove','path':'/spec/nothing'}]",
                "[{'op':'add','path':'/spec/no/way','value':1}]",
                "[{'op':'replace','path':'/spec/template/spec/containers/5','value':1}]",
                "[{'op':'paint','path':'/spec','value':1}]"
            })
    void aJsonPatchThatCannotBeAppliedIsInvalid(String patch) {
        cluster.deployment("cart", 2, "", "");
        ApiException invalid = assertThrows(ApiException.class, () -> json(patch));
        assertEquals(422, invalid.code());
        assertEquals(2, cluster.get(Resources.DEPLOYMENTS, "cart").number(0, "spec", "replicas"));
    }

    private Manifest json(String patch) {
        Object operations = new JacksonJson().read(patch.replace('\'', '"'));
        return cluster.api.patch(
                Resources.DEPLOYMENTS, "shop", "cart", Subresource.NONE, new Patch(Patch.Type.JSON, operations));
    }

    @Test
    void strategicMergeReplacesTolerationsAndMergesContainers() {
        cluster.deployment("cart", 1, "", ",'tolerations':[{'key':'a','operator':'Exists'}]");
        Manifest now = cluster.api.patch(
                Resources.DEPLOYMENTS,
                "shop",
                "cart",
                Subresource.NONE,
                new Patch(Patch.Type.STRATEGIC, TestCluster.tree("""
                        {'spec':{'template':{'spec':{'tolerations':[{'key':'b','operator':'Exists'}],
                          'containers':[{'name':'main','image':'other:2'},{'name':'side','image':'side:1'}]}}}}""")));

        assertEquals(1, now.list("spec", "template", "spec", "tolerations").size());
        List<Manifest> containers = now.items("spec", "template", "spec", "containers");
        assertEquals("other:2", containers.get(0).text("image"));
        assertEquals("100m", containers.get(0).text("resources", "requests", "cpu"));
        assertEquals("side", containers.get(1).text("name"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'spec':{'selector':{'matchLabels':{'app':'other'}}}} | field is immutable",
                "{'spec':{'template':{'metadata':{'labels':{'app':'other'}}}}} | `selector` does not match template",
                "{'spec':{'template':{'spec':{'tolerations':[{'key':'a','effect':'No_Schedule'}]}}}} |"
                        + " Unsupported value: \"No_Schedule\"",
                "{'spec':{'template':{'spec':{'tolerations':[{'key':'a','operator':'Exists','value':'b'}]}}}} |"
                        + " value must be empty when `operator` is 'Exists'",
                "{'spec':{'template':{'spec':{'affinity':{'nodeAffinity':"
                        + "{'requiredDuringSchedulingIgnoredDuringExecution':{'nodeSelectorTerms':[]}}}}}}} |"
                        + " must have at least one node selector term"
            })
    void refusesWhatKubernetesRefuses(String patch, String message) {
        cluster.deployment("cart", 1, "", "");
        ApiException invalid =
                assertThrows(ApiException.class, () -> cluster.merge(Resources.DEPLOYMENTS, "cart", patch));
        assertEquals(422, invalid.code());
        assertTrue(invalid.getMessage().contains(message), invalid.getMessage());
    }

    @Test
    void controllersRestWhileTheServerIsAway() {
        cluster.nodes("blue", 1).deployment("cart", 1, "", "");
        cluster.kubernetes.apiServerAway(true);
        cluster.advance(60);
        cluster.kubernetes.apiServerAway(false);
        assertTrue(cluster.pods("cart").isEmpty());
        cluster.untilRolledOut("cart");
    }

    @Test
    void saysNotFoundAndAlreadyExistsAsKubernetesDoes() {
        assertEquals(
                "deployments.apps \"cart\" not found",
                assertThrows(ApiException.class, () -> cluster.get(Resources.DEPLOYMENTS, "cart"))
                        .getMessage());
        cluster.deployment("cart", 0, "", "");
        ApiException exists = assertThrows(ApiException.class, () -> cluster.deployment("cart", 0, "", ""));
        assertEquals("deployments.apps \"cart\" already exists", exists.getMessage());
        assertEquals("AlreadyExists", exists.status().get("reason"));
        assertEquals(
                Map.of("name", "cart", "group", "apps", "kind", "deployments"),
                exists.status().get("details"));
    }

    @Test
    void scaleIsASubresource() {
        cluster.deployment("cart", 1, "", "");
        Manifest scale = cluster.api.patch(
                Resources.DEPLOYMENTS,
                "shop",
                "cart",
                Subresource.SCALE,
                new Patch(Patch.Type.MERGE, TestCluster.tree("{'spec':{'replicas':4}}")));
        assertEquals("Scale", scale.kind());
        assertEquals(4, cluster.get(Resources.DEPLOYMENTS, "cart").number(0, "spec", "replicas"));
    }

    @Test
    void aServiceAccountIsNoComponentOfTheCluster() {
        assertFalse(new Caller("system:serviceaccount:ci:jenkins", "gke-opt-in-upgrade").isComponent());
        assertTrue(Caller.component("deployment-controller").isComponent());
    }

    @ParameterizedTest
    @CsvSource({"1.20.2-gke.1, policy/v1beta1, batch/v1beta1", "1.33.5-gke.1, policy/v1, batch/v1"})
    void versionsOfTheApiDependOnTheServer(String version, String policy, String batch) {
        int minor = new TestCluster(version).kubernetes.controlPlaneVersion().minor();
        assertEquals(policy, Resources.POD_DISRUPTION_BUDGETS.apiVersion(minor));
        assertEquals(batch, Resources.CRON_JOBS.apiVersion(minor));
        assertFalse(Resources.DEPLOYMENTS.versionsAt(minor).isEmpty());
    }
}
