package io.jenkins.plugins.gkeupgrade.config;

import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import io.jenkins.plugins.gkeupgrade.engine.port.Workloads;

/** A step's share in the connection to a cluster. Close it to give it back. */
public interface ClusterLease extends AutoCloseable {
    ControlPlane controlPlane();

    /** The Kubernetes API; connects at the first call. */
    Workloads workloads();

    /** Has this called, until the lease is closed, when something in a view of the connection changed. */
    void onChange(Runnable listener);

    /** Has this called, until the lease is closed, when the views are live again after the API server was away. */
    void onReturn(Runnable listener);

    @Override
    void close();
}
