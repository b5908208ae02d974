package io.jenkins.plugins.gkeupgrade.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.gkeupgrade.emulator.KubernetesRequest;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInRequest;
import io.jenkins.plugins.gkeupgrade.engine.optin.RollbackRequest;
import io.jenkins.plugins.gkeupgrade.engine.verify.VerifyRequest;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A step that finds everything as it wants it looks once, and watches nothing. */
class SecondRunOverHttpTest {
    private static final Selection SHOP = Selection.of("shop", "", List.of(), List.of());

    private static final String SHOP_MANIFESTS = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: cart, namespace: shop}
            spec:
              replicas: 2
              selector: {matchLabels: {app: cart}}
              template:
                metadata: {labels: {app: cart}}
                spec: {containers: [{name: main, image: "shop/cart:1"}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: cart, namespace: shop}
            spec: {selector: {app: cart}, ports: [{port: 80}]}
            """;

    private final TwinOverHttp cluster = new TwinOverHttp();

    SecondRunOverHttpTest() throws IOException {}

    @AfterEach
    void close() {
        cluster.close();
    }

    /** @return the verbs of its requests */
    private Set<String> verbsOf(StageRequest<?> request) {
        cluster.emulator.requests().clear();
        Outcome outcome = cluster.run(request);
        assertEquals(Verdict.PASSED, outcome.verdict(), outcome.summary());
        return cluster.emulator.requests().all().stream()
                .map(KubernetesRequest::verb)
                .collect(Collectors.toSet());
    }

    @Test
    void whatHasNothingToDoOnlyLists() {
        cluster.twin.apply(SHOP_MANIFESTS).settle();
        OptInRequest optIn = OptInRequest.of("1.33", "", SHOP, 5, false, "", 60);
        RollbackRequest rollback = RollbackRequest.of("1.33", "", SHOP, 30);

        assertEquals(Set.of("get", "list", "patch", "watch"), verbsOf(optIn));
        cluster.twin.settle();
        assertEquals(Set.of("list"), verbsOf(optIn));
        assertEquals(Set.of("list"), verbsOf(VerifyRequest.of("1.33", "", SHOP, 30)));
        assertEquals(Set.of("list", "patch", "watch"), verbsOf(rollback));
        cluster.twin.settle();
        assertEquals(Set.of("list"), verbsOf(rollback));
    }
}
