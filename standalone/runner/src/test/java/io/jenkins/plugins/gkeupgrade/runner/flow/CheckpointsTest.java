package io.jenkins.plugins.gkeupgrade.runner.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.runner.clock.VirtualClock;
import io.jenkins.plugins.gkeupgrade.runner.console.Console;
import io.jenkins.plugins.gkeupgrade.runner.flow.Checkpoints.Restart;
import io.jenkins.plugins.gkeupgrade.runner.run.RunSettings;
import io.jenkins.plugins.gkeupgrade.runner.run.RunnerRun;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class CheckpointsTest {
    @TempDir
    private Path folder;

    /** Otherwise a step that is just being started loses its timer and has no saved state to come back from. */
    @Test
    void restartWaitsUntilNoBranchIsAtWork() throws Throwable {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (VirtualClock clock = new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"))) {
            PipelineExecution execution = new PipelineExecution(
                    new RunnerRun(new RunSettings(folder), clock),
                    new Console(new PrintStream(printed, true, StandardCharsets.UTF_8)),
                    clock);
            Thread restarter = new Thread(() -> execution.checkpoints().restart(Restart.GRACEFUL));

            execution.runScript(() -> {
                restarter.start();
                Thread.State state = restarter.getState();
                while (state != Thread.State.WAITING && state != Thread.State.TERMINATED) {
                    Thread.onSpinWait();
                    state = restarter.getState();
                }
                assertEquals(Thread.State.WAITING, state);
                assertFalse(printed.toString(StandardCharsets.UTF_8).contains("after Jenkins restart"));
                return null;
            });
            restarter.join();

            assertTrue(printed.toString(StandardCharsets.UTF_8).contains("after Jenkins restart"));
        }
    }
}
