package io.jenkins.plugins.gkeupgrade.emulator;

import java.util.concurrent.Callable;

/** A simulation whose time only its owner moves, and not while it is called. */
public final class OneAtATime implements SimulationAccess {
    @Override
    public synchronized <T> T call(Callable<T> action) throws Exception {
        return action.call();
    }
}
