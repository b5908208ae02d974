package io.jenkins.plugins.gkeupgrade.config;

import io.jenkins.plugins.gkeupgrade.engine.StageException;
import io.jenkins.plugins.gkeupgrade.gcp.KubernetesEndpoint;
import io.jenkins.plugins.gkeupgrade.gcp.ProjectPermissions;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesWorkloads;
import io.jenkins.plugins.gkeupgrade.kube.Right;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an identity may not do, each permission by its name.
 *
 * @param well whether it may do all that the steps need, as far as that can be told
 * @param text sentences with a space in front of each; empty for none
 */
record PermissionSentence(boolean well, String text) {
    private static final PermissionSentence NOTHING = new PermissionSentence(true, "");

    /** On the project in Google Cloud. An emulator, which speaks plaintext, has no IAM to ask. */
    static PermissionSentence ofProject(ClusterAccess access, SharedConnection connection, ProjectPermissions iam) {
        if (access.settings().plaintextGkeApi()) {
            return NOTHING;
        }
        String project = access.settings().cluster().project();
        try {
            List<String> missing = iam.missing(
                    project, needed(access, connection), access.google().token());
            return missing.isEmpty()
                    ? NOTHING
                    : new PermissionSentence(
                            false,
                            " IAM permissions missing on project " + project + ": " + String.join(", ", missing)
                                    + " (docs/iam-role.yaml has all that the steps need).");
        } catch (IOException e) {
            // No reason to complain: the calls above have shown the most important ones.
            return new PermissionSentence(
                    true, " Which IAM permissions it has cannot be told: " + e.getMessage() + ".");
        } catch (StageException e) {
            return new PermissionSentence(false, " " + e.getMessage());
        }
    }

    private static List<String> needed(ClusterAccess access, SharedConnection connection) {
        List<String> needed = new ArrayList<>(ProjectPermissions.OF_STEPS);
        boolean dns;
        try {
            dns = connection.usesDnsEndpoint();
        } catch (StageException e) {
            // GKE does not say, and that is told already.
            dns = access.settings().endpoint() == KubernetesEndpoint.DNS;
        }
        if (dns) {
            needed.add(ProjectPermissions.CONNECT);
        }
        return needed;
    }

    /** Inside the cluster, in all namespaces: of one namespace alone nobody is asked here. */
    static PermissionSentence ofCluster(KubernetesWorkloads window) {
        List<Right> steps;
        List<Right> retiring;
        try {
            steps = window.missing(Right.OF_STEPS);
            retiring = window.missing(Right.OF_RETIRING);
        } catch (StageException e) {
            return new PermissionSentence(false, " What the user may do cannot be told: " + e.getMessage());
        }
        String text = steps.isEmpty()
                ? ""
                : " Rights missing in all namespaces: " + words(steps) + " (docs/rbac/step-user.yaml has all that the"
                        + " steps need).";
        if (!retiring.isEmpty()) {
            text += " For retirePool alone: " + words(retiring) + " is missing (docs/rbac/retire-pool.yaml).";
        }
        return new PermissionSentence(steps.isEmpty(), text);
    }

    /** Reads {@code list pods, nodes; patch deployments.apps}. */
    private static String words(List<Right> rights) {
        Map<String, List<String>> byVerb = new LinkedHashMap<>();
        rights.forEach(right ->
                byVerb.computeIfAbsent(right.verb(), verb -> new ArrayList<>()).add(right.resource()));
        return byVerb.entrySet().stream()
                .map(entry -> entry.getKey() + " " + String.join(", ", entry.getValue()))
                .collect(Collectors.joining("; "));
    }
}
