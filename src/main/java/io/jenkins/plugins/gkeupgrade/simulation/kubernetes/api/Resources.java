package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource.Version;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The resources that the simulated API server serves. */
public final class Resources {
    private static final int ALWAYS = 9999;

    public static final Resource PODS = core("pods", "Pod", true, "po");
    public static final Resource NODES = core("nodes", "Node", false, "no");
    public static final Resource NAMESPACES = core("namespaces", "Namespace", false, "ns");
    public static final Resource SERVICES = core("services", "Service", true, "svc");
    public static final Resource ENDPOINTS = core("endpoints", "Endpoints", true, "ep");
    public static final Resource EVENTS = core("events", "Event", true, "ev");
    public static final Resource PERSISTENT_VOLUME_CLAIMS =
            core("persistentvolumeclaims", "PersistentVolumeClaim", true, "pvc");
    public static final Resource PERSISTENT_VOLUMES = core("persistentvolumes", "PersistentVolume", false, "pv");
    public static final Resource REPLICATION_CONTROLLERS =
            core("replicationcontrollers", "ReplicationController", true, "rc");
    public static final Resource DEPLOYMENTS = of("apps", "deployments", "Deployment", true, "deploy", v("v1"));
    public static final Resource REPLICA_SETS = of("apps", "replicasets", "ReplicaSet", true, "rs", v("v1"));
    public static final Resource STATEFUL_SETS = of("apps", "statefulsets", "StatefulSet", true, "sts", v("v1"));
    public static final Resource DAEMON_SETS = of("apps", "daemonsets", "DaemonSet", true, "ds", v("v1"));
    public static final Resource CONTROLLER_REVISIONS =
            of("apps", "controllerrevisions", "ControllerRevision", true, "", v("v1"));
    public static final Resource JOBS = of("batch", "jobs", "Job", true, "", v("v1"));
    public static final Resource CRON_JOBS = of(
            "batch", "cronjobs", "CronJob", true, "cj", new Version("v1", 21, ALWAYS), new Version("v1beta1", 0, 24));
    public static final Resource POD_DISRUPTION_BUDGETS = of(
            "policy",
            "poddisruptionbudgets",
            "PodDisruptionBudget",
            true,
            "pdb",
            new Version("v1", 21, ALWAYS),
            new Version("v1beta1", 0, 24));
    public static final Resource HORIZONTAL_POD_AUTOSCALERS = of(
            "autoscaling",
            "horizontalpodautoscalers",
            "HorizontalPodAutoscaler",
            true,
            "hpa",
            new Version("v2", 23, ALWAYS),
            new Version("v1", 0, ALWAYS),
            new Version("v2beta2", 12, 25));

    public static final Resource ENDPOINT_SLICES = of(
            "discovery.k8s.io",
            "endpointslices",
            "EndpointSlice",
            true,
            "",
            new Version("v1", 21, ALWAYS),
            new Version("v1beta1", 17, 24));

    private static final List<Resource> ALL = List.of(
            PODS,
            NODES,
            NAMESPACES,
            SERVICES,
            ENDPOINTS,
            EVENTS,
            PERSISTENT_VOLUME_CLAIMS,
            PERSISTENT_VOLUMES,
            REPLICATION_CONTROLLERS,
            core("configmaps", "ConfigMap", true, "cm"),
            core("secrets", "Secret", true, ""),
            core("serviceaccounts", "ServiceAccount", true, "sa"),
            core("limitranges", "LimitRange", true, "limits"),
            core("resourcequotas", "ResourceQuota", true, "quota"),
            DEPLOYMENTS,
            REPLICA_SETS,
            STATEFUL_SETS,
            DAEMON_SETS,
            CONTROLLER_REVISIONS,
            JOBS,
            CRON_JOBS,
            POD_DISRUPTION_BUDGETS,
            HORIZONTAL_POD_AUTOSCALERS,
            ENDPOINT_SLICES,
            of("rbac.authorization.k8s.io", "roles", "Role", true, "", v("v1")),
            of("rbac.authorization.k8s.io", "rolebindings", "RoleBinding", true, "", v("v1")),
            of("rbac.authorization.k8s.io", "clusterroles", "ClusterRole", false, "", v("v1")),
            of("rbac.authorization.k8s.io", "clusterrolebindings", "ClusterRoleBinding", false, "", v("v1")),
            of("networking.k8s.io", "ingresses", "Ingress", true, "ing", v("v1")),
            of("networking.k8s.io", "networkpolicies", "NetworkPolicy", true, "netpol", v("v1")),
            of("storage.k8s.io", "storageclasses", "StorageClass", false, "sc", v("v1")),
            admission("validatingwebhookconfigurations", "ValidatingWebhookConfiguration"),
            admission("mutatingwebhookconfigurations", "MutatingWebhookConfiguration"),
            of("scheduling.k8s.io", "priorityclasses", "PriorityClass", false, "pc", v("v1")),
            of("coordination.k8s.io", "leases", "Lease", true, "", v("v1")));

    private Resources() {}

    private static Version v(String name) {
        return new Version(name, 0, ALWAYS);
    }

    private static Resource core(String plural, String kind, boolean namespaced, String shortName) {
        return of("", plural, kind, namespaced, shortName, v("v1"));
    }

    private static Resource admission(String plural, String kind) {
        return of("admissionregistration.k8s.io", plural, kind, false, "", v("v1"));
    }

    private static Resource of(
            String group, String plural, String kind, boolean namespaced, String shortName, Version... versions) {
        return new Resource(
                group,
                List.of(versions),
                plural,
                kind,
                namespaced,
                shortName.isEmpty() ? List.of() : List.of(shortName));
    }

    public static List<Resource> all() {
        return ALL;
    }

    public static Optional<Resource> find(String group, String plural) {
        return ALL.stream()
                .filter(resource ->
                        resource.group().equals(group) && resource.plural().equals(plural))
                .findFirst();
    }

    /** The resource of manifests of that {@code apiVersion} and {@code kind}. */
    public static Optional<Resource> ofManifest(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        return ALL.stream()
                .filter(resource ->
                        resource.group().equals(group) && resource.kind().equals(kind))
                .findFirst();
    }

    public static Resource of(ResourceKind kind) {
        return find(kind.group(), kind.plural())
                .orElseThrow(() -> new NoSuchElementException("The simulation does not know " + kind.plural() + "."));
    }
}
