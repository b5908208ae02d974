package io.jenkins.plugins.gkeupgrade.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.optin.Handling;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Workloads that an operator made from a custom resource are listed, whatever becomes of them. */
class OperatorsWorkloadsTest {
    private static final OptInRequest REQUEST = OptInAcceptanceTest.optIn(OptInAcceptanceTest.SHOP, 5, "");

    private static String made(String kind, String name, String owner) {
        return OptInAcceptanceTest.workload(kind, name, 2, "", "")
                .replace(
                        "namespace: shop,",
                        "namespace: shop, ownerReferences: [{" + owner + ", uid: x, controller: true}],");
    }

    private static Twin twin() {
        return Twin.withGreenPool()
                .apply(made("Deployment", "orders", "apiVersion: example.com/v1, kind: Database, name: orders")
                        + made("ReplicaSet", "web-7d9f", "apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: web"))
                .settle();
    }

    private static final Map<String, String> REPLICA_SET = Map.of(
            "workload",
            "ReplicaSet shop/web-7d9f",
            "reason",
            "Rollout web made it and will make others like it; set the toleration and the node affinity there");

    @Test
    void areListedWithWhatTheirOperatorMadeThemFrom() {
        Twin twin = twin();
        Outcome outcome = twin.driver().run(REQUEST);
        assertEquals(Map.of("orders on blue", 2, "web-7d9f on blue", 2), twin.placement());
        assertEquals(
                List.of(
                        Map.of(
                                "workload",
                                "Deployment shop/orders",
                                "reason",
                                "it belongs to custom resource Database orders: its operator makes it from that and may"
                                        + " put back what that says; change it there, or say managed: 'patch'"),
                        REPLICA_SET),
                outcome.details().get("notMovable"));
    }

    @Test
    void moveIfTheScriptSaysSoAndSomethingWouldMakeTheirPodsAgain() {
        Twin twin = twin();
        Outcome outcome = twin.driver().run(REQUEST.with(Handling.of("", "patch")));
        assertEquals(Map.of("orders on green", 2, "web-7d9f on blue", 2), twin.placement());
        assertEquals(List.of(REPLICA_SET), outcome.details().get("notMovable"));
        twin.driver().run(OptInAcceptanceTest.rollback(OptInAcceptanceTest.SHOP));
        assertEquals(Map.of("orders on blue", 2, "web-7d9f on blue", 2), twin.placement());
    }

    @Test
    void theFileForTheirOwnerSaysThatItIsNoPatchOfACustomResource() {
        Outcome outcome = twin().driver().run(REQUEST.with(Handling.of("", "manifest")));
        Map<?, ?> manifest = (Map<?, ?>) ((List<?>) outcome.details().get("manifests")).get(0);
        assertEquals("custom resource Database orders", manifest.get("owner"));
        String text = manifest.get("files").toString();
        assertTrue(text.contains("A custom resource has fields of its own for this: set the same there."), text);
    }
}
