package io.jenkins.plugins.gkeupgrade.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.optin.Handling;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInRequest;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessPolicy;
import io.jenkins.plugins.gkeupgrade.engine.workload.Tree;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Patch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Moves whose images change under their tag, and moves of workloads that another tool writes. */
class HandledMovesTest {
    private static final String CART = "registry.example/cart:1";

    private static OptInRequest request(String images, String managed) {
        return OptInAcceptanceTest.optIn(OptInAcceptanceTest.SHOP, 5, "").with(Handling.of(images, managed));
    }

    private static Twin cart() {
        return Twin.withGreenPool()
                .apply(OptInAcceptanceTest.deployment("cart", 3, ""))
                .settle();
    }

    private static Map<String, String> images(Twin twin) {
        Map<String, String> images = new TreeMap<>();
        for (Manifest pod : twin.list(Resources.PODS)) {
            if (pod.text("metadata", "deletionTimestamp").isEmpty()) {
                pod.items("status", "containerStatuses")
                        .forEach(s -> images.merge(
                                pod.labels().get("app").toString(),
                                s.text("imageID"),
                                (a, b) -> a.equals(b) ? a : a + " and " + b));
            }
        }
        return images;
    }

    @Test
    void aTagThatMeansAnotherImageByNowIsTold() {
        Twin twin = cart();
        String before = images(twin).get("cart");
        twin.kubernetes.registry().push(CART, "another application");

        Outcome outcome = twin.driver().run(request("", ""));

        String now = images(twin).get("cart");
        assertFalse(before.equals(now), "the new nodes pulled what the tag means now");
        String change = "the move changed the image of container main: " + CART + " was " + digest(before)
                + " and is now " + digest(now) + "; pin the image by digest";
        assertEquals(
                List.of(Map.of("workload", "Deployment shop/cart", "reason", change)),
                outcome.details().get("imageChanges"));
        Map<?, ?> row = (Map<?, ?>) ((List<?>) outcome.details().get("workloads")).get(0);
        assertTrue(row.get("reason").toString().endsWith("; " + change), row.toString());
        assertTrue(twin.log.contains("WARNING: Deployment shop/cart: " + change), twin.log.toString());
        assertTrue(
                twin.log.stream().anyMatch(l -> l.startsWith("WARNING: wave 1: a new node may pull another image")),
                twin.log.toString());
    }

    private static String digest(String id) {
        return id.substring(id.indexOf('@') + 1);
    }

    @Test
    void aPinBringsTheSameImageAndGoesWithTheRollback() {
        Twin twin = cart();
        Map<String, Object> templates = twin.templates();
        Map<String, String> before = images(twin);
        twin.kubernetes.registry().push(CART, "another application");

        Outcome outcome = twin.driver().run(request("pin", ""));

        assertEquals(Map.of("cart on green", 3), twin.placement());
        assertEquals(before, images(twin), "the image that ran before, though the tag means another one by now");
        assertEquals(List.of(), outcome.details().get("imageChanges"));
        assertTrue(
                twin.templates().toString().contains(CART + "@" + digest(before.get("cart"))),
                twin.templates().toString());
        assertTrue(twin.log.stream().noneMatch(l -> l.startsWith("WARNING")), twin.log.toString());

        int writes = twin.kubernetes.writeLog().size();
        twin.driver().run(request("pin", ""));
        assertEquals(writes, twin.kubernetes.writeLog().size(), "once is enough");

        twin.driver().run(OptInAcceptanceTest.rollback(OptInAcceptanceTest.SHOP));
        assertEquals(templates, twin.templates(), "to the byte");
    }

    @Test
    void aReleaseAfterTheMoveStaysWhenTheWorkloadGoesBack() {
        Twin twin = cart();
        Object placement = podSpec(twin).get("affinity");
        twin.driver().run(request("pin", ""));
        Manifest cart = twin.api().get(Resources.DEPLOYMENTS, "shop", "cart");
        Map<String, Object> container = new TreeMap<>(
                cart.items("spec", "template", "spec", "containers").get(0).tree());
        container.put("image", "registry.example/cart:2");
        twin.api()
                .replace(
                        Resources.DEPLOYMENTS,
                        Subresource.NONE,
                        Trees.with(cart, List.of(container), "spec", "template", "spec", "containers"));
        twin.settle();

        twin.driver().run(OptInAcceptanceTest.rollback(OptInAcceptanceTest.SHOP));

        assertEquals(
                "registry.example/cart:2",
                Manifest.of(podSpec(twin)).items("containers").get(0).text("image"));
        assertEquals(placement, podSpec(twin).get("affinity"));
        assertEquals(Map.of("cart on blue", 3), twin.placement());
    }

