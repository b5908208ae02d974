package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Check;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessObservation;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Severity;
import io.jenkins.plugins.gkeupgrade.engine.workload.Pod;
import java.util.ArrayList;
import java.util.Arrays;
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
    /** What an upgrade makes and changes; a webhook for anything else cannot stop it. */
    private static final Set<String> TOUCHED = Arrays.stream(ResourceKind.values())
            .filter(kind -> kind != ResourceKind.VALIDATING_WEBHOOKS && kind != ResourceKind.MUTATING_WEBHOOKS)
            .map(ResourceKind::plural)
            .collect(Collectors.toSet());

    /** Every namespace has its name as this label since Kubernetes 1.22; other labels of namespaces are not known here. */
    private static final String NAMESPACE = "kubernetes.io/metadata.name";

    @Override
    public List<Finding> check(ReadinessObservation seen) {
        List<Finding> findings = new ArrayList<>();
        for (ResourceKind kind : List.of(ResourceKind.VALIDATING_WEBHOOKS, ResourceKind.MUTATING_WEBHOOKS)) {
            for (Manifest configuration : seen.wide().lists().list(kind)) {
                configuration.items("webhooks").stream()
                        .filter(WebhookCheck::failsClosed)
                        .flatMap(webhook -> judge(kind.kind() + " " + configuration.name(), webhook, seen).stream())
                        .findFirst()
                        .ifPresent(findings::add);
            }
        }
        return findings;
    }

    private static boolean failsClosed(Manifest webhook) {
        boolean touches = webhook.items("rules").stream()
                .flatMap(rule -> rule.list("resources").stream())
                .map(resource -> resource.toString().replaceFirst("/.*", ""))
                .anyMatch(resource -> resource.equals("*") || TOUCHED.contains(resource));
        String policy = webhook.text("failurePolicy");
        return touches && (policy.isEmpty() || policy.equals("Fail"));
    }

    private static Optional<Finding> judge(String object, Manifest webhook, ReadinessObservation seen) {
        String namespace = webhook.text("clientConfig", "service", "namespace");
        String name = webhook.text("clientConfig", "service", "name");
        Optional<Manifest> service = seen.wide().lists().find(ResourceKind.SERVICES, namespace, name);
        Map<String, Object> selector =
                service.map(s -> s.map("spec", "selector")).orElse(Map.of());
        // Without a selector somebody else says where it is, and so does a URL.
        if (selector.isEmpty() || !seen.wide().lists().knows(ResourceKind.PODS)) {
            return Optional.empty();
        }
        List<Pod> pods = seen.wide().lists().list(ResourceKind.PODS).stream()
                .filter(p -> p.namespace().equals(namespace))
                .filter(p -> selector.entrySet().stream()
                        .allMatch(e -> e.getValue().equals(p.labels().get(e.getKey()))))
                .map(Pod::new)
                .filter(p -> p.ready() && !p.terminating() && !p.finished())
                .toList();
        String what = "Service " + namespace + "/" + name;
        if (!pods.isEmpty()) {
            return leaving(object, what, pods, seen);
        }
        Finding unavailable = Finding.ofCluster(
                FindingId.WEBHOOK_UNAVAILABLE,
                object,
                "no pod of " + what + " is ready, and it fails closed, so that the API server refuses what it"
                        + " is asked about",
                "bring its pods up, or set failurePolicy: Ignore");
        return Optional.of(concerns(webhook, seen) ? unavailable : unavailable.as(Severity.NOTE));
    }

    /** Whether it may be asked about a selected workload, as far as the names of their namespaces can tell. */
    private static boolean concerns(Manifest webhook, ReadinessObservation seen) {
        List<Manifest> named = webhook.items("namespaceSelector", "matchExpressions").stream()
                .filter(e -> e.text("key").equals(NAMESPACE))
                .toList();
        String only = webhook.text("namespaceSelector", "matchLabels", NAMESPACE);
        return seen.fleet().selected().stream()
                .map(w -> w.ref().namespace())
                .distinct()
                .anyMatch(namespace -> (only.isEmpty() || only.equals(namespace))
                        && named.stream().allMatch(e -> holds(e, namespace)));
    }

    private static boolean holds(Manifest expression, String namespace) {
        return switch (expression.text("operator")) {
            case "In" -> expression.list("values").contains(namespace);
            case "NotIn" -> !expression.list("values").contains(namespace);
            default -> true;
        };
    }

    private static Optional<Finding> leaving(String object, String what, List<Pod> pods, ReadinessObservation seen) {
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
                        + String.join(", ", on.stream().sorted().toList()) + ", which goes away; until it runs"
                        + " elsewhere no pod would be made anywhere",
                "opt its workload in before the old pool is retired"));
    }
}
