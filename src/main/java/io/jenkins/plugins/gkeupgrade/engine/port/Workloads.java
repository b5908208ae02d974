package io.jenkins.plugins.gkeupgrade.engine.port;

import io.jenkins.plugins.gkeupgrade.engine.model.NodePatch;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadPatch;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The Kubernetes API of one cluster, with just the verbs that the stages need.
 *
 * <p>Every request has a deadline and throws {@link io.jenkins.plugins.gkeupgrade.engine.TransientFailure} when trying
 * again may help, and {@link io.jenkins.plugins.gkeupgrade.engine.Failed} otherwise; a missing permission names verb,
 * resource and namespace.
 */
public interface Workloads {
    /**
     * The live view of these kinds. The first call lists; later calls for the same scope return the same view, which
     * shows what has changed since from the first {@link #watch} on.
     *
     * @param namespace the only namespace to look at, or empty for all of them; cluster-wide kinds ignore it
     */
    WatchedView view(Set<ResourceKind> kinds, String namespace);

    /**
     * Keeps all views of this connection up to date from now on, from where their lists ended. Whoever runs a stage calls
     * this before it waits: a stage that ends at once needs no watch.
     */
    void watch();

    /**
     * Lists these kinds once, as they are now, all at the same time and without starting a watch: for what a stage looks
     * at but does not wait for. A kind that the user may not list comes back as {@link Listed.Forbidden}, so that a check
     * can say what it could not see.
     *
     * @param namespace the only namespace to look at, or empty for all of them; cluster-wide kinds ignore it
     * @return one entry for each kind
     */
    Map<ResourceKind, Listed> list(Set<ResourceKind> kinds, String namespace);

    /**
     * Applies the patches, several at a time within the limits set for the cluster, and waits for all of them.
     *
     * @return one result for each patch, in the same order
     */
    List<PatchResult> patch(List<WorkloadPatch> patches);

    /**
     * Applies the patches of nodes, as {@link #patch} does those of workloads.
     *
     * @return one result for each patch, in the same order
     */
    List<PatchResult> patchNodes(List<NodePatch> patches);

    /**
     * Asks for the pod to go, honouring PodDisruptionBudgets (the Eviction API).
     *
     * @param uid only this very pod, not a namesake that took its place
     */
    EvictionResult evict(String namespace, String pod, String uid);

    /**
     * Deletes the pod with its own grace period and without asking any budget: only for pods that serve nobody.
     *
     * @param uid only this very pod, not a namesake that took its place
     */
    void deletePod(String namespace, String pod, String uid);

    /**
     * Which deprecated API versions clients have asked the server for; unknown when the metrics may not be read, which is
     * never a failure.
     */
    default ApiUse deprecatedApis() {
        return new ApiUse.Unknown("this connection has no metrics");
    }

    /** JSON as text, for what we record on objects. */
    Json json();

    /** Has this called, on any thread and often, when something in a view of this connection changed. */
    void onChange(Runnable listener);
}
