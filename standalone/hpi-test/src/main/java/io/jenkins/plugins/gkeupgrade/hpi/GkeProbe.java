package io.jenkins.plugins.gkeupgrade.hpi;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.cloud.container.v1.ClusterManagerClient;
import com.google.cloud.container.v1.ClusterManagerSettings;
import com.google.container.v1.GetServerConfigRequest;
import com.google.container.v1.ServerConfig;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** Calls GKE's API over gRPC with TLS; the server is started here as well. Takes the file name of a key store. */
public final class GkeProbe implements UnaryOperator<String> {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @Override
    public String apply(String keyStoreFile) {
        try {
            KeyStore keys = load(Path.of(keyStoreFile));
            Server server = server(keys).start();
            try (ClusterManagerClient client = client(keys, server.getPort())) {
                return client.getServerConfig("projects/p/locations/l").getDefaultClusterVersion();
            } finally {
                server.shutdownNow();
                server.awaitTermination();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Server server(KeyStore keys) throws Exception {
        KeyManagerFactory manager = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        manager.init(keys, PASSWORD);
        MethodDescriptor<GetServerConfigRequest, ServerConfig> method =
                MethodDescriptor.<GetServerConfigRequest, ServerConfig>newBuilder()
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName("google.container.v1.ClusterManager/GetServerConfig")
                        .setRequestMarshaller(ProtoUtils.marshaller(GetServerConfigRequest.getDefaultInstance()))
                        .setResponseMarshaller(ProtoUtils.marshaller(ServerConfig.getDefaultInstance()))
                        .build();
        ServerConfig answer = ServerConfig.newBuilder()
                .setDefaultClusterVersion("1.31.5-gke.1")
                .build();
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sslContext(GrpcSslContexts.configure(SslContextBuilder.forServer(manager))
                        .build())
                .addService(ServerServiceDefinition.builder("google.container.v1.ClusterManager")
                        .addMethod(method, ServerCalls.asyncUnaryCall((request, observer) -> {
                            observer.onNext(answer);
                            observer.onCompleted();
                        }))
                        .build())
                .build();
    }

    private static ClusterManagerClient client(KeyStore keys, int port) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        var tls = GrpcSslContexts.forClient().trustManager(trust).build();
        return ClusterManagerClient.create(ClusterManagerSettings.newBuilder()
                .setEndpoint("localhost:" + port)
                .setCredentialsProvider(NoCredentialsProvider.create())
                .setTransportChannelProvider(InstantiatingGrpcChannelProvider.newBuilder()
                        .setChannelConfigurator(channel -> ((NettyChannelBuilder) channel).sslContext(tls))
                        .build())
                .build());
    }

    private static KeyStore load(Path file) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }
}
