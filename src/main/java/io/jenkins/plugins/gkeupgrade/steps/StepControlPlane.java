package io.jenkins.plugins.gkeupgrade.steps;

import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Operation;
import io.jenkins.plugins.gkeupgrade.engine.model.PoolSpec;
import io.jenkins.plugins.gkeupgrade.engine.model.ServerVersions;
import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import java.util.List;

/** The GKE API as one step sees it: connected at the first call, and closed to changes once the step has ended. */
final class StepControlPlane implements ControlPlane {
    private final StepConnection connection;

    StepControlPlane(StepConnection connection) {
        this.connection = connection;
    }

    private ControlPlane remote() {
        return connection.controlPlane();
    }

    @Override
    public Cluster cluster() {
        return remote().cluster();
    }

    @Override
    public ServerVersions serverVersions() {
        return remote().serverVersions();
    }

    @Override
    public List<Operation> operations() {
        return remote().operations();
    }

    @Override
    public Operation operation(String name) {
        return remote().operation(name);
    }

    @Override
    public NodePool plan(PoolSpec spec) {
        return remote().plan(spec);
    }

    @Override
    public Operation upgradeControlPlane(GkeVersion version) {
        connection.requireRunning();
        return remote().upgradeControlPlane(version);
    }

    @Override
    public Operation createPool(PoolSpec spec) {
        connection.requireRunning();
        return remote().createPool(spec);
    }
}
