package io.jenkins.plugins.gkeupgrade.runner;

import hudson.model.Result;
import io.jenkins.plugins.gkeupgrade.runner.clock.VirtualClock;
import io.jenkins.plugins.gkeupgrade.runner.run.RunSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Runs scripts in virtual time and keeps what they print. */
public final class RunFixture {
    private final Path folder;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Result result;

    public RunFixture(Path folder) {
        this.folder = folder;
    }

    public RunFixture run(String script) throws IOException {
        return run(script, runner -> {});
    }

    public RunFixture run(String script, Consumer<PipelineRunner> preparation) throws IOException {
        try (VirtualClock clock = new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"))) {
            PipelineRunner runner = new PipelineRunner(
                    new RunSettings(folder), clock, new PrintStream(printed, true, StandardCharsets.UTF_8));
            preparation.accept(runner);
            result = runner.run(script);
        }
        return this;
    }

    public Result result() {
        return result;
    }

    /** The lines of the console but for those of the graph. */
    public List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("[Pipeline]"))
                .toList();
    }

    public String console() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
