package io.jenkins.plugins.gkeupgrade.engine.model;

/** The Kubernetes resources that the engine looks at. Adapters choose the API version that the server has. */
public enum ResourceKind {
    DEPLOYMENTS("apps", "deployments", "Deployment", true),
    STATEFUL_SETS("apps", "statefulsets", "StatefulSet", true),
    DAEMON_SETS("apps", "daemonsets", "DaemonSet", true),
    REPLICA_SETS("apps", "replicasets", "ReplicaSet", true),
    REPLICATION_CONTROLLERS("", "replicationcontrollers", "ReplicationController", true),
    JOBS("batch", "jobs", "Job", true),
    CRON_JOBS("batch", "cronjobs", "CronJob", true),
    PODS("", "pods", "Pod", true),
    POD_DISRUPTION_BUDGETS("policy", "poddisruptionbudgets", "PodDisruptionBudget", true),
    HORIZONTAL_POD_AUTOSCALERS("autoscaling", "horizontalpodautoscalers", "HorizontalPodAutoscaler", true),
    SERVICES("", "services", "Service", true),
    ENDPOINTS("", "endpoints", "Endpoints", true),
    ENDPOINT_SLICES("discovery.k8s.io", "endpointslices", "EndpointSlice", true),
    EVENTS("", "events", "Event", true),
    PERSISTENT_VOLUME_CLAIMS("", "persistentvolumeclaims", "PersistentVolumeClaim", true),
    NODES("", "nodes", "Node", false),
    PERSISTENT_VOLUMES("", "persistentvolumes", "PersistentVolume", false),
    STORAGE_CLASSES("storage.k8s.io", "storageclasses", "StorageClass", false),
    VALIDATING_WEBHOOKS(
            "admissionregistration.k8s.io", "validatingwebhookconfigurations", "ValidatingWebhookConfiguration", false),
    MUTATING_WEBHOOKS(
            "admissionregistration.k8s.io", "mutatingwebhookconfigurations", "MutatingWebhookConfiguration", false);

    private final String group;
    private final String plural;
    private final String kind;
    private final boolean namespaced;

    ResourceKind(String group, String plural, String kind, boolean namespaced) {
        this.group = group;
        this.plural = plural;
        this.kind = kind;
        this.namespaced = namespaced;
    }

    /** API group; empty for the core group. */
    public String group() {
        return group;
    }

    /** Name in URLs and in RBAC rules. */
    public String plural() {
        return plural;
    }

    /** Kind as manifests spell it. */
    public String kind() {
        return kind;
    }

    public boolean namespaced() {
        return namespaced;
    }
}
