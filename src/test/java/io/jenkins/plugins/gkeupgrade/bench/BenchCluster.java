package io.jenkins.plugins.gkeupgrade.bench;

import io.jenkins.plugins.gkeupgrade.config.ClusterConnector;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import io.jenkins.plugins.gkeupgrade.kube.Kubeconfig;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesConnection;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesConnector;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesLimits;
import io.jenkins.plugins.gkeupgrade.realkube.FakeNodes;
import io.jenkins.plugins.gkeupgrade.realkube.FakePool;
import io.jenkins.plugins.gkeupgrade.realkube.RealKubernetes;
import io.jenkins.plugins.gkeupgrade.simulation.Timeline;
import io.jenkins.plugins.gkeupgrade.simulation.gke.ClusterSettings;
import io.jenkins.plugins.gkeupgrade.simulation.gke.GkeTimings;
import io.jenkins.plugins.gkeupgrade.simulation.gke.ServerConfig;
import io.jenkins.plugins.gkeupgrade.simulation.gke.SimulatedControlPlane;
import io.jenkins.plugins.gkeupgrade.simulation.gke.SimulatedGke;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A real Kubernetes control plane with an old and a new pool of fake nodes, and the view of it that GKE would give.
 * Steps reach it through the plugin's own adapter.
 */
final class BenchCluster implements AutoCloseable {
    static final GkeVersion OLD = GkeVersion.parse("1.29.4-gke.100");
    static final GkeVersion NEW = GkeVersion.parse("1.30.1-gke.200");
    static final OptInTaint OPT_IN = new OptInTaint(OptInTaint.DEFAULT_KEY, NEW);

    private static final ClusterRef REF = ClusterRef.parse("projects/bench/locations/europe-west1-b/clusters/bench");

    private final RealKubernetes kubernetes;
    private final ControlPlane gke;

    private BenchCluster(RealKubernetes kubernetes) {
        this.kubernetes = kubernetes;
        this.gke = gke();
        new FakeNodes(kubernetes.admin())
                .add(FakePool.of("old", 3).withVersion("v" + OLD).withZones("europe-west1-b"))
                .add(FakePool.of("new", 3)
                        .withVersion("v" + NEW)
                        .withZones("europe-west1-b")
                        .withLabel(OPT_IN.key(), OPT_IN.value())
                        .withTaint(OPT_IN.taint().toString()));
    }

    static BenchCluster start(Path folder) {
        return new BenchCluster(RealKubernetes.start(folder));
    }

    private static ControlPlane gke() {
        SimulatedGke gke = new SimulatedGke(
                new Timeline(Instant.EPOCH), ServerConfig.offering(OLD, List.of(OLD, NEW)), GkeTimings.standard(), 1);
        gke.addCluster(ClusterSettings.standard(REF, NEW));
        gke.addPool(REF, pool("old", OLD, false), 3);
        gke.addPool(REF, pool("new", NEW, true), 3);
        return new SimulatedControlPlane(gke.api("bench"), REF);
    }

    private static NodePool pool(String name, GkeVersion version, boolean optIn) {
        return new NodePool(
                name,
                version,
                "",
                "",
                3,
                NodePool.Autoscaling.perZone(3, 3),
                optIn ? Map.of(OPT_IN.key(), OPT_IN.value()) : Map.of(),
                optIn ? List.of(OPT_IN.taint()) : List.of(),
                List.of(),
                Map.of("config.machineType", "e2-standard-8"));
    }

    RealKubernetes kubernetes() {
        return kubernetes;
    }

    KubernetesConnection connect(KubernetesLimits limits) throws IOException {
        return new KubernetesConnector(limits).connect(Kubeconfig.parse(Files.readString(kubernetes.kubeconfig())));
    }

    /** What steps get when they share this connection. */
    ClusterConnector connector(KubernetesConnection connection, PatchTimes times) {
        return new SharedConnector(gke, connection, times);
    }

    @Override
    public void close() {
        kubernetes.close();
    }
}
