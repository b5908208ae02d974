package io.jenkins.plugins.gkeupgrade.simulation.gke;

import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.simulation.NodeTemplate;
import java.util.ArrayList;
import java.util.List;

/** A node pool and its machines. */
final class SimulatedPool {
    /** Field of {@link NodePool#settings()} that sizes the nodes. */
    static final String MACHINE_TYPE = "config.machineType";

    static final String MAX_PODS = "maxPodsConstraint.maxPodsPerNode";
    private static final String DEFAULT_MACHINE_TYPE = "e2-medium";
    private static final String DEFAULT_MAX_PODS = "110";

    private final List<Machine> machines = new ArrayList<>();
    private NodePool shape;
    private boolean respectsBudgets;

    SimulatedPool(NodePool shape, String status) {
        this.shape = shape;
        status(status, "");
    }

    NodePool shape() {
        return shape;
    }

    String name() {
        return shape.name();
    }

    void change(NodePool changed) {
        shape = changed;
    }

    void status(String status, String message) {
        shape = new NodePool(
                shape.name(),
                shape.version(),
                status,
                message,
                shape.nodeCount(),
                shape.autoscaling(),
                shape.labels(),
                shape.taints(),
                shape.locations(),
                shape.settings());
    }

    /** Whether its deletion honours PodDisruptionBudgets; GKE's default is no. */
    boolean respectsBudgets() {
        return respectsBudgets;
    }

    void respectBudgets() {
        respectsBudgets = true;
    }

    /** The machines it has and has asked for; callers may change the list. */
    List<Machine> machines() {
        return machines;
    }

    List<Machine> machinesIn(String zone) {
        return machines.stream().filter(m -> m.zone().equals(zone)).toList();
    }

    int joined() {
        return (int) machines.stream().filter(Machine::joined).count();
    }

    String machineType() {
        return shape.settings().getOrDefault(MACHINE_TYPE, DEFAULT_MACHINE_TYPE);
    }

    NodeTemplate template(String zone) {
        MachineType machine = MachineType.of(machineType());
        return new NodeTemplate(
                shape.name(),
                zone,
                shape.version(),
                shape.labels(),
                shape.taints(),
                machine.cpuMillis(),
                machine.memoryBytes(),
                Integer.parseInt(shape.settings().getOrDefault(MAX_PODS, DEFAULT_MAX_PODS)));
    }
}
