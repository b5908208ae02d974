package io.jenkins.plugins.gkeupgrade.emulator;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.SimulatedKubernetes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Serves a simulated cluster as the Kubernetes API over HTTPS on the loopback interface, for the plugin's own adapter
 * and for kubectl.
 *
 * <p>On the JDK's HTTP server: nothing to download, the same in both builds, and a thread per watch does not matter
 * here. It speaks HTTP/1.1; HTTP/2 is tested against a real API server.
 *
 * <p>While the simulated API server is away, connections are cut without an answer.
 */
public final class KubernetesEmulator implements AutoCloseable {
    static {
        // Otherwise every small answer waits 40 ms for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final LoopbackCertificates certificates = new LoopbackCertificates();
    private final AtomicInteger threads = new AtomicInteger();
    private final HttpsServer server;
    private final ExecutorService executor;
    private final KubernetesHandler handler;

    /** @param token the bearer token that it accepts until told otherwise */
    public KubernetesEmulator(SimulatedKubernetes kubernetes, SimulationAccess simulation, String token)
            throws IOException {
        handler = new KubernetesHandler(kubernetes, simulation, token);
        executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "emulated-kubernetes-" + threads.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificates.serverContext()));
        server.setExecutor(executor);
        server.createContext("/", handler);
        server.start();
    }

    /** Such as {@code https://127.0.0.1:40123}. */
    public String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Who signed the server's certificate, in PEM format. */
    public String caPem() {
        return certificates.caPem();
    }

    /** Replaces the token that is accepted, as when a short-lived one runs out. */
    public void acceptToken(String token) {
        handler.acceptTokens(token::equals);
    }

    /** Decides for each request whether its token is good. */
    public void acceptTokens(Predicate<String> accepted) {
        handler.acceptTokens(accepted);
    }

    public KubernetesFaults faults() {
        return handler.faults();
    }

    public KubernetesRequestLog requests() {
        return handler.requests();
    }

    /** Watches that are being served; a client that went away is noticed when there is something to tell it. */
    public int openWatches() {
        return handler.openWatches();
    }

    /** Ends all watches, as an API server does that is restarted. */
    public void cutWatches() {
        handler.cutWatches();
    }

    /** Tells all watches that their place in history is forgotten (410), and forgets it. */
    public void expireWatches() {
        handler.expireWatches();
    }

    /** Text of a file for {@code kubectl --kubeconfig}. */
    public String kubeconfig(String token) {
        String ca = Base64.getEncoder().encodeToString(caPem().getBytes(StandardCharsets.UTF_8));
        return String.join(
                "\n",
                "apiVersion: v1",
                "kind: Config",
                "current-context: emulated",
                "clusters:",
                "- name: emulated",
                "  cluster:",
                "    server: " + url(),
                "    certificate-authority-data: " + ca,
                "users:",
                "- name: emulated",
                "  user:",
                "    token: " + token,
                "contexts:",
                "- name: emulated",
                "  context:",
                "    cluster: emulated",
                "    user: emulated",
                "");
    }

    @Override
    public void close() {
        handler.cutWatches();
        server.stop(0);
        executor.shutdownNow();
    }
}
