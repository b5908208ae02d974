package io.jenkins.plugins.gkeupgrade.runner.flow;

import hudson.EnvVars;
import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.gkeupgrade.runner.clock.RunClock;
import io.jenkins.plugins.gkeupgrade.runner.console.Console;
import io.jenkins.plugins.gkeupgrade.runner.console.ConsoleListener;
import io.jenkins.plugins.gkeupgrade.runner.run.RunnerRun;
import java.io.File;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** One run of one script: its branches, its graph and the steps that are under way. */
public final class PipelineExecution extends FlowExecution {
    private final RunnerRun run;
    private final Console console;
    private final RunClock clock;
    private final Baton baton;
    private final FlowGraph graph;
    private final ThreadLocal<Branch> current = new ThreadLocal<>();
    private final List<Branch> branches = new CopyOnWriteArrayList<>();
    private final Set<RunningCall> calls = ConcurrentHashMap.newKeySet();
    private final Checkpoints checkpoints = new Checkpoints(this);
    private final Locks locks = new Locks();
    private volatile ScriptServices scripts;

    public PipelineExecution(RunnerRun run, Console console, RunClock clock) {
        this.run = run;
        this.console = console;
        this.clock = clock;
        this.baton = new Baton(clock);
        this.graph = new FlowGraph(this, console);
    }

    public RunnerRun run() {
        return run;
    }

    public Console console() {
        return console;
    }

    public RunClock clock() {
        return clock;
    }

    /** The script side, once it is there. */
    public ScriptServices scripts() {
        return scripts;
    }

    public void scripts(ScriptServices services) {
        scripts = services;
    }

    public Locks locks() {
        return locks;
    }

    public FlowGraph graph() {
        return graph;
    }

    public Checkpoints checkpoints() {
        return checkpoints;
    }

    Set<RunningCall> calls() {
        return calls;
    }

    Awaited newAwaited() {
        return new Awaited(baton);
    }

    /** Does something while no branch is at work; not to be called by a branch. */
    void whileScriptWaits(Runnable action) {
        Baton.Turn turn = baton.ask();
        turn.take();
        try {
            action.run();
        } finally {
            turn.end();
        }
    }

    /** The branch that the calling thread is. */
    public Branch current() {
        Branch branch = current.get();
        if (branch == null) {
            throw new IllegalStateException("Steps can be called only on a thread of the script.");
        }
        return branch;
    }

    /** Runs the whole script on the calling thread, from the first node to the last. */
    public Object runScript(ScriptBody script) throws Throwable {
        PipelineNode start = graph.node(null, "Start of Pipeline");
        Branch main = new Branch(null, null, Scope.root(start), baton.ask());
        branches.add(main);
        try {
            return runIn(main, script);
        } finally {
            graph.node(null, "End of Pipeline");
        }
    }

    private Object runIn(Branch branch, ScriptBody work) throws Throwable {
        current.set(branch);
        branch.turn().take();
        try {
            return work.run();
        } finally {
            branches.remove(branch);
            branch.turn().end();
            current.remove();
        }
    }

    /** Runs the works side by side, each on a branch of its own, and waits for all. They must not throw. */
    void runBranches(Map<String, Scope> scopes, Map<String, ScriptBody> works) {
        Branch parent = current();
        Map<Branch, ScriptBody> children = new LinkedHashMap<>();
        works.forEach((name, work) -> {
            Branch child = new Branch(parent, name, scopes.get(name), baton.ask());
            parent.addChild(child);
            // Here and not on its own thread, so that the order is always that of the script.
            branches.add(child);
            children.put(child, work);
        });
        if (children.isEmpty()) {
            return;
        }
        Awaited all = newAwaited();
        AtomicInteger left = new AtomicInteger(children.size());
        children.forEach((child, work) -> startThread(child, () -> {
            outcomeOf(work);
            parent.removeChild(child);
            // While this branch still has its turn: time must not pass before the parent asks for its own.
            if (left.decrementAndGet() == 0) {
                all.complete(Outcome.of(null));
            }
            return null;
        }));
        parent.await(all, cause -> {});
    }

    private void startThread(Branch branch, ScriptBody work) {
        Thread thread = new Thread(() -> outcomeOf(() -> runIn(branch, work)), "branch " + branch.name());
        thread.setDaemon(true);
        thread.start();
    }

    static Outcome outcomeOf(ScriptBody work) {
        try {
            return Outcome.of(work.run());
        } catch (Throwable error) {
            return Outcome.failed(ScriptErrors.unwrap(error));
        }
    }

    /** Stops every innermost branch that is inside the block, the latest first. */
    void cancel(PipelineNode block, Throwable cause) {
        for (int i = branches.size() - 1; i >= 0; i--) {
            Branch branch = branches.get(i);
            if (branch.isInnermost() && branch.scope().isWithin(block)) {
                branch.stop(cause);
            }
        }
    }

    /** The steps under way inside the block. */
    Collection<StepExecution> executionsWithin(PipelineNode block) {
        return calls.stream()
                .filter(call -> call.node().isWithin(block))
                .map(RunningCall::stepExecution)
                .toList();
    }

    /** Aborts the run; it ends after its {@code finally} and {@code post} blocks. */
    public void interrupt(Result result, CauseOfInterruption cause) {
        run.addCauseOfInterruption(cause, new ConsoleListener(console, line -> line));
        FlowInterruptedException interruption = new FlowInterruptedException(result, true, cause);
        for (int i = branches.size() - 1; i >= 0; i--) {
            Branch branch = branches.get(i);
            if (branch.isInnermost()) {
                branch.stop(interruption);
            }
        }
    }

    TaskListener listener(Branch branch, Scope scope) {
        String prefix = branch.name() == null ? "" : "[" + branch.name() + "] ";
        return new ConsoleListener(console, line -> prefix + scope.decorate(line));
    }

    /** The environment that steps in the scope see. */
    public EnvVars environment(Scope scope) {
        return scope.foldEnvironment(run.environment(), (environment, overrides) -> {
            overrides.forEach((name, value) -> override(environment, name, value));
            return environment;
        });
    }

    /** A blank value takes the variable away, and PATH+X puts a folder before PATH, as in Jenkins. */
    private static void override(EnvVars environment, String name, String value) {
        int plus = name.indexOf('+');
        if (value == null || value.isEmpty()) {
            environment.remove(name);
        } else if (plus <= 0) {
            environment.put(name, value);
        } else {
            environment.merge(
                    name.substring(0, plus), value, (before, prefix) -> prefix + File.pathSeparatorChar + before);
        }
    }

    @Override
    public List<FlowNode> getCurrentHeads() {
        return branches.stream().<FlowNode>map(branch -> branch.scope().block()).toList();
    }
}
