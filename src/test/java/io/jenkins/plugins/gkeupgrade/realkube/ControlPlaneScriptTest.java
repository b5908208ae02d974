package io.jenkins.plugins.gkeupgrade.realkube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code standalone/kubernetes} says without having built anything. */
@EnabledOnOs(OS.LINUX)
class ControlPlaneScriptTest {
    /** By which the script knows a folder that it made. */
    private static final String MARKER = ".made-by-standalone-kubernetes";

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

    @Test
    void stopLeavesAFolderOfSomebodyElseAlone() throws IOException {
        Path theirs = Files.createDirectories(folder.resolve("pids")).resolve("etcd");
        Files.writeString(theirs, "1 1");
        assertFails("holds files of somebody else", () -> script().call("stop"));
        assertTrue(Files.exists(theirs));
    }

    /** A pid is given again to another process; the time at which it started tells which one was ours. */
    @Test
    void stopEndsWhatWasStartedAndNothingElse() throws IOException, InterruptedException {
        Process ours = sleeper();
        Process theirs = sleeper();
        try {
            Files.createFile(folder.resolve(MARKER));
            Path pids = Files.createDirectories(folder.resolve("pids"));
            Files.writeString(pids.resolve("kube-apiserver"), ours.pid() + " " + startOf(ours) + "\n");
            Files.writeString(pids.resolve("etcd"), theirs.pid() + " " + (startOf(theirs) - 1) + "\n");
            script().call("stop");
            assertTrue(ours.waitFor(10, TimeUnit.SECONDS));
            assertTrue(theirs.isAlive());
            assertFalse(Files.exists(pids));
        } finally {
            ours.destroyForcibly();
            theirs.destroyForcibly();
        }
    }

    private static Process sleeper() throws IOException {
        return new ProcessBuilder("sleep", "60").start();
    }

    /** In the kernel's ticks, the 22nd field; the name before it may hold anything. */
    private static long startOf(Process process) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
    }

    @Test
    void aTakenPortIsToldBeforeAnythingIsBuilt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            assertFails(
                    "port " + port + " on 127.0.0.1 is taken; choose another with --port",
                    () -> withCache(Map.of()).call("start", "--port", port));
        }
        assertFalse(Files.exists(cache()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"clean", "--clean"})
    void cleanRemovesTheCache(String verb) throws IOException {
        Files.createFile(Files.createDirectories(cache()).resolve(MARKER));
        Files.writeString(Files.createDirectories(cache().resolve("bin")).resolve("etcd"), "");
        withCache(Map.of()).call(verb);
        assertFalse(Files.exists(cache()));
        withCache(Map.of()).call(verb);
    }

    @Test
    void cleanLeavesABuildAlone() throws IOException {
        Files.createFile(Files.createDirectories(cache()).resolve(MARKER));
        Process build = new ProcessBuilder(
                        "flock", cache().resolve("build.lock").toString(), "sh", "-c", "echo; exec sleep 60")
                .start();
        try {
            assertEquals('\n', build.getInputStream().read());
            assertFails(
                    "is under way; wait for its end", () -> withCache(Map.of()).call("clean"));
            assertTrue(Files.exists(cache().resolve(MARKER)));
        } finally {
            build.destroyForcibly();
        }
    }

    @Test
    void cleanLeavesARunningClusterAlone() throws IOException {
        Files.createFile(Files.createDirectories(cache()).resolve(MARKER));
        Path etcd = Files.createDirectories(cache().resolve("bin")).resolve("etcd");
        Files.copy(onThePath("bash").toRealPath(), etcd);
        Process running =
                new ProcessBuilder(etcd.toString(), "-c", "echo; read", "etcd", "--data-dir=/some/where/etcd").start();
        try {
            assertEquals('\n', running.getInputStream().read());
            assertFails(
                    "stop it first with: standalone/kubernetes stop --dir /some/where",
                    () -> withCache(Map.of()).call("clean"));
            assertTrue(Files.exists(etcd));
        } finally {
            running.destroyForcibly();
        }
    }

    @Test
    void missingProgramsAreNamedWithTheirPackages() throws IOException {
        commands(List.of("apt-get", "apt-config", "dpkg", "openssl", "curl", "flock", "setsid"));
        assertFails(
                "missing on this machine: dpkg-source patch xz; install with: apt-get install dpkg-dev patch xz-utils",
                () -> withCache(onlyCommands()).call("build"));
    }

    @Test
    void otherSystemsThanDebianAreTold() throws IOException {
        commands(List.of());
        command("grep", "exit 1"); // it does not find ID=debian
        assertFails(
                "and the control plane is built from Debian's packages; use a Debian 12 machine or container",
                () -> withCache(onlyCommands()).call("build"));
    }

    @Test
    void tooLittleDiskIsToldBeforeAnythingIsFetched() throws IOException {
        assumeTrue(Files.exists(Path.of("/usr/share/keyrings/debian-archive-keyring.gpg")), "needs Debian");
        commands(List.of("apt-get", "apt-config", "dpkg-source", "patch", "xz", "openssl", "curl", "flock", "setsid"));
        command("dpkg", "echo amd64");
        command("df", "printf 'Filesystem 1048576-blocks Used Available\\ndisk 9000 8877 123\\n'");
        assertFails(
                "123 MB are free at " + cache() + ", and the build needs 3000 MB; free some or set"
                        + " GKEUPGRADE_KUBERNETES_CACHE",
                () -> withCache(onlyCommands()).call("build"));
    }

    private static void assertFails(String expected, Executable call) {
        IllegalStateException error = assertThrows(IllegalStateException.class, call);
        assertTrue(error.getMessage().contains(expected), error.getMessage());
    }

    /** What every system has, and beyond that these, which do nothing. */
    private void commands(List<String> names) throws IOException {
        for (String name : List.of("bash", "dirname", "sha256sum", "cut", "awk", "mkdir", "ls", "uname")) {
            command(name, "exec " + onThePath(name) + " \"$@\"");
        }
        for (String name : names) {
            command(name, "exit 0");
        }
        command("grep", "exit 0"); // it finds ID=debian
    }

    private static Path onThePath(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(part -> Path.of(part, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private void command(String name, String script) throws IOException {
        Path file = Files.createDirectories(folder.resolve("commands")).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private Map<String, String> onlyCommands() {
        return Map.of("PATH", folder.resolve("commands").toString());
    }

    private Path cache() {
        return folder.resolve("cache");
    }

    private ControlPlaneScript withCache(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("GKEUPGRADE_KUBERNETES_CACHE", cache().toString());
        return new ControlPlaneScript(folder.resolve("cluster"), all);
    }

    @Test
    void saysWhichOfTheGivenProgramsAreMissing() throws IOException {
        assertTrue(Files.createFile(folder.resolve("etcd")).toFile().setExecutable(true));
        ControlPlaneScript script =
                new ControlPlaneScript(folder, Map.of("GKEUPGRADE_KUBERNETES_PROGRAMS", folder.toString()));
        IllegalStateException error = assertThrows(IllegalStateException.class, () -> script.call("start"));
        assertTrue(
                error.getMessage()
                        .contains("GKEUPGRADE_KUBERNETES_PROGRAMS is '" + folder + "', and misses: kube-apiserver"),
                error.getMessage());
    }

    private ControlPlaneScript script() {
        return new ControlPlaneScript(folder);
    }
}
