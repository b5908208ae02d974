package io.jenkins.plugins.gkeupgrade.realkube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code standalone/kubernetes} says without having built anything. */
@EnabledOnOs(OS.LINUX)
class ControlPlaneScriptTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            frobnicate       | unknown verb 'frobnicate'
            start --port 80  | --port is '80', and must be a number from 1024 to 65535
            start --port x   | --port is 'x', and must be a number from 1024 to 65535
            start now        | start takes no argument, but got 'now'
            start --fast     | unknown option '--fast'
            user             | user needs exactly one NAME
            compact          | no cluster runs in
            restart-apiserver| no cluster runs in
            """)
    void saysWhatIsWrong(String arguments, String expected) {
        IllegalStateException error =
                assertThrows(IllegalStateException.class, () -> script().call(arguments.split(" ")));
        assertTrue(error.getMessage().contains("standalone/kubernetes: " + expected), error.getMessage());
    }

    @Test
    void stoppingWhatDoesNotRunIsNothing() {
        assertEquals("", script().call("stop"));
    }

    @Test
    void statusSaysThatNothingRuns() {
        IllegalStateException error = assertThrows(IllegalStateException.class, () -> script().call("status"));
        assertTrue(error.getMessage().contains("ended with 3: "), error.getMessage());
        assertTrue(error.getMessage().contains("kube-apiserver: does not run"), error.getMessage());
    }

    @Test
    void leavesAFolderOfSomebodyElseAlone() throws IOException {
        Path mine = Files.writeString(folder.resolve("mine.txt"), "mine");
        ControlPlaneScript script =
                new ControlPlaneScript(folder, Map.of("GKEUPGRADE_KUBERNETES_CACHE", folder.toString()));
        IllegalStateException error = assertThrows(IllegalStateException.class, () -> script.call("clean"));
        assertTrue(error.getMessage().contains("holds files of somebody else"), error.getMessage());
        assertEquals("mine", Files.readString(mine));
    }

    private ControlPlaneScript script() {
        return new ControlPlaneScript(folder);
    }
}
