package io.jenkins.plugins.gkeupgrade.gcp;

import com.google.api.gax.core.CredentialsProvider;
import com.google.api.gax.core.FixedCredentialsProvider;
import com.google.api.gax.core.FixedExecutorProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.auth.Credentials;
import com.google.cloud.container.v1.ClusterManagerClient;
import com.google.cloud.container.v1.ClusterManagerSettings;
import com.google.container.v1.Cluster;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A connection to the GKE API. Used for as many clusters as the identity may see, and closed by who opened it. */
public final class GkeConnection implements AutoCloseable {
    /** How long one call may take; GKE answers calls that start operations within seconds. */
    public static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final Duration GOODBYE = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofSeconds(30);

    /**
     * Reads and writes for all connections, whereas gRPC's own takes a thread for each. It lives as long as the plugin's
     * classes, and its thread begins with the first call.
     */
    private static final EventLoopGroup EVENTS =
            new NioEventLoopGroup(1, new DefaultThreadFactory("GKE API events", true));

    private final ClusterManagerClient client;

    private GkeConnection(ClusterManagerClient client) {
        this.client = client;
    }

    /**
     * Opens a connection; the first call dials.
     *
     * @param credentials asked once; not at all where the address takes none
     */
    public static GkeConnection open(GkeAddress address, Supplier<Credentials> credentials) {
        return open(address, credentials, DEADLINE);
    }

    /** @param deadline of every single call */
    public static GkeConnection open(GkeAddress address, Supplier<Credentials> credentials, Duration deadline) {
        try {
            return new GkeConnection(ClusterManagerClient.create(settings(address, credentials, deadline)));
        } catch (IOException e) {
            throw new Failed("No client for the GKE API could be made: " + e.getMessage(), e);
        }
    }

    /**
     * One thread, where gRPC by itself takes a new one for every answer that comes meanwhile. It ends when idle, so that
     * nobody need close it while gRPC still says goodbye.
     */
    private static ScheduledExecutorService callbacks(GkeAddress address) {
        ScheduledThreadPoolExecutor one = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, ("GKE API " + address.hostAndPort()).strip());
            thread.setDaemon(true);
            return thread;
        });
        one.setKeepAliveTime(IDLE.toSeconds(), TimeUnit.SECONDS);
        one.allowCoreThreadTimeOut(true);
        one.setRemoveOnCancelPolicy(true);
        return one;
    }

    private static ClusterManagerSettings settings(
            GkeAddress address, Supplier<Credentials> credentials, Duration deadline) throws IOException {
        ScheduledExecutorService callbacks = callbacks(address);
        CredentialsProvider identity = address.plaintext()
                ? NoCredentialsProvider.create()
                : FixedCredentialsProvider.create(credentials.get());
        InstantiatingGrpcChannelProvider.Builder channel = ClusterManagerSettings.defaultGrpcTransportProviderBuilder();
        channel.setChannelConfigurator(builder -> {
            builder.executor(callbacks);
            if (builder instanceof NettyChannelBuilder netty) {
                netty.eventLoopGroup(EVENTS).channelType(NioSocketChannel.class);
            }
            return address.plaintext() ? builder.usePlaintext() : builder;
        });
        ClusterManagerSettings.Builder settings = ClusterManagerSettings.newBuilder()
                .setCredentialsProvider(identity)
                .setTransportChannelProvider(channel.build())
                .setBackgroundExecutorProvider(FixedExecutorProvider.create(callbacks));
        if (!address.hostAndPort().isEmpty()) {
            settings.setEndpoint(address.hostAndPort());
        }
        // The stages have their own budget for trying again, and they look before they do.
        settings.applyToAllUnaryMethods(method -> {
            method.setSimpleTimeoutNoRetriesDuration(deadline);
            return null;
        });
        return settings.build();
    }

    /** The engine's port for one cluster. */
    public GkeControlPlane controlPlane(ClusterRef cluster) {
        return new GkeControlPlane(client, cluster);
    }

    /** The cluster in GKE's own words, with the addresses of its Kubernetes API. */
    public Cluster describe(ClusterRef cluster) {
        return GkeCall.GET_CLUSTER.on(cluster, () -> client.getCluster(cluster.resourceName()));
    }

    @Override
    public void close() {
        client.shutdownNow();
        try {
            client.awaitTermination(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
