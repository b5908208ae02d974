package io.jenkins.plugins.gkeupgrade.realkube;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.client.KubernetesClient;

/** What the control plane can do: tests run on old ones and new ones. */
public final class ServedApis {
    private static final int JOBS_CAN_BE_SUSPENDED = 21;
    private static final int PROBES_BY_GRPC = 24;
    private static final int LISTS_FROM_SNAPSHOTS = 34;
    private static final int PENDING_NAMES_NO_TAINT = 35;

    private final KubernetesClient client;

    private ServedApis(KubernetesClient client) {
        this.client = client;
    }

    public static ServedApis of(KubernetesClient client) {
        return new ServedApis(client);
    }

    /** The {@code apiVersion} of PodDisruptionBudgets. */
    public String budgets() {
        return client.supports("policy/v1", "PodDisruptionBudget") ? "policy/v1" : "policy/v1beta1";
    }

    /** The {@code apiVersion} of CronJobs. */
    public String cronJobs() {
        return client.supports("batch/v1", "CronJob") ? "batch/v1" : "batch/v1beta1";
    }

    /** The {@code apiVersion} of the Eviction that a pod takes. */
    public String evictions() {
        APIResource eviction = client.getApiResources("v1").getResources().stream()
                .filter(resource -> resource.getName().equals("pods/eviction"))
                .findFirst()
                .orElseThrow();
        return eviction.getGroup() + "/" + eviction.getVersion();
    }

    /** A Job that is suspended is the only one that can be moved. */
    public boolean suspendJobs() {
        return minor() >= JOBS_CAN_BE_SUSPENDED;
    }

    /** An older API server drops these probes and misses a handler. */
    public boolean probeByGrpc() {
        return minor() >= PROBES_BY_GRPC;
    }

    /** A newer API server goes on with a list from what it remembers itself, whatever etcd has forgotten. */
    public boolean listsFromSnapshots() {
        return minor() >= LISTS_FROM_SNAPSHOTS;
    }

    /** Whether a pod that cannot be scheduled tells which taint it is that it does not tolerate. */
    public boolean pendingNamesTaint() {
        return minor() < PENDING_NAMES_NO_TAINT;
    }

    /** The minor version of the API server. */
    public int minor() {
        // Some say "20+".
        return Integer.parseInt(client.getKubernetesVersion().getMinor().replaceAll("\\D.*", ""));
    }
}
