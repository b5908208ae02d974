package io.jenkins.plugins.gkeupgrade.realkube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A real etcd, kube-apiserver, kube-controller-manager and kube-scheduler on loopback, run by {@code
 * standalone/kubernetes}.
 *
 * <p>It is the Kubernetes 1.20 that Debian 12 has, or whichever version it was told to use: ask for newer APIs by
 * capability. It has no nodes of its own: see {@link FakeNodes} and {@link FakeKubelet}.
 */
public final class RealKubernetes implements AutoCloseable {
    /** The system property with the folder under which each cluster has a folder of its own. */
    public static final String FOLDER_PROPERTY = "real-kubernetes";

    private static final int REQUESTS_AT_ONCE = 64;

    private final ControlPlaneScript script;
    private final Path kubeconfig;
    private final KubernetesClient admin;

    private RealKubernetes(ControlPlaneScript script, Path kubeconfig) {
        this.script = script;
        this.kubeconfig = kubeconfig;
        this.admin = client(kubeconfig);
    }

    /**
     * Starts a control plane whose files are in that folder, which is made if need be. The first one on a machine takes
     * minutes, because it is built; the next ones about five seconds.
     */
    public static RealKubernetes start(Path folder) {
        ControlPlaneScript script = new ControlPlaneScript(folder.toAbsolutePath());
        script.call("stop");
        script.apiServerFlags(List.of());
        return new RealKubernetes(script, Path.of(script.call("start")));
    }

    /** The cluster's administrator, who may do everything. Closed with the cluster. */
    public KubernetesClient admin() {
        return admin;
    }

    /** The administrator's kubeconfig file. */
    public Path kubeconfig() {
        return kubeconfig;
    }

    /** The version of its API server, such as {@code v1.20.2}. */
    public String version() {
        return admin.getKubernetesVersion().getGitVersion();
    }

    /** A kubeconfig for the user of that name, who shows a client certificate and has no rights. */
    public Path user(String name) {
        return Path.of(script.call("user", name));
    }

    /**
     * A kubeconfig for the service account of that name in the namespace {@code default}, which shows a bearer token and
     * has no rights. To RBAC it is the user {@code system:serviceaccount:default:NAME}.
     */
    public Path tokenUser(String name) {
        return Path.of(script.call("user", name, "--token"));
    }

    /** A new client with the rights of that kubeconfig; the caller closes it. */
    public static KubernetesClient client(Path kubeconfig) {
        return new KubernetesClientBuilder()
                .withConfig(config(kubeconfig))
                .withHttpClientFactory(new OkHttpClientFactory())
                .build();
    }

    /**
     * Quick to reconnect, not limited to five requests at a time as clients are by default, and without retries of its
     * own: tests must see what the API server answers.
     */
    private static Config config(Path kubeconfig) {
        try {
            Config config = Config.fromKubeconfig(Files.readString(kubeconfig));
            config.setMaxConcurrentRequests(REQUESTS_AT_ONCE);
            config.setMaxConcurrentRequestsPerHost(REQUESTS_AT_ONCE);
            config.setWatchReconnectInterval(100);
            config.setRequestRetryBackoffLimit(0);
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills the API server and leaves it down. */
    public void killApiServer() {
        script.call("kill-apiserver");
    }

    /** Kills the API server, if it is up, and starts it again on the same port with the same data. */
    public void restartApiServer() {
        script.call("restart-apiserver");
    }

    /**
     * The same, with these flags besides its usual ones, such as {@code --max-mutating-requests-inflight=1}, from now
     * on.
     */
    public void restartApiServerWith(String... flags) {
        script.apiServerFlags(List.of(flags));
        restartApiServer();
    }

    /**
     * Makes etcd forget every state up to now, so that a list that is continued is told 410. The API
     * server itself remembers recent changes and still serves watches from them: {@link #expireResourceVersions()}.
     */
    public void compact() {
        script.call("compact");
    }

    /** Has every watch from before now told 410: etcd forgets the past, and so does the restarted API server. */
    public void expireResourceVersions() {
        compact();
        restartApiServer();
    }

    /** A PKCS #12 key store for a server on 127.0.0.1, signed by the cluster's own authority. */
    Path servingCertificate(String name) {
        return Path.of(script.call("certificate", name));
    }

    /** Stops the control plane and removes its data; its logs stay in the folder. */
    @Override
    public void close() {
        admin.close();
        script.call("stop");
    }
}
