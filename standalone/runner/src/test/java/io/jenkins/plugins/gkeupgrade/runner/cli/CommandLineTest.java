package io.jenkins.plugins.gkeupgrade.runner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Path jenkinsfile;

    @BeforeEach
    void write() throws IOException {
        jenkinsfile =
                Files.writeString(folder.resolve("Jenkinsfile"), "echo \"${env.RESULT} ${params.P} ${params.Q}\"\n");
    }

    private int execute(String... arguments) {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return Main.execute(out, out, arguments);
    }

    private int executeWith(String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--build-folder", folder.resolve("build").toString(), jenkinsfile.toString()));
        return execute(arguments.toArray(String[]::new));
    }

    private String console() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"SUCCESS, 0", "FAILURE, 1", "UNSTABLE, 2", "ABORTED, 3", "NOT_BUILT, 4"})
    void exitCodeTellsTheResult(String result, int code) throws IOException {
        Files.writeString(jenkinsfile, "currentBuild.result = '" + result + "'");

        assertEquals(code, executeWith());
        assertTrue(console().endsWith("Finished: " + result + System.lineSeparator()), console());
    }

    @Test
    void parametersMayHaveAnyTextAsValue() {
        assertEquals(0, executeWith("--param", "P=a=b c", "--param", "Q=", "--env", "RESULT=fine"));

        assertTrue(console().contains("fine a=b c "), console());
    }

    @Test
    void missingFilesAreAUsageError() {
        assertEquals(64, execute(folder.resolve("none").toString()));
        assertTrue(console().contains("The Jenkinsfile " + folder.resolve("none") + " cannot be read."), console());
        assertEquals(64, executeWith("--world", "none.yaml"));
        assertTrue(console().contains("The world file none.yaml cannot be read."), console());
    }

    @Test
    void unknownOptionsAndValuesAreUsageErrors() {
        assertEquals(64, executeWith("--nonsense"));
        assertEquals(64, execute());
        assertEquals(64, executeWith("--previous-result", "GOOD"));
        assertTrue(
                console().contains("'GOOD' is no result; it must be SUCCESS, UNSTABLE, FAILURE, NOT_BUILT or ABORTED."),
                console());
    }

    @Test
    void helpNamesTheExitCodes() {
        assertEquals(0, execute("--help"));
        assertTrue(console().contains("UNSTABLE"), console());
    }
}
