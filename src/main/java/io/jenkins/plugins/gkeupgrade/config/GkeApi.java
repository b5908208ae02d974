package io.jenkins.plugins.gkeupgrade.config;

import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import io.jenkins.plugins.gkeupgrade.gcp.ClusterEndpoints;

/** A connection to the GKE API for one cluster. */
interface GkeApi extends AutoCloseable {
    ControlPlane controlPlane();

    /** Asks GKE for the addresses of the Kubernetes API. */
    ClusterEndpoints endpoints();

    @Override
    void close();
}
