package io.jenkins.plugins.gkeupgrade.engine.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {
    private static final Map<String, String> LABELS =
            Map.of("app", "cart", "team", "basket", "example.com/tier", "web", "in", "");

    private static Manifest deployment(String namespace, String name) {
        return Manifest.of(Tree.yaml("{kind: Deployment, metadata: {name: " + name + ", namespace: " + namespace
                + ", labels: {app: cart}}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app=cart | true",
                "app==cart | true",
                "app = cart, team=basket | true",
                "app!=cart | false",
                "app!=db | true",
                "missing!=x | true",
                "app in (cart, db) | true",
                "app in (db) | false",
                "app notin (db, web),team | true",
                "!legacy | true",
                "!app | false",
                "example.com/tier=web | true",
                "in== | true",
                "in=,app | true",
                "app== | false",
                "app in (,cart) | true",
                "in notin () | false",
                "in in(in,) | true",
                "notin notin (notin) | true",
                "'' | true"
            })
    void matchesAsKubernetesDoes(String selector, boolean expected) {
        assertEquals(expected, LabelSelector.parse(selector).matches(LABELS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",",
                "app=a=b",
                "app in",
                "app in ()x",
                "=x",
                "app=ca rt",
                "a,,b",
                "app=<script>",
                "app===a",
                "!",
                "!app=a",
                "app in (a",
                "app in a",
                "app=!a",
                "app a",
                "app>1",
                "a/b/c=d"
            })
    void refusesWhatIsNoSelector(String selector) {
        InvalidValue e = assertThrows(InvalidValue.class, () -> Selection.of("shop", selector, List.of(), List.of()));
        assertTrue(e.getMessage().startsWith("selector: '" + selector + "'"), e.getMessage());
    }

    @Test
    void looksInTheDefaultNamespaceUnlessTold() {
        Selection selection = Selection.of(null, null, null, null);
        assertTrue(selection.includes(WorkloadKind.DEPLOYMENT, deployment("default", "cart")));
        assertFalse(selection.includes(WorkloadKind.DEPLOYMENT, deployment("shop", "cart")));
    }

    @Test
    void leavesSystemNamespacesOutOfAll() {
        Selection selection = Selection.of("*", "", List.of(), List.of());
        assertTrue(selection.includes(WorkloadKind.DEPLOYMENT, deployment("shop", "cart")));
        assertFalse(selection.includes(WorkloadKind.DEPLOYMENT, deployment("kube-system", "dns")));
        assertFalse(selection.includes(WorkloadKind.DEPLOYMENT, deployment("gmp-system", "collector")));
    }

    @Test
    void takesNamesWithAndWithoutKind() {
        Selection selection = Selection.of("shop", "", List.of("cart", "statefulset/db"), List.of());
        assertTrue(selection.includes(WorkloadKind.DEPLOYMENT, deployment("shop", "cart")));
        assertTrue(selection.includes(WorkloadKind.STATEFUL_SET, deployment("shop", "db")));
        assertFalse(selection.includes(WorkloadKind.DEPLOYMENT, deployment("shop", "db")));
    }

    @Test
    void understandsKindsAsKubectlDoes() {
        for (String kind : List.of("deploy", "DEPLOYMENTS", "deployment.apps", "deployments.apps", "Deployment")) {
            assertEquals(WorkloadKind.DEPLOYMENT, WorkloadKind.parse(kind), kind);
        }
        assertEquals(
                List.of("StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job", "CronJob", "Pod"),
                Stream.of("sts", "ds", "rs", "rc", "jobs.batch", "cj", "po")
                        .map(kind -> WorkloadKind.parse(kind).kubernetes())
                        .toList());
        for (String kind : List.of("", "deployment.batch", "pod.", "jo")) {
            assertThrows(InvalidValue.class, () -> WorkloadKind.parse(kind), kind);
        }
    }

    @Test
    void leavesOutWhatAControllerMade() {
        Manifest owned = Manifest.of(Tree.yaml("{kind: ReplicaSet, metadata: {name: cart-1, namespace: shop,"
                + " ownerReferences: [{kind: Deployment, name: cart, controller: true}]}}"));
        assertFalse(Selection.of("shop", "", List.of(), List.of()).includes(WorkloadKind.REPLICA_SET, owned));
    }

    @Test
    void takesWhatAnOperatorMadeBecauseItsOwnerIsOfNoKindThatIsKnown() {
        assertTrue(made("StatefulSet", "monitoring.coreos.com/v1", "Prometheus", "{}"));
        assertTrue(made("ReplicaSet", "argoproj.io/v1alpha1", "Rollout", "{replicas: 2}"));
        assertTrue(made("Pod", "core.strimzi.io/v1beta2", "StrimziPodSet", "{restartPolicy: Always}"));
        assertTrue(made("Pod", "batch.volcano.sh/v1alpha1", "Job", "{restartPolicy: Always}"), "not the Job we know");
        assertFalse(made("ReplicaSet", "argoproj.io/v1alpha1", "Rollout", "{replicas: 0}"), "kept for a way back");
        assertFalse(made("Pod", "tekton.dev/v1", "TaskRun", "{restartPolicy: Never}"), "ends where it runs");
        assertFalse(made("ReplicaSet", "apps/v1", "Deployment", "{replicas: 2}"));
        assertFalse(made("Job", "batch/v1", "CronJob", "{}"));
        assertFalse(made("Pod", "v1", "Node", "{restartPolicy: Always}"), "a static pod");
    }

    private static boolean made(String kind, String ownersVersion, String ownersKind, String spec) {
        Manifest object = Manifest.of(Tree.yaml("{kind: " + kind + ", metadata: {name: x, namespace: shop,"
                + " ownerReferences: [{apiVersion: " + ownersVersion + ", kind: " + ownersKind
                + ", name: y, uid: z, controller: true}]}, spec: " + spec + "}"));
        return Selection.of("shop", "", List.of(), List.of()).includes(WorkloadKind.parse(kind), object);
    }

    @Test
    void namesTheParameterThatIsWrong() {
        assertEquals("namespace", firstWord(() -> Selection.of("Shop", "", List.of(), List.of())));
        assertEquals("names", firstWord(() -> Selection.of("shop", "", List.of("Cart!"), List.of())));
        assertEquals("kinds", firstWord(() -> Selection.of("shop", "", List.of(), List.of("Service"))));
    }

    private static String firstWord(Executable wrong) {
        return assertThrows(InvalidValue.class, wrong).getMessage().split(":")[0];
    }
}
