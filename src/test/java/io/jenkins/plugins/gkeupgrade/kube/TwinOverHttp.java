package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.emulator.KubernetesEmulator;
import io.jenkins.plugins.gkeupgrade.emulator.SimulationAccess;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import io.jenkins.plugins.gkeupgrade.simulation.StageDriver;
import io.jenkins.plugins.gkeupgrade.simulation.Twin;
import io.jenkins.plugins.gkeupgrade.simulation.gke.SimulatedControlPlane;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A simulated cluster with its new pool, in virtual time, whose Kubernetes is reached over HTTPS. */
final class TwinOverHttp implements AutoCloseable {
    private static final Duration MOMENT = Duration.ofMillis(50);

    final Twin twin = Twin.withGreenPool();
    final KubernetesEmulator emulator;
    private final KubernetesConnection connection;

    TwinOverHttp() throws IOException {
        SimulationAccess access = new SimulationAccess() {
            @Override
            public synchronized <T> T call(Callable<T> action) throws Exception {
                return action.call();
            }
        };
        emulator = new KubernetesEmulator(twin.kubernetes, access, EmulatedCluster.TOKEN);
        connection = new KubernetesConnector(EmulatedCluster.FAST)
                .connect(new KubernetesAccess(emulator.url(), emulator.caPem(), () -> EmulatedCluster.TOKEN));
    }

    /** Runs a stage to its end, as a step of its own would. Watches need a moment of real time in each virtual wait. */
    <S extends Serializable> Outcome run(StageRequest<S> request) {
        try (KubernetesWorkloads workloads = connection.workloads()) {
            ControlPlane gke = new SimulatedControlPlane(twin.gke.api("steps"), Twin.REF);
            Semaphore changes = new Semaphore(0);
            workloads.onChange(changes::release);
            StageDriver driver =
                    new StageDriver(twin.timeline, () -> new World(gke, workloads, twin.log::add, twin.timeline.now()));
            return driver.onWait(reason -> awaitOne(changes)).run(request);
        }
    }

    private static void awaitOne(Semaphore changes) {
        changes.drainPermits();
        try {
            changes.tryAcquire(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        connection.close();
        emulator.close();
    }
}
