package io.jenkins.plugins.gkeupgrade.runner.flow;

import java.util.function.BooleanSupplier;

/** Waits on a monitor that the caller holds; an interrupt is kept for later. */
final class Uninterruptibly {
    private Uninterruptibly() {}

    static void await(Object monitor, BooleanSupplier condition) {
        boolean interrupted = false;
        while (!condition.getAsBoolean()) {
            try {
                monitor.wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
