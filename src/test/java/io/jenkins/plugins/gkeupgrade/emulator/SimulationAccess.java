package io.jenkins.plugins.gkeupgrade.emulator;

import java.util.concurrent.Callable;

/** The one door to a simulation that several threads serve: one at a time, and never behind the time. */
@FunctionalInterface
public interface SimulationAccess {
    /** Runs the action alone, after everything that is due by now has happened. */
    <T> T call(Callable<T> action) throws Exception;
}
