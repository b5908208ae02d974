package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Check;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Severity;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Snapshot;
import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Admission webhooks without which nothing is admitted and whose pods live on nodes that go away. While they are away no
 * pod is made anywhere, not even theirs: that is how node upgrades have come to loop.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/">Dynamic
 *     admission control</a>
 */
final class WebhookCheck implements Check {
    @Override
    public List<Finding> check(ReadinessObservation seen) {
        List<Finding> findings = new ArrayList<>();
        for (ResourceKind kind : List.of(ResourceKind.VALIDATING_WEBHOOKS, ResourceKind.MUTATING_WEBHOOKS)) {
            for (Manifest configuration : seen.wide().lists().list(kind)) {
                // One sentence for each configuration: its webhooks are mostly served by the same pods.
                configuration.items("webhooks").stream()
                        .map(WebhookScope::new)
                        .filter(scope -> scope.failsClosed() && scope.touches())
                        .flatMap(scope -> judge(kind.kind() + " " + configuration.name(), scope, seen).stream())
                        .max(Comparator.comparing(Finding::severity))
                        .ifPresent(findings::add);
            }
        }
        return findings;
    }

    private static Optional<Finding> judge(String object, WebhookScope scope, ReadinessObservation seen) {
        Snapshot all = seen.wide().lists();
        String namespace = scope.webhook().text("clientConfig", "service", "namespace");
        String name = scope.webhook().text("clientConfig", "service", "name");
        // Without these lists it cannot be told, and a URL says nothing.
        if (name.isEmpty() || !all.knows(ResourceKind.SERVICES) || !all.knows(ResourceKind.PODS)) {
            return Optional.empty();
        }
        String what = "Service " + namespace + "/" + name;
        Optional<Manifest> service = all.find(ResourceKind.SERVICES, namespace, name);
        if (service.isEmpty()) {
            return Optional.of(unavailable(
                    object,
                    "there is no " + what,
                    "delete the configuration if nobody needs it any more, or bring its Service back",
                    scope,
                    seen));
        }
        Map<String, Object> selector = service.get().map("spec", "selector");
        // Without a selector somebody else says where it is.
        if (selector.isEmpty()) {
            return Optional.empty();
        }
        List<Pod> pods = all.list(ResourceKind.PODS).stream()
                .filter(p -> p.namespace().equals(namespace))
                .filter(p -> selector.entrySet().stream()
                        .allMatch(e -> e.getValue().equals(p.labels().get(e.getKey()))))
                .map(Pod::new)
                .filter(Pod::serving)
                .toList();
        return pods.isEmpty()
                ? Optional.of(unavailable(
                        object,
                        "no pod of " + what + " is ready",
                        "bring its pods up, or set failurePolicy: Ignore",
                        scope,
                        seen))
                : leaving(object, what, pods, scope, seen);
    }

    private static Finding unavailable(
            String object, String why, String remedy, WebhookScope scope, ReadinessObservation seen) {
        Finding finding = Finding.ofCluster(
                FindingId.WEBHOOK_UNAVAILABLE,
                object,
                why + ", and it fails closed, so that the API server refuses what it is asked about"
                        + (scope.conditional() ? " (unless its matchConditions leave that out)" : ""),
                remedy);
        if (seen.fleet().selected().stream().noneMatch(scope::concerns)) {
            return finding.as(Severity.NOTE);
        }
        return scope.conditional() ? finding.as(Severity.AT_RISK) : finding;
    }

    private static Optional<Finding> leaving(
            String object, String what, List<Pod> pods, WebhookScope scope, ReadinessObservation seen) {
        Set<String> fresh = seen.facts().pools().stream().map(NodePool::name).collect(Collectors.toSet());
        Set<String> moving = seen.fleet().selected().stream()
                .flatMap(w -> seen.fleet().podsOf(w).stream())
                .map(Pod::uid)
                .collect(Collectors.toSet());
        boolean stays = pods.stream()
                .anyMatch(p -> fresh.contains(seen.fleet().poolOfNode(p.node())) || moving.contains(p.uid()));
        if (stays || fresh.isEmpty()) {
            return Optional.empty();
        }
        Set<String> on =
                pods.stream().map(p -> seen.fleet().poolOfNode(p.node())).collect(Collectors.toSet());
        return Optional.of(Finding.ofCluster(
                FindingId.WEBHOOK_ON_OLD_POOL,
                object,
                "it fails closed, and every ready pod of " + what + " runs on pool "
                        + String.join(", ", on.stream().sorted().toList())
                        + ", which goes away; until it runs elsewhere "
                        + (scope.everyPod()
                                ? "no pod would be made anywhere"
                                : "the API server refuses what it is asked about"),
                "opt its workload in before the old pool is retired"));
    }
}
