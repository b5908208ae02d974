package io.jenkins.plugins.gkeupgrade.steps;

import io.jenkins.plugins.gkeupgrade.config.ClusterLease;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import io.jenkins.plugins.gkeupgrade.engine.port.Probes;
import io.jenkins.plugins.gkeupgrade.engine.port.Progress;
import io.jenkins.plugins.gkeupgrade.engine.port.Workloads;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One step's way to its cluster. Connects inside a look, so that a failure to connect is a failed look like any other;
 * and makes sure that a look that hung while its step was aborted changes nothing when it comes back to life.
 */
final class StepConnection implements AutoCloseable {
    /**
     * What has the step look again.
     *
     * @param onChange called when something in a view changed
     * @param onReturn called when the views are live again after the API server was away
     */
    record Wakers(Runnable onChange, Runnable onReturn) {}

    private final Supplier<ClusterLease> source;
    private final Wakers wakers;
    private final BooleanSupplier ended;
    private final Consumer<Cluster> seen;
    private final ControlPlane controlPlane = new StepControlPlane(this);
    private final Workloads workloads = new StepWorkloads(this);
    private boolean opening;
    private boolean watching;
    private volatile ClusterLease lease;
    private volatile boolean closed;
    private volatile boolean askedControlPlane;

    /** @param seen gets what GKE says of the cluster, whenever it is asked */
    StepConnection(Supplier<ClusterLease> source, Wakers wakers, BooleanSupplier ended, Consumer<Cluster> seen) {
        this.source = source;
        this.wakers = wakers;
        this.ended = ended;
        this.seen = seen;
    }

    /** The world for one look. */
    World world(Probes probes, Progress progress, Instant now) {
        askedControlPlane = false;
        return new World(controlPlane, workloads, probes, progress, now);
    }

    /** Whether the last look called the GKE API, which has quotas that watches do not have. */
    boolean askedControlPlane() {
        return askedControlPlane;
    }

    ControlPlane controlPlane() {
        askedControlPlane = true;
        return lease().controlPlane();
    }

    Cluster saw(Cluster cluster) {
        seen.accept(cluster);
        return cluster;
    }

    Workloads workloads() {
        return lease().workloads();
    }

    /** A step that cannot open its first view wants to be woken when that becomes possible. */
    void opening() {
        if (!opening) {
            lease().onReturn(wakers.onReturn());
            opening = true;
        }
    }

    /** Only a step that has a view open wants to be woken by changes. */
    void watching() {
        if (!watching) {
            watching = true;
            lease().onChange(wakers.onChange());
        }
    }

    /** Has the views that the step has opened live on while it waits. */
    void keepWatching() {
        ClusterLease known = lease;
        if (watching && known != null) {
            known.workloads().watch();
        }
    }

    void requireRunning() {
        if (ended.getAsBoolean()) {
            throw new Failed("The step was stopped before it made this change.");
        }
    }

    /** Looks do not overlap, so only {@link #close} may come in between; and it must not wait for a slow connection. */
    private ClusterLease lease() {
        ClusterLease known = lease;
        if (known == null && !closed) {
            known = source.get();
            lease = known;
        }
        if (closed) {
            close();
            throw new Failed("The step has ended and its connection is closed.");
        }
        return known;
    }

    @Override
    public void close() {
        closed = true;
        ClusterLease given;
        synchronized (this) {
            given = lease;
            lease = null;
        }
        if (given != null) {
            given.close();
        }
    }
}
