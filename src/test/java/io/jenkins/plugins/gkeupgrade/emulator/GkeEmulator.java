package io.jenkins.plugins.gkeupgrade.emulator;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.simulation.gke.SimulatedGke;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Serves a simulated GKE as gRPC service {@code google.container.v1.ClusterManager}, in plaintext, on this machine. */
public final class GkeEmulator implements AutoCloseable {
    private final Server server;

    /** @param kubernetes where the Kubernetes APIs of the clusters are, as far as they are served */
    public GkeEmulator(SimulatedGke gke, SimulationAccess simulation, Map<ClusterRef, KubernetesAddress> kubernetes)
            throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new GkeService(gke.api("grpc"), simulation, kubernetes))
                .build()
                .start();
    }

    /**
     * Where the Kubernetes API of a cluster is.
     *
     * @param hostAndPort such as {@code 127.0.0.1:40123}
     * @param caPem who signed its certificate
     */
    public record KubernetesAddress(String hostAndPort, String caPem) {}

    /** Such as {@code 127.0.0.1:40123}. */
    public String address() {
        return "127.0.0.1:" + server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
