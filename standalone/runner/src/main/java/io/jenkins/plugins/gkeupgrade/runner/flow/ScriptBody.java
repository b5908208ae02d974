package io.jenkins.plugins.gkeupgrade.runner.flow;

/** The block given to a step. */
@FunctionalInterface
public interface ScriptBody {
    /** Runs the block on the calling thread; an error of the script comes out as it was thrown. */
    Object run() throws Throwable;
}
