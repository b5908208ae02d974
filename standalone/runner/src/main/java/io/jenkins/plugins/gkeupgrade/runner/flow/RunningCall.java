package io.jenkins.plugins.gkeupgrade.runner.flow;

import hudson.EnvVars;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** One call of a step, from its node to its outcome. */
public final class RunningCall {
    private final PipelineExecution execution;
    private final Branch branch;
    private final Scope scope;
    private final PipelineNode node;
    private final ScriptBody body;
    private final Awaited awaited;
    private final TaskListener listener;
    private final List<RunningBody> bodies = new ArrayList<>();
    private CallContext context = new CallContext(this);
    private StepExecution stepExecution;

    RunningCall(PipelineExecution execution, PipelineNode node, ScriptBody body) {
        this.execution = execution;
        this.branch = execution.current();
        this.scope = branch.scope();
        this.node = node;
        this.body = body;
        this.awaited = execution.newAwaited();
        this.listener = execution.listener(branch, scope);
    }

    public PipelineExecution execution() {
        return execution;
    }

    public PipelineNode node() {
        return node;
    }

    public Scope scope() {
        return scope;
    }

    public TaskListener listener() {
        return listener;
    }

    public boolean hasBody() {
        return body != null;
    }

    Awaited awaited() {
        return awaited;
    }

    synchronized CallContext context() {
        return context;
    }

    synchronized StepExecution stepExecution() {
        return stepExecution;
    }

    synchronized void stepExecution(StepExecution started) {
        stepExecution = started;
    }

    /** The blocks that have not ended. */
    synchronized List<RunningBody> openBodies() {
        return bodies.stream().filter(body -> !body.isDone()).toList();
    }

    /** A block by its number, ended or not: the step may still know it. */
    synchronized RunningBody body(int number) {
        return bodies.get(number);
    }

    /** Makes a block known by its number, which counts from 0. */
    synchronized RunningBody newBody(IntFunction<RunningBody> made) {
        RunningBody body = made.apply(bodies.size());
        bodies.add(body);
        return body;
    }

    /** Cuts the present incarnation of the step off and hands out the context of the next one. */
    synchronized CallContext reincarnate() {
        context.cutOff();
        context = new CallContext(this);
        return context;
    }

    /** Looks a context object up as {@code StepContext.get} does; null when there is none. */
    public <T> T get(Class<T> type) {
        Object found;
        if (type == TaskListener.class) {
            found = listener;
        } else if (type == EnvVars.class) {
            found = execution.environment(scope);
        } else if (type == Run.class) {
            found = execution.run();
        } else if (type == Job.class) {
            found = execution.run().getParent();
        } else if (type == FlowNode.class) {
            found = node;
        } else if (type == FlowExecution.class) {
            found = execution;
        } else {
            found = scope.find(type);
        }
        return type.cast(found);
    }

    /** Runs the step's block on the calling thread, which is the branch's. */
    public Object runBody(String label, List<Object> values, Map<String, String> environment) throws Throwable {
        PipelineNode start = execution.graph().bodyStart(node, label);
        return runBody(start, new Scope(scope, start, values, environment));
    }

    Object runBody(PipelineNode start, Scope inner) throws Throwable {
        Branch own = execution.current();
        Scope before = own.scope();
        own.scope(inner);
        try {
            return body.run();
        } catch (Throwable error) {
            throw ScriptErrors.unwrap(error);
        } finally {
            own.scope(before);
            execution.graph().node(start.enclosing(), "}");
        }
    }

    /** Runs a block that the script did not write down in place, as a loaded file is. */
    public Object runInPlace(String label, ScriptBody work) throws Throwable {
        execution.graph().bodyStart(node, label);
        try {
            return work.run();
        } finally {
            execution.graph().node(node, "}");
        }
    }

    /** Told on a branch's thread how the branch ended; the error is null when it ended well. */
    public interface BranchEnd {
        void ended(String name, Object value, Throwable error, TaskListener listener);
    }

    /** Runs the works as branches of this call and waits for all of them. */
    public void inBranches(Map<String, ScriptBody> works, BranchEnd end) {
        Map<String, Scope> scopes = new LinkedHashMap<>();
        Map<String, ScriptBody> wrapped = new LinkedHashMap<>();
        works.forEach((name, work) -> {
            Scope inner = new Scope(scope, execution.graph().bodyStart(node, "Branch: " + name), List.of(), Map.of());
            scopes.put(name, inner);
            wrapped.put(name, () -> {
                Outcome outcome = PipelineExecution.outcomeOf(work);
                end.ended(name, outcome.value(), outcome.error(), execution.listener(execution.current(), inner));
                execution.graph().node(node, "}");
                return null;
            });
        });
        execution.runBranches(scopes, wrapped);
    }

    /** Lets the time pass on the branch's thread; a stop of the branch ends the wait with its cause. */
    public void pause(Duration duration) throws Throwable {
        Awaited end = execution.newAwaited();
        ScheduledFuture<?> alarm = execution.clock().schedule(() -> end.complete(Outcome.of(null)), duration);
        execution
                .current()
                .await(end, cause -> {
                    alarm.cancel(false);
                    end.complete(Outcome.failed(cause));
                })
                .valueOrThrow();
    }

    /** Waits on the branch's thread for work that goes on elsewhere; a stop of the branch is handed to the work. */
    public Object await(Consumer<Consumer<Object>> work, Consumer<Throwable> onStop) throws Throwable {
        Awaited end = execution.newAwaited();
        // Real work takes real time, in which a virtual clock must not jump ahead.
        execution.clock().hold();
        try {
            work.accept(value -> end.complete(Outcome.of(value)));
            return execution
                    .current()
                    .await(end, cause -> {
                        onStop.accept(cause);
                        end.complete(Outcome.failed(cause));
                    })
                    .valueOrThrow();
        } finally {
            execution.clock().release();
        }
    }

    /**
     * Waits for something that other branches of the script do, such as giving a lock back.
     *
     * @param subscription is handed what ends the wait; that returns false when the wait is over already
     */
    public void awaitOthers(Consumer<BooleanSupplier> subscription) throws Throwable {
        Awaited end = execution.newAwaited();
        subscription.accept(() -> end.complete(Outcome.of(null)));
        execution
                .current()
                .await(end, cause -> end.complete(Outcome.failed(cause)))
                .valueOrThrow();
    }

    /** Stops everything inside the step's block. */
    public void cancelBody(Throwable cause) {
        execution.cancel(node, cause);
    }

    /** Ends the waits of the steps inside the block, whether they heed or not. */
    public void forceBody(Throwable cause) {
        execution.calls().stream()
                .filter(call -> call.node.isWithin(node))
                .forEach(call -> call.awaited.complete(Outcome.failed(cause)));
    }

    /** Forgets a stop that came when the block was already done. */
    public void discardStop(Throwable cause) {
        Branch own = execution.current();
        Throwable pending = own.takePendingStop();
        if (pending != null && pending != cause) {
            own.stop(pending);
        }
    }

    public StepContext stepContext() {
        return context();
    }

    /** Waits on the branch's thread until the outcome is there; a stop of the branch goes to the step. */
    Outcome await() {
        return branch.await(awaited, this::stop);
    }

    private void stop(Throwable cause) {
        StepExecution target = stepExecution();
        try {
            if (target == null) {
                awaited.complete(Outcome.failed(cause));
            } else {
                target.stop(cause);
            }
        } catch (Exception e) {
            cause.addSuppressed(e);
            awaited.complete(Outcome.failed(cause));
        }
    }
}
