package io.jenkins.plugins.gkeupgrade.simulation.gke;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Faults in the order in which they were asked for: each happens once, to the next call or operation it fits. */
public final class ScriptedFaults implements GkeFaults {
    private final Map<String, Deque<CallFault>> calls = new HashMap<>();
    private final Map<String, Deque<GkeError>> declined = new HashMap<>();
    private final Map<String, Deque<String>> operations = new HashMap<>();
    private final Deque<Spontaneous> spontaneous = new ArrayDeque<>();
    private final Set<String> emptyZones = new HashSet<>();

    /** The next calls of that method meet these faults, one each. */
    public ScriptedFaults onNext(String method, CallFault... faults) {
        for (CallFault fault : faults) {
            calls.computeIfAbsent(method, m -> new ArrayDeque<>()).add(fault);
        }
        return this;
    }

    /** The next call of that method is declined. */
    public ScriptedFaults declineNext(String method, GkeError.Code code, String message) {
        declined.computeIfAbsent(method, m -> new ArrayDeque<>()).add(new GkeError(code, message));
        return this;
    }

    /** The next operation of that type ends with this error. */
    public ScriptedFaults failNext(String type, String error) {
        operations.computeIfAbsent(type, t -> new ArrayDeque<>()).add(error);
        return this;
    }

    /** The next pool creation is followed by this operation. */
    public ScriptedFaults afterNextPoolCreation(Spontaneous operation) {
        spontaneous.add(operation);
        return this;
    }

    /** From now on the zone has no machines to give. */
    public ScriptedFaults emptyZone(String zone) {
        emptyZones.add(zone);
        return this;
    }

    @Override
    public CallFault onCall(String method) {
        return next(calls, method).orElse(CallFault.NONE);
    }

    private static <T> Optional<T> next(Map<String, Deque<T>> waiting, String what) {
        return Optional.ofNullable(waiting.get(what)).map(Deque::poll);
    }

    @Override
    public Optional<GkeError> declined(String method) {
        return next(declined, method);
    }

    @Override
    public Optional<String> operationError(String type) {
        return next(operations, type);
    }

    @Override
    public Optional<Spontaneous> afterPoolCreation() {
        return Optional.ofNullable(spontaneous.poll());
    }

    @Override
    public boolean outOfStock(String zone, String machineType) {
        return emptyZones.contains(zone);
    }
}
