package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.controllers;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.StoreListener;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control.ControlContext;
import java.util.List;

/** The controller manager. */
public final class Controllers {
    private Controllers() {}

    /** Starts all controllers. */
    public static void start(ControlContext context) {
        List<StoreListener> all = List.of(
                new DeploymentController(context),
                ReplicaSetController.ofReplicaSets(context),
                ReplicaSetController.ofReplicationControllers(context),
                new StatefulSetController(context),
                new DaemonSetController(context),
                new JobController(context),
                new CronJobController(context),
                new AutoscalerController(context),
                new DisruptionController(context),
                new EndpointsController(context),
                new GarbageCollector(context));
        all.forEach(context.store()::addListener);
    }

    /** The pods of DaemonSets that a node would get if it were there. */
    public static List<Manifest> daemonPods(ControlContext context, Manifest node) {
        return context.store().list(Resources.DAEMON_SETS, "").stream()
                .filter(set -> DaemonPods.fits(set, node))
                .map(set -> DaemonPods.pod(set, node.name(), ""))
                .toList();
    }
}
