package io.jenkins.plugins.gkeupgrade.runner.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInDescriptor;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInStep;
import io.jenkins.plugins.gkeupgrade.runner.flow.RunningCall;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code catchError(buildResult: 'UNSTABLE', stageResult: 'FAILURE', message: '...') { }}. */
public final class CatchErrorStep extends BuiltInStep {
    private String message;
    private Result buildResult = Result.FAILURE;
    private Result stageResult = Result.SUCCESS;
    private boolean catchInterruptions = true;

    @DataBoundConstructor
    public CatchErrorStep() {
        // All parameters are optional.
    }

    @DataBoundSetter
    public void setMessage(String message) {
        this.message = Util.fixEmptyAndTrim(message);
    }

    @DataBoundSetter
    public void setBuildResult(String result) {
        buildResult = parse("buildResult", result);
    }

    @DataBoundSetter
    public void setStageResult(String result) {
        stageResult = parse("stageResult", result);
    }

    @DataBoundSetter
    public void setCatchInterruptions(boolean all) {
        catchInterruptions = all;
    }

    private static Result parse(String parameter, String text) {
        if (text == null) {
            return Result.SUCCESS;
        }
        Result result = Result.fromString(text);
        if (!result.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException(parameter + " is invalid: " + text
                    + ". Valid options are SUCCESS, UNSTABLE, FAILURE, NOT_BUILT and ABORTED.");
        }
        return result;
    }

    @Override
    public Object run(RunningCall call) throws Throwable {
        return new CaughtErrors(message, buildResult, stageResult, catchInterruptions).run(call);
    }

    @Extension
    public static final class DescriptorImpl extends BuiltInDescriptor.Block {
        public DescriptorImpl() {
            super("catchError", TaskListener.class);
        }
    }
}
