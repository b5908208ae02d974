package io.jenkins.plugins.gkeupgrade.kube;

import java.util.concurrent.TimeUnit;

/**
 * A connection to one cluster, to be shared by all who work on it: its views, its limits and its threads are one.
 *
 * <p>Closing it ends all watches and threads; requests under way fail.
 */
public final class KubernetesConnection implements AutoCloseable {
    private static final long SILENCE_CHECK_SECONDS = 30;

    private final KubernetesServices services;
    private final SharedFeeds feeds;
    private final Changes changes;

    KubernetesConnection(KubernetesServices services) {
        this.services = services;
        this.feeds = new SharedFeeds(services);
        this.changes = new Changes(services);
        services.scheduler()
                .scheduleWithFixedDelay(
                        feeds::reviveSilent, SILENCE_CHECK_SECONDS, SILENCE_CHECK_SECONDS, TimeUnit.SECONDS);
    }

    /** A window on the cluster for one user, who closes it when done. */
    public KubernetesWorkloads workloads() {
        return new KubernetesWorkloads(services, feeds, changes);
    }

    /** The requests that this connection has made so far. */
    public RequestCounts requests() {
        return services.counts();
    }

    @Override
    public void close() {
        feeds.close();
        services.api().close();
        services.scheduler().shutdownNow();
    }

    @Override
    public String toString() {
        return "connection to " + services.api().server();
    }
}
