package io.jenkins.plugins.gkeupgrade.config;

import hudson.util.FormValidation;
import io.jenkins.plugins.gkeupgrade.credentials.CredentialsLookup;
import io.jenkins.plugins.gkeupgrade.engine.StageException;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.optin.Sentences;
import io.jenkins.plugins.gkeupgrade.gcp.ProjectPermissions;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesWorkloads;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The Test button: who we are to the cluster, what versions it has, and which permissions are missing. Both APIs are always
 * told of, each with what it says and what we may do there: one that fails does not hide the other.
 */
final class ConnectionCheck {
    private final ClusterAccess access;
    private final SharedConnection connection;
    private final ProjectPermissions iam;
    private boolean well = true;
    private boolean failed = true;

    private ConnectionCheck(ClusterAccess access, SharedConnection connection, ProjectPermissions iam) {
        this.access = access;
        this.connection = connection;
        this.iam = iam;
    }

    static FormValidation of(NamedCluster cluster) {
        return of(cluster, new ProjectPermissions());
    }

    /** @param iam where Google is asked for permissions */
    static FormValidation of(NamedCluster cluster, ProjectPermissions iam) {
        try {
            ClusterAccess access = ClusterAccess.of(cluster.settings(), CredentialsLookup.ofController());
            try (SharedConnection connection = new SharedConnection(access, GoogleGkeApi::new)) {
                return new ConnectionCheck(access, connection, iam).told();
            }
        } catch (InvalidValue | StageException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    private FormValidation told() {
        String told;
        if (access.settings().cluster().gke()) {
            String gke = look(this::gke) + permissionsOfProject();
            told = "Connecting as " + access.google() + ". GKE: " + gke + " Kubernetes: " + kubernetes(this::nodes);
        } else {
            told = "Connecting by kubeconfig '" + access.settings().kubeconfigCredentialsId()
                    + "'. No GKE API. Kubernetes: " + kubernetes(this::nodePools);
        }
        if (well) {
            return FormValidation.ok(told);
        }
        return failed ? FormValidation.error(told) : FormValidation.warning(told);
    }

    /** What was seen, or the sentence that says why nothing was. */
    private String look(Supplier<String> look) {
        try {
            String seen = look.get();
            failed = false;
            return seen;
        } catch (StageException e) {
            well = false;
            return e.getMessage();
        }
    }

    private String gke() {
        Cluster seen = connection.controlPlane(connection::workloads).cluster();
        return "control plane " + seen.version() + ", " + seen.status() + ", "
                + (seen.releaseChannel().isEmpty() ? "no release channel" : "channel " + seen.releaseChannel()) + ", "
                + Sentences.count(seen.pools().size(), "node pool") + ".";
    }

    /** With a space in front; empty when there is nothing to complain about. */
    private String permissionsOfProject() {
        PermissionSentence sentence = PermissionSentence.ofProject(access, connection, iam);
        well &= sentence.well();
        return sentence.text();
    }

    private String kubernetes(Function<KubernetesWorkloads, String> look) {
        try (KubernetesWorkloads window = connection.workloads()) {
            String who = window.identity().map(name -> "as " + name + ". ").orElse("");
            String seen = look(() -> look.apply(window));
            PermissionSentence rights = PermissionSentence.ofCluster(window);
            well &= rights.well();
            return who + seen + rights.text();
        } catch (StageException e) {
            well = false;
            return e.getMessage();
        }
    }

    private String nodes(KubernetesWorkloads window) {
        Collection<Manifest> nodes = window.view(Set.of(ResourceKind.NODES), "").list(ResourceKind.NODES);
        Set<String> versions = new TreeSet<>();
        nodes.forEach(node -> versions.add(node.text("status", "nodeInfo", "kubeletVersion")));
        return Sentences.count(nodes.size(), "node")
                + (versions.isEmpty() ? "." : " of version " + String.join(", ", versions) + ".");
    }

    private String nodePools(KubernetesWorkloads window) {
        Cluster seen = connection.controlPlane(() -> window).cluster();
        String pools = seen.pools().stream()
                .map(pool -> pool.name() + " " + pool.version() + " (" + pool.nodeCount() + ")")
                .collect(Collectors.joining(", "));
        return "Control plane " + seen.version() + ", "
                + Sentences.count(seen.pools().size(), "node pool") + (pools.isEmpty() ? "." : ": " + pools + ".");
    }
}
