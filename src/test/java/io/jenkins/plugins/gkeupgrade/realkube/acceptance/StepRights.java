package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewSpecBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.gkeupgrade.realkube.Await;
import io.jenkins.plugins.gkeupgrade.realkube.RealKubernetes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** What a role grants, verb by verb. */
final class StepRights {
    private static final String GROUP = "rbac.authorization.k8s.io";

    /** One verb on one resource, or on a path that is no resource, such as {@code /metrics}. */
    record Right(String group, String resource, String verb) {
        boolean onResource() {
            return !resource.startsWith("/");
        }

        /** As the adapter counts and names it: {@code patch deployments.apps}, {@code create pods/eviction}. */
        @Override
        public String toString() {
            return verb + " " + resource + (group.isEmpty() ? "" : "." + group);
        }
    }

    /** Where the roles that users apply are. */
    static final Path FILES = Path.of(System.getProperty("repository.root", "."), "docs", "rbac");

    private StepRights() {}

    /**
     * Applies a documented role and binds it to a user.
     *
     * @param file under docs/rbac, with one ClusterRole
     * @param role name to give it, so that several tests have one each
     * @param user as the API server calls who has that kubeconfig
     * @return what it grants, as soon as the API server knows it
     */
    static List<Right> bind(KubernetesClient admin, String file, String role, String user, Path kubeconfig) {
        ClusterRole granted = read(admin, file);
        granted.getMetadata().setName(role);
        admin.resource(granted).create();
        admin.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(role)
                        .endMetadata()
                        .withNewRoleRef(GROUP, "ClusterRole", role)
                        .addNewSubject(GROUP, "User", user, null)
                        .build())
                .create();
        List<Right> rights = in(granted.getRules());
        try (KubernetesClient asUser = RealKubernetes.client(kubeconfig)) {
            rights.forEach(right -> awaitKnown(asUser, "default", right, true));
        }
        return rights;
    }

    private static ClusterRole read(KubernetesClient admin, String file) {
        try {
            return admin.getKubernetesSerialization()
                    .unmarshal(Files.readString(FILES.resolve(file)), ClusterRole.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a role away, and from whoever had it. */
    static void remove(KubernetesClient admin, String role) {
        admin.rbac().clusterRoleBindings().withName(role).delete();
        admin.rbac().clusterRoles().withName(role).delete();
    }

    static List<Right> in(Collection<PolicyRule> rules) {
        return rules.stream().flatMap(StepRights::in).toList();
    }

    private static Stream<Right> in(PolicyRule rule) {
        List<String> groups = rule.getNonResourceURLs().isEmpty() ? rule.getApiGroups() : List.of("");
        List<String> resources = rule.getNonResourceURLs().isEmpty() ? rule.getResources() : rule.getNonResourceURLs();
        return groups.stream()
                .flatMap(group -> resources.stream()
                        .flatMap(resource -> rule.getVerbs().stream().map(verb -> new Right(group, resource, verb))));
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
        if (!right.onResource()) {
            return new PolicyRuleBuilder()
                    .withNonResourceURLs(right.resource())
                    .withVerbs(right.verb())
                    .build();
        }
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
        SelfSubjectAccessReviewSpecBuilder asked = new SelfSubjectAccessReviewSpecBuilder();
        if (right.onResource()) {
            String[] resource = right.resource().split("/");
            asked.withNewResourceAttributes()
                    .withNamespace(right.resource().equals("nodes") ? null : namespace)
                    .withGroup(right.group())
                    .withResource(resource[0])
                    .withSubresource(resource.length > 1 ? resource[1] : null)
                    .withVerb(right.verb())
                    .endResourceAttributes();
        } else {
            asked.withNewNonResourceAttributes()
                    .withPath(right.resource())
                    .withVerb(right.verb())
                    .endNonResourceAttributes();
        }
        return user.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(new SelfSubjectAccessReviewBuilder()
                        .withSpec(asked.build())
                        .build())
                .getStatus()
                .getAllowed();
    }
}
