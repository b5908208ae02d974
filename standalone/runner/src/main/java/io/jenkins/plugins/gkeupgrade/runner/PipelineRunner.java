package io.jenkins.plugins.gkeupgrade.runner;

import hudson.model.Result;
import io.jenkins.plugins.gkeupgrade.runner.clock.RunClock;
import io.jenkins.plugins.gkeupgrade.runner.console.Console;
import io.jenkins.plugins.gkeupgrade.runner.console.ConsoleListener;
import io.jenkins.plugins.gkeupgrade.runner.console.Traces;
import io.jenkins.plugins.gkeupgrade.runner.credentials.RunCredentials;
import io.jenkins.plugins.gkeupgrade.runner.flow.Checkpoints;
import io.jenkins.plugins.gkeupgrade.runner.flow.PipelineExecution;
import io.jenkins.plugins.gkeupgrade.runner.flow.ScriptErrors;
import io.jenkins.plugins.gkeupgrade.runner.run.RunSettings;
import io.jenkins.plugins.gkeupgrade.runner.run.RunnerRun;
import io.jenkins.plugins.gkeupgrade.runner.script.PipelineScript;
import io.jenkins.plugins.gkeupgrade.runner.script.ScriptCompiler;
import io.jenkins.plugins.gkeupgrade.runner.script.ScriptHost;
import io.jenkins.plugins.gkeupgrade.runner.ticks.RunnerTickScheduler;
import io.jenkins.plugins.gkeupgrade.runner.ticks.TickTime;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** Runs one Jenkinsfile once. */
public final class PipelineRunner {
    private final Console console;
    private final RunnerRun run;
    private final PipelineExecution execution;
    private final TickTime time;
    private final Map<Integer, Runnable> afterTicks = new ConcurrentHashMap<>();

    public PipelineRunner(RunSettings settings, RunClock clock, PrintStream out) throws IOException {
        this.console = new Console(out);
        this.run = new RunnerRun(settings, clock);
        this.execution = new PipelineExecution(run, console, clock);
        this.time = new TickTime(clock, this::tickEnded);
        execution.checkpoints().onRestart(time::restart);
    }

    /**
     * Has Jenkins restart after so many ticks of the plugin's steps.
     *
     * @param tick the ticks of all steps together, counted from 1
     */
    public PipelineRunner restartAfter(int tick, Checkpoints.Restart kind) {
        return afterTick(tick, () -> execution.checkpoints().restart(kind));
    }

    /** Does something between two ticks of the plugin's steps. */
    public PipelineRunner afterTick(int tick, Runnable action) {
        afterTicks.put(tick, action);
        return this;
    }

    private void tickEnded(int tick) {
        Runnable action = afterTicks.remove(tick);
        if (action != null) {
            action.run();
        }
    }

    public RunnerRun run() {
        return run;
    }

    /** What saves the steps' states and can simulate a restart of Jenkins. */
    public Checkpoints checkpoints() {
        return execution.checkpoints();
    }

    /** Runs the script, prints what Jenkins would print, and returns when all is over. */
    public Result run(String jenkinsfile) {
        RunnerTickScheduler.use(time);
        RunCredentials.get().add(run.settings().credentials());
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        PipelineScript script =
                                new ScriptHost(execution).compiler().parse(jenkinsfile, ScriptCompiler.MAIN);
                        execution.runScript(script::run);
                    } catch (Throwable error) {
                        thrown.set(ScriptErrors.unwrap(error));
                    }
                },
                "Pipeline");
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            abort("an interrupt");
            Thread.currentThread().interrupt();
        }
        return end(thrown.get());
    }

    private Result end(Throwable error) {
        run.end(resultOf(error));
        if (error != null) {
            Traces.print(error, run, new ConsoleListener(console, line -> line));
        }
        console.println("Finished: " + run.getResult());
        return run.getResult();
    }

    private static Result resultOf(Throwable error) {
        if (error == null) {
            return Result.SUCCESS;
        }
        return error instanceof FlowInterruptedException interruption ? interruption.getResult() : Result.FAILURE;
    }

    /** Aborts the run from another thread; it still runs its post sections and finally blocks. */
    public void abort(String who) {
        execution.interrupt(Result.ABORTED, new UserAbort(who));
    }

    private static final class UserAbort extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;

        private final String who;

        UserAbort(String who) {
            this.who = who;
        }

        @Override
        public String getShortDescription() {
            return "Aborted by " + who;
        }
    }
}
