package io.jenkins.plugins.gkeupgrade.runner.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.Result;
import io.jenkins.plugins.gkeupgrade.emulator.world.WorldReader;
import io.jenkins.plugins.gkeupgrade.runner.PipelineRunner;
import io.jenkins.plugins.gkeupgrade.runner.emulated.EmulatedEnvironment;
import io.jenkins.plugins.gkeupgrade.runner.run.RunSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation tells people to paste, run as it stands. */
class ExamplesTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private void succeeds(String jenkinsfile) throws IOException {
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
        try (EmulatedEnvironment environment =
                new EmulatedEnvironment(WorldReader.read(ROOT.resolve("samples/worlds/shop.yaml")))) {
            environment.start(out::println);
            Result result = new PipelineRunner(new RunSettings(folder), environment.clock(), out).run(jenkinsfile);
            assertEquals(Result.SUCCESS, result, () -> console.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void theJenkinsfileOfTheReadme() throws IOException {
        Matcher block = Pattern.compile("```groovy\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("README.md")));
        block.find();
        succeeds(block.group(1));
    }

    @Test
    void theScriptedExample() throws IOException {
        succeeds(Files.readString(ROOT.resolve("docs/examples/scripted.Jenkinsfile")));
    }
}
