package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.gkeupgrade.emulator.GkeEmulator;
import io.jenkins.plugins.gkeupgrade.emulator.OneAtATime;
import io.jenkins.plugins.gkeupgrade.engine.master.MasterUpgradeRequest;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.pool.TaintedPoolRequest;
import io.jenkins.plugins.gkeupgrade.gcp.GkeAddress;
import io.jenkins.plugins.gkeupgrade.gcp.GkeConnection;
import io.jenkins.plugins.gkeupgrade.kube.Kubeconfig;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesAccess;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesConnector;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesLimits;
import io.jenkins.plugins.gkeupgrade.realkube.FakeKubelet;
import io.jenkins.plugins.gkeupgrade.realkube.RealKubernetes;
import io.jenkins.plugins.gkeupgrade.realkube.RealNodeHost;
import io.jenkins.plugins.gkeupgrade.simulation.Timeline;
import io.jenkins.plugins.gkeupgrade.simulation.gke.ClusterSettings;
import io.jenkins.plugins.gkeupgrade.simulation.gke.GkeTimings;
import io.jenkins.plugins.gkeupgrade.simulation.gke.ServerConfig;
import io.jenkins.plugins.gkeupgrade.simulation.gke.SimulatedGke;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A zonal GKE cluster whose GKE side is the emulator and whose Kubernetes side is real: the old pool {@value #OLD_POOL} and,
 * made by the first two steps, the control plane of the new version and the pool {@value #NEW_POOL}. The steps have the
 * documented rights inside the cluster, and no others.
 */
final class AcceptanceCluster implements AutoCloseable {
    static final ClusterRef REF = ClusterRef.parse("projects/shop/locations/europe-west1-b/clusters/prod");
    static final GkeVersion OLD = GkeVersion.parse("1.32.9-gke.1675000");
    static final GkeVersion NEW = GkeVersion.parse("1.33.5-gke.1162000");
    static final OptInTaint TAINT = new OptInTaint(OptInTaint.DEFAULT_KEY, NEW);
    static final String OLD_POOL = "blue";
    static final String NEW_POOL = "green";
    /** Three times 8 CPUs and 110 pods: enough for every test without an autoscaler. */
    static final int NODES = 3;
    /** The name of the documented role; nobody changes what it grants. */
    static final String STEP_ROLE = "gke-opt-in-upgrade";

    private final RealKubernetes kubernetes;
    private final FakeKubelet kubelet;
    private final SimulatedGke gke;
    private final Timeline timeline = new Timeline(Instant.now());
    private final GkeEmulator emulator;
    private final GkeConnection connection;
    private final KubernetesAccess stepUser;
    private final Outcome masterUpgrade;
    private final Outcome taintedPool;

    private AcceptanceCluster(RealKubernetes kubernetes) {
        this.kubernetes = kubernetes;
        this.kubelet = FakeKubelet.start(kubernetes);
        this.gke = new SimulatedGke(timeline, ServerConfig.offering(OLD, List.of(OLD, NEW)), GkeTimings.standard(), 1);
        gke.addCluster(ClusterSettings.standard(REF, OLD));
        gke.addPool(REF, blue(), NODES);
        gke.attach(REF, new RealNodeHost(kubernetes));
        this.emulator = emulate(gke);
        this.connection = GkeConnection.open(new GkeAddress(emulator.address(), true), () -> null);
        Path user = kubernetes.user("step-user");
        StepRights.bind(kubernetes.admin(), "step-user.yaml", STEP_ROLE, "step-user", user);
        stepUser = access(user);
        try (RealStageDriver steps = steps()) {
            masterUpgrade = steps.runInVirtualTime(upgrade());
            taintedPool = steps.runInVirtualTime(pool());
        }
    }

    private static GkeEmulator emulate(SimulatedGke gke) {
        System.setProperty(GkeAddress.PLAINTEXT_PROPERTY, "true");
        try {
            return new GkeEmulator(gke, new OneAtATime(), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static AcceptanceCluster start(Path folder) {
        RealKubernetes kubernetes = RealKubernetes.start(folder);
        try {
            return new AcceptanceCluster(kubernetes);
        } catch (RuntimeException | Error e) {
            kubernetes.close();
            throw e;
        }
    }

    private static NodePool blue() {
        return new NodePool(
                OLD_POOL,
                OLD,
                "",
                "",
                NODES,
                NodePool.Autoscaling.off(),
                Map.of(),
                List.of(),
                List.of(),
                Map.of("config.machineType", "e2-standard-8"));
    }

    static MasterUpgradeRequest upgrade() {
        return MasterUpgradeRequest.of("1.33", MasterUpgradeRequest.DEFAULT_MAX_SKEW, 60);
    }

    static TaintedPoolRequest pool() {
        return TaintedPoolRequest.of("1.33", "", NEW_POOL, NODES, NODES, "", 60);
    }

    /** How the first step ended when the cluster was made. */
    Outcome masterUpgrade() {
        return masterUpgrade;
    }

    /** How the second step ended when the cluster was made. */
    Outcome taintedPool() {
        return taintedPool;
    }

    RealKubernetes kubernetes() {
        return kubernetes;
    }

    KubernetesClient admin() {
        return kubernetes.admin();
    }

    /** A user with exactly the rights of docs/rbac/step-user.yaml. */
    KubernetesAccess stepUser() {
        return stepUser;
    }

    static KubernetesAccess access(Path kubeconfig) {
        try {
            return Kubeconfig.parse(Files.readString(kubeconfig));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The steps, in the name of the user with the documented rights. */
    RealStageDriver steps() {
        return steps(stepUser);
    }

    /** The steps, in the name of that user. */
    RealStageDriver steps(KubernetesAccess user) {
        return steps(user, KubernetesLimits.DEFAULT);
    }

    RealStageDriver steps(KubernetesAccess user, KubernetesLimits limits) {
        return new RealStageDriver(
                connection.controlPlane(REF), timeline, new KubernetesConnector(limits).connect(user));
    }

    @Override
    public void close() {
        connection.close();
        emulator.close();
        kubelet.close();
        kubernetes.close();
    }
}
