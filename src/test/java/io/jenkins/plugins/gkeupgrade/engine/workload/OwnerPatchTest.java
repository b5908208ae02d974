package io.jenkins.plugins.gkeupgrade.engine.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.JacksonJson;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnerPatchTest {
    private static final OptInEdit EDIT =
            new OptInEdit(new OptInTaint(OptInTaint.DEFAULT_KEY, GkeVersion.parse("1.33.5-gke.1")), Set.of("green"));

    private static OwnerPatch patch(WorkloadKind kind, String apiVersion, String podSpec, Ownership owner) {
        String template = "{template: {spec: " + podSpec + "}}";
        String spec = kind == WorkloadKind.CRON_JOB ? "{jobTemplate: {spec: " + template + "}}" : template;
        Workload workload = Workload.of(
                kind,
                Manifest.of(Tree.yaml("apiVersion: " + apiVersion + "\nkind: " + kind.kubernetes()
                        + "\nmetadata: {namespace: shop, name: cart}\nspec: " + spec)));
        MovePlan plan = MovePlan.of(workload, EDIT, new JacksonJson())
                .pinning(new ImagePins(Map.of("main", new ImagePins.Pin("web:1", "web:1@sha256:0"))));
        return new OwnerPatch(plan, owner);
    }

    private static final Ownership ARGO = new Ownership(Ownership.Tool.ARGO_CD, "store");

    @Test
    void isTheWholeChangeAsAStrategicMergePatch() {
        OwnerPatch patch = patch(
                WorkloadKind.DEPLOYMENT,
                "apps/v1",
                "{containers: [{name: side, image: log}, {name: main, image: 'web:1'}],"
                        + " tolerations: [{key: gpu, operator: Exists}],"
                        + " affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: []}},"
                        + " nodeSelector: {cloud.google.com/gke-nodepool: blue, disk: ssd}}",
                ARGO);

        assertEquals("gke-upgrade/shop-deployment-cart.patch.yaml", patch.file());
        assertEquals(Set.of(patch.file()), patch.files().keySet());
        String text = patch.files().get(patch.file());
        assertTrue(text.contains("It belongs to Argo CD application store."), text);
        assertTrue(text.contains("""
                #   patches:
                #   - path: shop-deployment-cart.patch.yaml
                #     target: {kind: Deployment, name: cart}
                """), text);
        assertEquals(Tree.yaml("""
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: cart, namespace: shop}
                        spec:
                          template:
                            spec:
                              tolerations:
                              - {key: gpu, operator: Exists}
                              - {key: kubernetes_version, operator: Equal, value: 1.33.5-gke.1, effect: NoSchedule}
                              affinity:
                                nodeAffinity:
                                  requiredDuringSchedulingIgnoredDuringExecution:
                                    nodeSelectorTerms:
                                    - matchExpressions:
                                      - {key: kubernetes_version, operator: In, values: [1.33.5-gke.1]}
                              nodeSelector: {cloud.google.com/gke-nodepool: green}
                              containers:
                              - {name: side}
                              - {name: main, image: "web:1@sha256:0"}
                        """), Tree.yaml(text));
    }

    /** Kustomize would put those that the patch names before the others. */
    @Test
    void keepsTheOrderInWhichInitContainersRun() {
        OwnerPatch patch = patch(
                WorkloadKind.DEPLOYMENT,
                "apps/v1",
                "{initContainers: [{name: fetch, image: 'fetch@sha256:1'}, {name: main, image: 'web:1'}],"
                        + " containers: [{name: side, image: log}]}",
                ARGO);
        Manifest spec =
                Manifest.of(Manifest.of(Tree.yaml(patch.files().get("gke-upgrade/shop-deployment-cart.patch.yaml")))
                        .map("spec", "template", "spec"));
        assertEquals(
                List.of(Map.of("name", "fetch"), Map.of("name", "main", "image", "web:1@sha256:0")),
                spec.list("initContainers"));
        assertEquals(List.of(), spec.list("containers"), "nothing of them changes");
    }

    @Test
    void reachesTheTemplateOfACronJob() {
        OwnerPatch patch = patch(WorkloadKind.CRON_JOB, "batch/v1", "{containers: []}", ARGO);
        Manifest tree = Manifest.of(Tree.yaml(patch.files().get("gke-upgrade/shop-cronjob-cart.patch.yaml")));
        assertEquals(
                1,
                tree.items("spec", "jobTemplate", "spec", "template", "spec", "tolerations")
                        .size());
    }

    @Test
    void hintsAtValuesForAChart() {
        OwnerPatch patch = patch(
                WorkloadKind.DEPLOYMENT,
                "apps/v1",
                "{containers: []}",
                new Ownership(Ownership.Tool.HELM, "shop/cart"));
        String values = patch.files().get("gke-upgrade/shop-deployment-cart.values.yaml");
        assertEquals(Set.of("tolerations", "affinity"), Tree.yaml(values).keySet());
    }

    @Test
    void quotesWhatYamlWouldReadAsSomethingElse() {
        Map<String, Object> tree = new java.util.LinkedHashMap<>();
        for (Object value : List.of(
                "yes",
                "1.33",
                "0x10",
                "a: b",
                "#x",
                "",
                "tab\tand\nline",
                "\"q\" \\",
                "null",
                "-",
                "ünicode",
                true,
                3,
                List.of(),
                Map.of(),
                List.of(List.of("a", "1"), Map.of("k", "no")))) {
            tree.put("key " + tree.size(), value);
        }
        tree.put("none", null);
        assertEquals(tree, Tree.yaml(YamlText.of(tree)));
    }
}
