package io.jenkins.plugins.gkeupgrade.bench;

import hudson.model.Run;
import io.jenkins.plugins.gkeupgrade.config.ClusterConnector;
import io.jenkins.plugins.gkeupgrade.config.ClusterLease;
import io.jenkins.plugins.gkeupgrade.config.ClusterTarget;
import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import io.jenkins.plugins.gkeupgrade.engine.port.Workloads;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesConnection;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesWorkloads;

/** Gives all steps one connection, as a controller does, and notes when they change things. */
final class SharedConnector extends ClusterConnector {
    private final ControlPlane gke;
    private final KubernetesConnection connection;
    private final PatchTimes times;

    SharedConnector(ControlPlane gke, KubernetesConnection connection, PatchTimes times) {
        this.gke = gke;
        this.connection = connection;
        this.times = times;
    }

    @Override
    public ClusterLease lease(ClusterTarget target, Run<?, ?> run) {
        return new Lease(gke, connection.workloads(), times);
    }

    private record Lease(ControlPlane controlPlane, KubernetesWorkloads window, PatchTimes times)
            implements ClusterLease {
        @Override
        public Workloads workloads() {
            return new TimedWorkloads(window, times);
        }

        @Override
        public void onChange(Runnable listener) {
            window.onChange(listener);
        }

        @Override
        public void onReturn(Runnable listener) {
            window.onReturn(listener);
        }

        @Override
        public void close() {
            window.close();
        }
    }
}