    private static Map<String, Object> podSpec(Twin twin) {
        return twin.api().get(Resources.DEPLOYMENTS, "shop", "cart").map("spec", "template", "spec");
    }

    @Test
    void workloadsWithMutableTagsStayWhenTheyAreRefused() {
        Twin twin = cart();
        Outcome outcome = twin.driver().run(request("refuse", ""));
        assertEquals(Map.of("cart on blue", 3), twin.placement());
        assertEquals(
                List.of(Map.of(
                        "workload",
                        "Deployment shop/cart",
                        "reason",
                        "a new node may pull another image as " + CART + "; name it by digest, or say images: 'pin'")),
                outcome.details().get("notMovable"));
    }

    private static Twin managed() {
        String argo = OptInAcceptanceTest.deployment("cart", 2, "")
                .replace(
                        "namespace: shop,",
                        "namespace: shop, annotations: {argocd.argoproj.io/tracking-id:"
                                + " 'store:apps/Deployment:shop/cart'},");
        return Twin.withGreenPool()
                .apply(argo + OptInAcceptanceTest.deployment("free", 2, ""))
                .settle();
    }

    @Test
    void whatAnotherToolWritesIsNotMovedBehindItsBack() {
        Twin twin = managed();
        Map<String, Object> before = twin.templates();
        Outcome outcome = twin.driver().run(request("", ""));
        assertEquals(Map.of("cart on blue", 2, "free on green", 2), twin.placement());
        assertEquals(before.get("Deployment shop/cart"), twin.templates().get("Deployment shop/cart"));
        assertEquals(List.of("Deployment shop/free"), outcome.details().get("moved"));
        assertTrue(outcome.summary().contains("it belongs to Argo CD application store"), outcome.summary());
        assertEquals(List.of(), outcome.details().get("manifests"));
    }

    @Test
    void nothingOptedInIsNotGreen() {
        Twin none = cart();
        assertEquals(
                Verdict.INCONCLUSIVE, none.driver().run(request("refuse", "")).verdict());
        Twin some = managed();
        assertEquals(Verdict.PASSED, some.driver().run(request("", "")).verdict(), "free has moved");
        Twin filed = managed();
        filed.api().delete(Resources.DEPLOYMENTS, "shop", "free", DeleteOptions.DEFAULT);
        filed.settle();
        assertEquals(Verdict.PASSED, filed.driver().run(request("", "manifest")).verdict(), "the owner has the file");
        assertEquals(Verdict.INCONCLUSIVE, filed.driver().run(request("", "")).verdict());
    }

    @Test
    void itIsMovedWhenTheScriptSaysSo() {
        Twin twin = managed();
        twin.driver().run(request("", "patch"));
        assertEquals(Map.of("cart on green", 2, "free on green", 2), twin.placement());
    }

    @Test
    void itIsMovedWhereThatIsAccepted() {
        Twin byStep = managed();
        ReadinessPolicy policy = ReadinessPolicy.of(List.of("managed-elsewhere"), "");
        Outcome outcome = byStep.driver().run(request("", "").with(policy));
        assertEquals(Map.of("cart on green", 2, "free on green", 2), byStep.placement());
        assertEquals(List.of("the step (accept)"), acceptedBy(outcome));

        Twin byOwner = managed();
        byOwner.api()
                .patch(
                        Resources.DEPLOYMENTS,
                        "shop",
                        "cart",
                        Subresource.NONE,
                        new Patch(
                                Patch.Type.MERGE,
                                Tree.yaml(
                                        "metadata: {annotations: {gke-upgrade.jenkins.io/accept: managed-elsewhere}}")));
        outcome = byOwner.driver().run(request("", ""));
        assertEquals(Map.of("cart on green", 2, "free on green", 2), byOwner.placement());
        assertEquals(
                List.of("the annotation gke-upgrade.jenkins.io/accept of Deployment shop/cart"), acceptedBy(outcome));

        Twin filed = managed();
        filed.driver().run(request("", "manifest").with(policy));
        assertEquals(Map.of("cart on blue", 2, "free on green", 2), filed.placement(), "the script wants files");
    }

