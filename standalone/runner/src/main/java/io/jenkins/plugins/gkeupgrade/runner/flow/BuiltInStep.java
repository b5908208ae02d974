package io.jenkins.plugins.gkeupgrade.runner.flow;

import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A step of the runner's own. It does its work on the script's thread, where it may run its block and wait. */
public abstract class BuiltInStep extends Step {
    /** Does the step's work and returns its result; what it throws, the script sees. */
    public abstract Object run(RunningCall call) throws Throwable;

    @Override
    public final StepExecution start(StepContext context) {
        throw new UnsupportedOperationException(
                getClass().getSimpleName() + " is a step of the runner and runs nowhere else.");
    }
}
