package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selectors;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an admission webhook is asked about, as far as its configuration tells.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#matching-requests-rules">
 *     Matching requests</a>
 */
record WebhookScope(Manifest webhook) {
    private static final String ANY = "*";

    /** What an upgrade makes and changes, by API group; a webhook for anything else cannot stop it. */
    private static final Map<String, Set<String>> TOUCHED = Map.of(
            "",
            Set.of("pods", "replicationcontrollers", "nodes", "endpoints"),
            "apps",
            Set.of("deployments", "statefulsets", "daemonsets", "replicasets", "controllerrevisions"),
            "batch",
            Set.of("jobs", "cronjobs"),
            "discovery.k8s.io",
            Set.of("endpointslices"));

    /** Parts of them that are written on the way; {@code pods/exec} and the like are not. */
    private static final Set<String> PARTS = Set.of(ANY, "status", "binding", "eviction");

    /** Every namespace has its name as this label since Kubernetes 1.22; other labels of namespaces are not known here. */
    private static final String NAMESPACE = "kubernetes.io/metadata.name";

    /** Whether the API server refuses what it cannot ask it about. */
    boolean failsClosed() {
        String policy = webhook.text("failurePolicy");
        return policy.isEmpty() || policy.equals("Fail");
    }

    /** Whether it is asked about anything that an upgrade touches. */
    boolean touches() {
        return TOUCHED.entrySet().stream()
                .anyMatch(group -> group.getValue().stream().anyMatch(resource -> covers(group.getKey(), resource)));
    }

    /** Whether it is asked about every pod that is made. */
    boolean everyPod() {
        return covers("", "pods")
                && Selectors.isEmpty(webhook.map("namespaceSelector"))
                && Selectors.isEmpty(webhook.map("objectSelector"))
                && !conditional();
    }

    /** Whether expressions, which are not evaluated here, may leave some out. */
    boolean conditional() {
        return !webhook.list("matchConditions").isEmpty();
    }

    private boolean covers(String group, String resource) {
        return webhook.items("rules").stream()
                .anyMatch(rule -> names(rule, "apiGroups", group)
                        && writes(rule)
                        && rule.list("resources").stream().anyMatch(r -> isOf(resource, r.toString())));
    }

    private static boolean names(Manifest rule, String list, String value) {
        List<Object> values = rule.list(list);
        return values.isEmpty() || values.contains(ANY) || values.contains(value);
    }

    private static boolean writes(Manifest rule) {
        return names(rule, "operations", "CREATE")
                || names(rule, "operations", "UPDATE")
                || names(rule, "operations", "DELETE");
    }

    private static boolean isOf(String resource, String ruled) {
        int slash = ruled.indexOf('/');
        String whole = slash < 0 ? ruled : ruled.substring(0, slash);
        return (whole.equals(ANY) || whole.equals(resource))
                && (slash < 0 || PARTS.contains(ruled.substring(slash + 1)));
    }

    /** Whether it may be asked about the workload or its pods, as far as names of namespaces and labels can tell. */
    boolean concerns(Workload workload) {
        String namespace = workload.ref().namespace();
        String only = webhook.text("namespaceSelector", "matchLabels", NAMESPACE);
        boolean inside = (only.isEmpty() || only.equals(namespace))
                && webhook.items("namespaceSelector", "matchExpressions").stream()
                        .filter(e -> e.text("key").equals(NAMESPACE))
                        .allMatch(e -> holds(e, namespace));
        Map<String, Object> objects = webhook.map("objectSelector");
        return inside
                && (Selectors.isEmpty(objects)
                        || Selectors.selects(objects, workload.manifest().labels())
                        || Selectors.selects(objects, workload.podLabels()));
    }

    private static boolean holds(Manifest expression, String namespace) {
        return switch (expression.text("operator")) {
            case "In" -> expression.list("values").contains(namespace);
            case "NotIn" -> !expression.list("values").contains(namespace);
            case "DoesNotExist" -> false;
            default -> true;
        };
    }
}
