package io.jenkins.plugins.gkeupgrade.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.gkeupgrade.runner.flow.Checkpoints.Restart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class RestartTest {
    @TempDir
    private Path folder;

    private List<String> linesWithout(String start, RunFixture run) {
        return run.lines().stream().filter(line -> !line.startsWith(start)).toList();
    }

    @ParameterizedTest
    @EnumSource(Restart.class)
    void everyRestartLeadsToTheSameEnd(Restart kind) throws IOException {
        for (int tick = 1; tick <= 4; tick++) {
            int after = tick;
            RunFixture run =
                    new RunFixture(folder).run("echo \"got ${count 4}\"", runner -> runner.restartAfter(after, kind));

            assertEquals(Result.SUCCESS, run.result());
            assertTrue(run.lines().contains("got 4"), run::console);
        }
    }

    @Test
    void orderlyRestartLosesNothing() throws IOException {
        RunFixture run = new RunFixture(folder)
                .run("count to: 4, forgetful: true", runner -> runner.restartAfter(2, Restart.GRACEFUL));

        assertEquals(
                List.of("count 1", "count 2", "count 3", "count 4", "Finished: SUCCESS"),
                linesWithout("Resuming", run));
    }

    @Test
    void crashLosesWhatWasNotSaved() throws IOException {
        RunFixture run = new RunFixture(folder)
                .run("count to: 4, forgetful: true", runner -> runner.restartAfter(2, Restart.CRASH));

        assertEquals(
                List.of("count 1", "count 2", "count 1", "count 2", "count 3", "count 4", "Finished: SUCCESS"),
                linesWithout("Resuming", run));
    }

    @Test
    void crashBeforeTheLastSaveGoesOneTickBack() throws IOException {
        RunFixture run =
                new RunFixture(folder).run("count 4", runner -> runner.restartAfter(2, Restart.CRASH_BEFORE_LAST_SAVE));

        assertEquals(
                List.of("count 1", "count 2", "count 2", "count 3", "count 4", "Finished: SUCCESS"),
                linesWithout("Resuming", run));
    }

    @Test
    void parallelStepsAndBlocksComeBackTogether() throws IOException {
        String script = """
                around('outer') {
                    parallel one: { around('inner') { echo "word ${inner()}"; count 3 } }, two: { count 2 }
                }
                count 2
                """;
        RunFixture run = new RunFixture(folder).run(script, runner -> {
            for (int tick = 1; tick <= 7; tick++) {
                runner.restartAfter(tick, Restart.GRACEFUL);
            }
        });

        assertEquals(Result.SUCCESS, run.result(), run::console);
        assertTrue(run.lines().contains("[one] word inner"), run::console);
        assertTrue(run.lines().contains("[one] inner ended with 3"), run::console);
        assertTrue(run.lines().contains("outer ended with {one=3, two=2}"), run::console);
    }

    @Test
    void stateThatCannotBeSavedFailsTheStep() throws IOException {
        RunFixture run = new RunFixture(folder).run("count to: 2, unserializable: true");

        assertEquals(Result.FAILURE, run.result());
        assertTrue(run.console().contains("java.io.NotSerializableException: java.lang.Object"), run::console);
    }

    @Test
    void abortAfterARestartReachesTheNewIncarnation() throws IOException {
        RunFixture run = new RunFixture(folder)
                .run(
                        "timeout(time: 150, unit: 'SECONDS') { count 5 }",
                        runner -> runner.restartAfter(1, Restart.GRACEFUL));

        assertEquals(Result.ABORTED, run.result());
        assertEquals(
                List.of(
                        "Timeout set to expire in 2 min 30 sec",
                        "count 1",
                        "count 2",
                        "Cancelling nested steps due to timeout",
                        "Timeout has been exceeded",
                        "Finished: ABORTED"),
                linesWithout("Resuming", run));
    }

    @Test
    void stepMayStillKnowABlockThatHasEnded() throws IOException {
        RunFixture run = new RunFixture(folder)
                .run(
                        "echo \"last ${around(word: 'w', times: 2) { count 2 }}\"",
                        runner -> runner.restartAfter(3, Restart.GRACEFUL));

        assertEquals(Result.SUCCESS, run.result(), run::console);
        assertTrue(run.lines().contains("last 2"), run::console);
    }

    @Test
    void stepThatDoesNotComeBackFailsTheRun() throws IOException {
        RunFixture run = new RunFixture(folder)
                .run("count to: 3, unreadable: true", runner -> runner.restartAfter(1, Restart.GRACEFUL));

        assertEquals(Result.FAILURE, run.result());
        assertTrue(run.console().contains("A step did not come back after a restart"), run::console);
        assertTrue(run.console().contains("not readable, on purpose"), run::console);
    }
}
