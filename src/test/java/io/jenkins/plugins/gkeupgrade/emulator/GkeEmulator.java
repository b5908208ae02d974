package io.jenkins.plugins.gkeupgrade.emulator;

import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.simulation.gke.SimulatedGke;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Serves a simulated GKE as gRPC service {@code google.container.v1.ClusterManager} on this machine, in plaintext unless
 * {@link #encrypted}.
 */
public final class GkeEmulator implements AutoCloseable {
    private final Server server;

    /** @param kubernetes where the Kubernetes APIs of the clusters are, as far as they are served */
    public GkeEmulator(SimulatedGke gke, SimulationAccess simulation, Map<ClusterRef, KubernetesAddress> kubernetes)
            throws IOException {
        this(new GkeService(gke.api("grpc"), simulation, kubernetes).bindService(), null);
    }

    private GkeEmulator(ServerServiceDefinition service, LoopbackCertificates certificates) throws IOException {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(service);
        if (certificates != null) {
            builder.useTransportSecurity(certificates.chain(), certificates.key());
        }
        server = builder.build().start();
    }

    /**
     * The same with TLS and credentials, as Google's.
     *
     * @param authority takes who signed the server's certificate, in PEM format
     * @param tokens decides for each call whether its bearer token is good
     */
    public static GkeEmulator encrypted(
            SimulatedGke gke, SimulationAccess simulation, Consumer<String> authority, Predicate<String> tokens)
            throws IOException {
        LoopbackCertificates certificates = new LoopbackCertificates();
        authority.accept(certificates.caPem());
        return new GkeEmulator(
                ServerInterceptors.intercept(
                        new GkeService(gke.api("grpc"), simulation, Map.of()), new TokenCheck(tokens)),
                certificates);
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
