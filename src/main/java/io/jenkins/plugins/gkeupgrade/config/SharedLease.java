package io.jenkins.plugins.gkeupgrade.config;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import io.jenkins.plugins.gkeupgrade.engine.port.Workloads;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesWorkloads;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One user's share of a {@link SharedConnection}, with a window of its own on the Kubernetes API. Used by one thread at a
 * time, and closed by any other without waiting for it.
 */
final class SharedLease implements ClusterLease {
    private final SharedConnection connection;
    private final Executor closer;
    private final Runnable leave;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicReference<KubernetesWorkloads> window = new AtomicReference<>();

    /**
     * @param closer ends watches; whoever closes a lease may be a thread that must not wait
     * @param leave called once, when the lease is closed
     */
    SharedLease(SharedConnection connection, Executor closer, Runnable leave) {
        this.connection = connection;
        this.closer = closer;
        this.leave = leave;
    }

    @Override
    public ControlPlane controlPlane() {
        return connection.controlPlane(this::window);
    }

    @Override
    public Workloads workloads() {
        return window();
    }

    @Override
    public void onChange(Runnable listener) {
        window().onChange(listener);
    }

    @Override
    public void onReturn(Runnable listener) {
        window().onReturn(listener);
    }

    private KubernetesWorkloads window() {
        KubernetesWorkloads known = window.get();
        if (known == null) {
            known = connection.workloads();
            window.set(known);
        }
        if (closed.get()) {
            closeWindow();
            throw new Failed("This share of a connection is closed.");
        }
        return known;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            closer.execute(this::closeWindow);
            leave.run();
        }
    }

    private void closeWindow() {
        KubernetesWorkloads open = window.getAndSet(null);
        if (open != null) {
            open.close();
        }
    }
}
