package io.jenkins.plugins.gkeupgrade.runner.cli;

import hudson.model.Result;
import io.jenkins.plugins.gkeupgrade.runner.PipelineRunner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns Ctrl-C into an abort of the run: the run may finish its last blocks before the process ends. */
final class AbortOnShutdown {
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final PipelineRunner runner;
    private final Thread hook = new Thread(this::abort, "abort on shutdown");

    AbortOnShutdown(PipelineRunner runner) {
        this.runner = runner;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void abort() {
        runner.abort(System.getProperty("user.name"));
        try {
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // The process is ending already; this only sets its exit code.
        Runtime.getRuntime().halt(ExitCodes.of(Result.ABORTED));
    }

    /** The run has ended by itself. */
    void end() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook with it.
        }
    }
}
