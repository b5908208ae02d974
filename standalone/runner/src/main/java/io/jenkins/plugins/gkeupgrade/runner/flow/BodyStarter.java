package io.jenkins.plugins.gkeupgrade.runner.flow;

import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;

/** Starts a step's block on the thread that waits for the step; several blocks of one step run one after another. */
final class BodyStarter extends BodyInvoker {
    private final CallContext context;
    private final List<Object> values = new ArrayList<>();
    private final List<BodyExecutionCallback> callbacks = new ArrayList<>();
    private String label;

    BodyStarter(CallContext context) {
        this.context = context;
    }

    @Override
    public BodyInvoker withContext(Object override) {
        // The latest of a kind counts, so it is found first.
        values.add(0, override);
        return this;
    }

    @Override
    public BodyInvoker withDisplayName(String name) {
        label = name;
        return this;
    }

    @Override
    public BodyInvoker withCallback(BodyExecutionCallback callback) {
        callbacks.add(callback);
        return this;
    }

    @Override
    public BodyExecution start() {
        RunningCall call = context.call();
        RunningBody body = call.newBody(number -> new RunningBody(call, number, label, values, callbacks));
        call.awaited().offer(body);
        return body;
    }
}
