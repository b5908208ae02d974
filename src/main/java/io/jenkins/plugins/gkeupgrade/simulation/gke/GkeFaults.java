package io.jenkins.plugins.gkeupgrade.simulation.gke;

import java.time.Duration;
import java.util.Optional;

/** What goes wrong. The defaults are a day on which nothing does. */
public interface GkeFaults {
    GkeFaults NONE = new GkeFaults() {};

    /** What can happen to one call. */
    enum CallFault {
        NONE,
        /** The API is not there; nothing happened. */
        UNAVAILABLE,
        /** Too many requests; nothing happened. */
        QUOTA,
        /** The call was carried out and its answer got lost. */
        LOST_RESPONSE
    }

    /**
     * An operation that GKE starts by itself.
     *
     * @param type such as {@code REPAIR_CLUSTER} or {@code UPGRADE_MASTER}
     */
    record Spontaneous(String type, Duration delay, Duration length) {}

    /** @param method name of the API method, for example {@code UpdateMaster} */
    default CallFault onCall(String method) {
        return CallFault.NONE;
    }

    /** GKE declines the call; nothing happened. */
    default Optional<GkeError> declined(String method) {
        return Optional.empty();
    }

    /** The error with which the operation that starts now will end; empty for a good end. */
    default Optional<String> operationError(String type) {
        return Optional.empty();
    }

    /** What GKE does by itself after it has made a node pool. */
    default Optional<Spontaneous> afterPoolCreation() {
        return Optional.empty();
    }

    /** Whether the zone has no machine of that type to give. */
    default boolean outOfStock(String zone, String machineType) {
        return false;
    }
}