    private static List<Object> acceptedBy(Outcome outcome) {
        return ((List<?>) outcome.details().get("accepted"))
                .stream().<Object>map(f -> ((Map<?, ?>) f).get("acceptedBy")).toList();
    }

    /** Takes the placement away again, the record and the images apart, as one that applies its own manifests does. */
    private static void selfHeal(Twin twin, int times) {
        if (times == 0) {
            return;
        }
        twin.timeline.after(Duration.ofSeconds(1), () -> {
            boolean moved = podSpec(twin).containsKey("tolerations");
            if (moved) {
                twin.api()
                        .patch(
                                Resources.DEPLOYMENTS,
                                "shop",
                                "cart",
                                Subresource.NONE,
                                new Patch(
                                        Patch.Type.MERGE,
                                        Tree.yaml("spec: {template: {spec: {tolerations: null, affinity: null}}}")));
            }
            selfHeal(twin, moved ? times - 1 : times);
        });
    }

    @Test
    void anOwnerWhoAlwaysTakesTheMoveBackIsNamedAndLeftAlone() {
        Twin twin = managed();
        Map<String, Object> before = twin.templates();
        selfHeal(twin, 100);
        Failed failed = assertThrows(Failed.class, () -> twin.driver().run(request("pin", "patch")));
        assertTrue(
                failed.getMessage()
                        .contains("Deployment shop/cart: somebody took its opt-in away 3 times; it belongs to Argo CD"
                                + " application store, so make the change there"),
                failed.getMessage());
        assertEquals(before, twin.templates(), "the pins went with the wave");
    }

    @Test
    void oneWhoDoesSoOnceIsNot() {
        Twin twin = managed();
        Map<String, Object> before = twin.templates();
        selfHeal(twin, 1);
        twin.driver().run(request("pin", "patch"));
        assertEquals(Map.of("cart on green", 2, "free on green", 2), twin.placement());
        twin.driver().run(OptInAcceptanceTest.rollback(OptInAcceptanceTest.SHOP));
        assertEquals(before, twin.templates(), "the pins of the first time are not forgotten");
    }

    @Test
    void itsOwnerGetsTheChangeAsAFile() {
        Twin twin = managed();
        Outcome outcome = twin.driver().run(request("pin", "manifest"));
        assertEquals(Map.of("cart on blue", 2, "free on green", 2), twin.placement());
        Map<?, ?> manifest = (Map<?, ?>) ((List<?>) outcome.details().get("manifests")).get(0);
        assertEquals("Argo CD application store", manifest.get("owner"));
        String text = ((Map<?, ?>) manifest.get("files"))
                .get("gke-upgrade/shop-deployment-cart.patch.yaml")
                .toString();

        // What the owner does with it: after that the workload has opted in, by its own team.
        twin.api()
                .patch(
                        Resources.DEPLOYMENTS,
                        "shop",
                        "cart",
                        Subresource.NONE,
                        new Patch(Patch.Type.STRATEGIC, Tree.yaml(text)));
        twin.settle();
        assertEquals(Map.of("cart on green", 2, "free on green", 2), twin.placement());
        Outcome again = twin.driver().run(request("", "manifest"));
        assertEquals(
                List.of("Deployment shop/cart", "Deployment shop/free"),
                again.details().get("optedIn"));
        assertEquals(List.of(), again.details().get("manifests"));
    }

    @Test
    void wordsThatAreNotKnownAreRefusedByName() {
        assertTrue(assertThrows(RuntimeException.class, () -> Handling.of("freeze", ""))
                .getMessage()
                .startsWith("images: 'freeze'"));
        assertTrue(assertThrows(RuntimeException.class, () -> Handling.of("", "ask"))
                .getMessage()
                .startsWith("managed: 'ask'"));
    }
}
