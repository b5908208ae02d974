package io.jenkins.plugins.gkeupgrade.runner.flow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Named locks between the branches of one run, granted in the order of asking. */
public final class Locks {
    private final Map<String, Deque<BooleanSupplier>> held = new HashMap<>();

    /** Takes a free lock at once; otherwise tells the waiter later, who says whether it still wants the lock. */
    public synchronized boolean acquire(String name, BooleanSupplier waiter) {
        Deque<BooleanSupplier> queue = held.get(name);
        if (queue == null) {
            held.put(name, new ArrayDeque<>());
            return true;
        }
        queue.add(waiter);
        return false;
    }

    public synchronized void release(String name) {
        Deque<BooleanSupplier> queue = held.get(name);
        for (BooleanSupplier next = queue.poll(); next != null; next = queue.poll()) {
            if (next.getAsBoolean()) {
                return;
            }
        }
        held.remove(name);
    }
}
