package io.jenkins.plugins.gkeupgrade.runner.steps;

import hudson.model.Result;
import io.jenkins.plugins.gkeupgrade.runner.console.Traces;
import io.jenkins.plugins.gkeupgrade.runner.flow.RunningCall;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/**
 * What catchError and warnError have in common: the block's error is printed and marks the build and the stage.
 *
 * @param message printed first; may be null
 */
record CaughtErrors(String message, Result buildResult, Result stageResult, boolean catchInterruptions) {
    Object run(RunningCall call) throws Throwable {
        try {
            call.runBody(null, List.of(), Map.of());
        } catch (Throwable error) {
            if (!catchInterruptions
                    && error instanceof FlowInterruptedException interruption
                    && interruption.isActualInterruption()) {
                throw error;
            }
            handle(error, call);
        }
        return null;
    }

    private void handle(Throwable error, RunningCall call) {
        if (message != null) {
            call.listener().error(message);
        }
        Traces.print(error, call.execution().run(), call.listener());
        Result ofBuild =
                error instanceof FlowInterruptedException interruption ? interruption.getResult() : buildResult;
        Result ofStage =
                error instanceof FlowInterruptedException interruption ? interruption.getResult() : stageResult;
        if (ofBuild.isWorseThan(Result.SUCCESS)) {
            Result before = call.execution().run().getResult();
            if (before == null || ofBuild.isWorseThan(before)) {
                call.listener().getLogger().println("Setting overall build result to " + ofBuild);
            }
            call.execution().run().setResult(ofBuild);
        }
        if (ofStage.isWorseThan(Result.SUCCESS)) {
            call.node().addOrReplaceAction(new WarningAction(ofStage).withMessage(message));
        }
    }
}
