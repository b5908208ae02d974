package io.jenkins.plugins.gkeupgrade.steps;

import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.MaintenanceExclusion;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Operation;
import io.jenkins.plugins.gkeupgrade.engine.model.PoolSpec;
import io.jenkins.plugins.gkeupgrade.engine.model.ServerVersions;
import io.jenkins.plugins.gkeupgrade.engine.model.SupportEnd;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.engine.model.Upkeep;
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

    /** For what changes something: a step that was stopped meanwhile changes nothing any more. */
    private ControlPlane whileRunning() {
        connection.requireRunning();
        return remote();
    }

    @Override
    public Cluster cluster() {
        return connection.saw(remote().cluster());
    }

    @Override
    public ServerVersions serverVersions() {
        return remote().serverVersions();
    }

    @Override
    public SupportEnd supportOf(String pool) {
        return remote().supportOf(pool);
    }

    @Override
    public Upkeep upkeep() {
        return remote().upkeep();
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
        return whileRunning().upgradeControlPlane(version);
    }

    @Override
    public Operation exclude(MaintenanceExclusion exclusion) {
        return whileRunning().exclude(exclusion);
    }

    @Override
    public Operation createPool(PoolSpec spec) {
        return whileRunning().createPool(spec);
    }

    @Override
    public Operation setPoolTaints(String pool, List<Taint> taints) {
        return whileRunning().setPoolTaints(pool, taints);
    }

    @Override
    public Operation setPoolAutoscaling(String pool, NodePool.Autoscaling limits) {
        return whileRunning().setPoolAutoscaling(pool, limits);
    }

    @Override
    public Operation respectBudgetsOnDeletion(String pool) {
        return whileRunning().respectBudgetsOnDeletion(pool);
    }

    @Override
    public Operation deletePool(String pool) {
        return whileRunning().deletePool(pool);
    }
}
