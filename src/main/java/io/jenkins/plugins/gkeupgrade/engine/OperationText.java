package io.jenkins.plugins.gkeupgrade.engine;

import io.jenkins.plugins.gkeupgrade.engine.model.Operation;
import java.util.List;
import java.util.Optional;

/** How the stages speak of GKE's operations. */
public final class OperationText {
    private OperationText() {}

    /** The operation that keeps others from starting. */
    public static Optional<Operation> running(List<Operation> operations) {
        return operations.stream().filter(o -> !o.ended()).findFirst();
    }

    public static boolean running(List<Operation> operations, String type) {
        return operations.stream().anyMatch(o -> !o.ended() && o.type().equals(type));
    }

    /** {@code operation-1-a (CREATE_NODE_POOL of blue, nodes done 2 of 5)} */
    public static String of(Operation operation) {
        return operation.name() + " (" + operation.type() + " of " + operation.target()
                + (operation.progress().isEmpty() ? "" : ", " + operation.progress()) + ")";
    }

    /** State and progress without the name, for an operation of our own. */
    public static String standing(Operation operation) {
        return operation.name() + " " + operation.state()
                + (operation.progress().isEmpty() ? "" : ", " + operation.progress());
    }
}
