package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.gkeupgrade.realkube.Await;
import java.util.Collection;
import java.util.List;

/** What a role grants, verb by verb. */
final class StepRights {
    /** One verb on one resource. */
    record Right(String group, String resource, String verb) {
        /** As the adapter counts and names it: {@code patch deployments.apps}, {@code create pods/eviction}. */
        @Override
        public String toString() {
            return verb + " " + resource + (group.isEmpty() ? "" : "." + group);
        }
    }

    private StepRights() {}

    static List<Right> in(Collection<PolicyRule> rules) {
        return rules.stream()
                // What is no resource, such as /metrics, is nobody's namespace.
                .filter(rule -> rule.getNonResourceURLs().isEmpty())
                .flatMap(rule -> rule.getApiGroups().stream()
                        .flatMap(group -> rule.getResources().stream()
                                .flatMap(resource ->
                                        rule.getVerbs().stream().map(verb -> new Right(group, resource, verb)))))
                .toList();
    }

    /** Gives the role exactly these rights. */
    static void grant(KubernetesClient admin, String role, List<Right> rights) {
        ClusterRole granted = new ClusterRoleBuilder(
                        admin.rbac().clusterRoles().withName(role).get())
                .withRules(rights.stream().map(StepRights::rule).toList())
                .build();
        admin.resource(granted).update();
    }

    private static PolicyRule rule(Right right) {
        return new PolicyRuleBuilder()
                .withApiGroups(right.group())
                .withResources(right.resource())
                .withVerbs(right.verb())
                .build();
    }

    /** Waits until the API server knows that the user may or may not do that. */
    static void awaitKnown(KubernetesClient user, String namespace, Right right, boolean allowed) {
        Await.until("the API server to know the role", () -> may(user, namespace, right) == allowed);
    }

    private static boolean may(KubernetesClient user, String namespace, Right right) {
        String[] resource = right.resource().split("/");
        return user.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(new SelfSubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withNewResourceAttributes()
                        .withNamespace(right.resource().equals("nodes") ? null : namespace)
                        .withGroup(right.group())
                        .withResource(resource[0])
                        .withSubresource(resource.length > 1 ? resource[1] : null)
                        .withVerb(right.verb())
                        .endResourceAttributes()
                        .endSpec()
                        .build())
                .getStatus()
                .getAllowed();
    }
}
