package io.jenkins.plugins.gkeupgrade.config;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesConnection;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesConnector;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesWorkloads;
import io.jenkins.plugins.gkeupgrade.kube.NodeControlPlane;
import java.util.function.Function;
import java.util.function.Supplier;

/** The one connection to a cluster for all who have the same access to it; each half opens when it is first needed. */
final class SharedConnection implements AutoCloseable {
    private final ClusterAccess access;
    private final Function<ClusterAccess, GkeApi> gkeApis;
    private GkeApi gke;
    private KubernetesConnection kubernetes;
    private boolean closed;

    SharedConnection(ClusterAccess access, Function<ClusterAccess, GkeApi> gkeApis) {
        this.access = access;
        this.gkeApis = gkeApis;
    }

    /** @param window where a cluster without a GKE API is looked at; its owner closes it */
    ControlPlane controlPlane(Supplier<KubernetesWorkloads> window) {
        ClusterRef cluster = access.settings().cluster();
        return cluster.gke() ? gke().controlPlane() : new NodeControlPlane(cluster, window.get());
    }

    /** A window on the Kubernetes API for one user, who closes it when done. May ask GKE for the address first. */
    KubernetesWorkloads workloads() {
        return kubernetes().workloads();
    }

    /** Whether the way to the Kubernetes API is the DNS-based endpoint; may ask GKE. */
    boolean usesDnsEndpoint() {
        ClusterSettings settings = access.settings();
        return settings.kubeconfigCredentialsId() == null
                && settings.kubernetesUrl() == null
                && gke().endpoints().choosesDns(settings.endpoint());
    }

    private synchronized GkeApi gke() {
        requireOpen();
        if (gke == null) {
            gke = gkeApis.apply(access);
        }
        return gke;
    }

    private synchronized KubernetesConnection kubernetes() {
        requireOpen();
        if (kubernetes == null) {
            try {
                kubernetes = new KubernetesConnector(access.settings().limits()).connect(access.kubernetes(this::gke));
            } catch (IllegalArgumentException e) {
                throw new Failed(e.getMessage(), e);
            }
        }
        return kubernetes;
    }

    private void requireOpen() {
        if (closed) {
            throw new Failed("The connection to " + access + " is closed.");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (kubernetes != null) {
            kubernetes.close();
        }
        if (gke != null) {
            gke.close();
        }
    }
}
