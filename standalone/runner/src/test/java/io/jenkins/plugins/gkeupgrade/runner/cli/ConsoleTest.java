package io.jenkins.plugins.gkeupgrade.runner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.jenkins.plugins.gkeupgrade.runner.PipelineRunner;
import io.jenkins.plugins.gkeupgrade.runner.clock.VirtualClock;
import io.jenkins.plugins.gkeupgrade.runner.run.RunSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Runs every Jenkinsfile in src/test/resources/pipelines and compares the whole console with the file beside it. The
 * first lines of a Jenkinsfile say how it is started and how it must end.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConsoleTest {
    private static final Path RESOURCES = Path.of("src", "test", "resources").toAbsolutePath();
    private static final Path ACTUAL = Path.of("target", "consoles").toAbsolutePath();

    @TempDir
    private Path folder;

    static Stream<String> pipelines() throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(RESOURCES.resolve("pipelines"))) {
            files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".Jenkinsfile"))
                    .sorted()
                    .forEach(file -> names.add(file.replace(".Jenkinsfile", "")));
        }
        return names.stream();
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void printsWhatJenkinsWouldPrint(String name) throws IOException {
        Path jenkinsfile = RESOURCES.resolve("pipelines").resolve(name + ".Jenkinsfile");
        String text = Files.readString(jenkinsfile);
        List<String> arguments = new ArrayList<>(
                header(text, "arguments").map(ConsoleTest::words).orElse(List.of()));
        arguments.addAll(List.of("--build-folder", folder.toString(), jenkinsfile.toString()));
        RunCommand command = new RunCommand(new PrintStream(OutputStream.nullOutputStream()));
        new CommandLine(command).parseArgs(arguments.toArray(String[]::new));
        RunSettings settings = command.settings();

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int exit;
        try (VirtualClock clock = new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"))) {
            PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
            exit = ExitCodes.of(new PipelineRunner(settings, clock, out).run(text));
        }

        String console = bytes.toString(StandardCharsets.UTF_8)
                .replace(folder.toString(), "BUILD")
                .lines()
                .filter(line -> !line.startsWith("\tat ") || line.startsWith("\tat WorkflowScript"))
                .collect(Collectors.joining("\n", "", "\n"));
        Files.createDirectories(ACTUAL);
        Files.writeString(ACTUAL.resolve(name + ".console"), console);
        Path expected = RESOURCES.resolve("pipelines").resolve(name + ".console");
        assertEquals(
                Files.exists(expected) ? Files.readString(expected) : "",
                console,
                () -> expected + " differs; what was printed is in " + ACTUAL);
        assertNotNull(header(text, "exit").orElse(null), "says how it ends");
        assertEquals(header(text, "exit").orElseThrow(), Integer.toString(exit));
    }

    private static Optional<String> header(String text, String key) {
        return text.lines()
                .takeWhile(line -> line.startsWith("//"))
                .filter(line -> line.startsWith("// " + key + ": "))
                .map(line -> line.substring(("// " + key + ": ").length()))
                .findFirst();
    }

    private static List<String> words(String arguments) {
        return Arrays.stream(
                        arguments.replace("{resources}", RESOURCES.toString()).split(" "))
                .toList();
    }
}
