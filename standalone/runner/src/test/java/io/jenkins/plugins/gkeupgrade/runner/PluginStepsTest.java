package io.jenkins.plugins.gkeupgrade.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Steps as plugins have them: not waiting themselves, with blocks, context and callbacks. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class PluginStepsTest {
    @TempDir
    private Path folder;

    @Test
    void scriptWaitsForTheStepAndGetsItsResult() throws IOException {
        RunFixture run = new RunFixture(folder).run("def n = count 2\necho \"${n + 1} ${currentBuild.duration}\"");

        assertEquals(List.of("count 1", "count 2", "3 120000", "Finished: SUCCESS"), run.lines());
    }

    @Test
    void failureOfTheStepIsCaughtByTheScript() throws IOException {
        RunFixture run = new RunFixture(folder)
                .run("try { count to: 1, failing: true } catch (e) { echo \"caught ${e.message}\" }");

        assertEquals(List.of("count 1", "caught counted too far", "Finished: SUCCESS"), run.lines());
    }

    @Test
    void blocksRunAsOftenAsTheStepWantsAndOfferContext() throws IOException {
        RunFixture run = new RunFixture(folder)
                .run("def n = 0\necho around(word: 'w', times: 2) { n++; echo inner(); \"round $n\" }");

        assertEquals(
                List.of(
                        "w starts",
                        "w",
                        "w ended with round 1",
                        "w starts",
                        "w",
                        "w ended with round 2",
                        "round 2",
                        "Finished: SUCCESS"),
                run.lines());
        assertTrue(run.console().contains("[Pipeline] { (with w)"), run::console);
    }

    @Test
    void failureInABlockGoesThroughTheCallback() throws IOException {
        RunFixture run = new RunFixture(folder).run("around('w') { error 'inside' }");

        assertEquals(List.of("w starts", "w failed: inside", "ERROR: inside", "Finished: FAILURE"), run.lines());
    }

    @Test
    void missingContextNamesTheStepThatOffersIt() throws IOException {
        RunFixture run = new RunFixture(folder).run("inner()");

        assertEquals(Result.FAILURE, run.result());
        assertTrue(
                run.console()
                        .contains(
                                "Perhaps you forgot to surround the inner step with a step that provides this, such as:"
                                        + " around"),
                run::console);
    }

    @Test
    void abortStopsTheInnermostStepsAndRunsWhatIsToRunLast() throws IOException {
        String script = """
                pipeline {
                    agent none
                    stages {
                        stage('Count') { steps { around('w') { count 10 } } }
                        stage('Never') { steps { echo 'never' } }
                    }
                    post { aborted { echo 'aborted' } }
                }
                """;
        RunFixture run =
                new RunFixture(folder).run(script, runner -> runner.afterTick(2, () -> runner.abort("somebody")));

        assertEquals(Result.ABORTED, run.result());
        assertEquals(
                List.of(
                        "w starts",
                        "count 1",
                        "count 2",
                        "Aborted by somebody",
                        "w failed: Aborted by somebody",
                        "Stage \"Never\" skipped due to earlier failure(s)",
                        "aborted",
                        "Finished: ABORTED"),
                run.lines());
    }

    @Test
    void twoRunsOfOneScriptPrintTheSame() throws IOException {
        String script =
                "parallel a: { count 3 }, b: { sleep 90; echo 'slept' }, c: { 3.times { sleep 60; echo \"$it\" } }";

        assertEquals(
                new RunFixture(folder).run(script).console(),
                new RunFixture(folder).run(script).console());
    }
}
