package io.jenkins.plugins.gkeupgrade.runner.flow;

import hudson.EnvVars;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A block under way, started by a step that does not itself wait. */
final class RunningBody extends BodyExecution implements Runnable {
    private static final long serialVersionUID = 1L;

    private final transient RunningCall call;
    private final transient int number;
    private final transient String label;
    private final transient List<Object> values;
    private transient volatile List<BodyExecutionCallback> callbacks;
    private transient volatile PipelineNode start;
    private transient Throwable cancelled;
    private transient Outcome outcome;

    RunningBody(
            RunningCall call, int number, String label, List<Object> values, List<BodyExecutionCallback> callbacks) {
        this.call = call;
        this.number = number;
        this.label = label;
        this.values = List.copyOf(values);
        this.callbacks = List.copyOf(callbacks);
    }

    RunningCall call() {
        return call;
    }

    int number() {
        return number;
    }

    List<BodyExecutionCallback> callbacks() {
        return callbacks;
    }

    void callbacks(List<BodyExecutionCallback> revived) {
        callbacks = revived;
    }

    @Override
    public void run() {
        Throwable early;
        synchronized (this) {
            early = cancelled;
        }
        Outcome ended = early != null ? Outcome.failed(early) : PipelineExecution.outcomeOf(this::runInScope);
        synchronized (this) {
            outcome = ended;
            notifyAll();
        }
        for (BodyExecutionCallback callback : callbacks) {
            if (ended.error() == null) {
                callback.onSuccess(call.context(), ended.value());
            } else {
                callback.onFailure(call.context(), ended.error());
            }
        }
    }

    private Object runInScope() throws Throwable {
        PipelineNode opened = call.execution().graph().bodyStart(call.node(), label);
        start = opened;
        Map<String, String> environment = Map.of();
        for (Object value : values) {
            if (value instanceof EnvVars variables) {
                environment = variables;
            }
        }
        callbacks.forEach(callback -> callback.onStart(call.context()));
        return call.runBody(opened, new Scope(call.scope(), opened, values, environment));
    }

    @Override
    public Collection<StepExecution> getCurrentExecutions() {
        PipelineNode block = start;
        return block == null ? List.of() : call.execution().executionsWithin(block);
    }

    @Override
    public boolean cancel(Throwable t) {
        synchronized (this) {
            if (outcome != null) {
                return false;
            }
            cancelled = t;
        }
        if (start != null) {
            call.execution().cancel(start, t);
        }
        return true;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return cancel(new CancellationException("The block was cancelled by its step."));
    }

    @Override
    public synchronized boolean isCancelled() {
        return cancelled != null && outcome != null;
    }

    @Override
    public synchronized boolean isDone() {
        return outcome != null;
    }

    @Override
    public synchronized Object get() throws ExecutionException {
        Uninterruptibly.await(this, () -> outcome != null);
        if (outcome.error() != null) {
            throw new ExecutionException(outcome.error());
        }
        return outcome.value();
    }

    @Override
    public synchronized Object get(long timeout, TimeUnit unit)
            throws ExecutionException, InterruptedException, TimeoutException {
        if (outcome == null) {
            unit.timedWait(this, timeout);
        }
        if (outcome == null) {
            throw new TimeoutException();
        }
        return get();
    }
}
