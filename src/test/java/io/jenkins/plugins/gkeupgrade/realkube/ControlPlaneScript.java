package io.jenkins.plugins.gkeupgrade.realkube;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Calls {@code standalone/kubernetes} for the cluster in one folder.
 *
 * @param environment variables besides the present ones
 */
record ControlPlaneScript(Path folder, Map<String, String> environment) {
    /** Enough for a first build on a slow machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    ControlPlaneScript(Path folder) {
        this(folder, Map.of());
    }

    /**
     * @return what the script printed on its standard output
     * @throws IllegalStateException with the script's own words when it fails
     */
    String call(String... arguments) {
        try {
            Path errors = Files.createTempFile("standalone-kubernetes", ".err");
            try {
                return call(errors, List.of(arguments));
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while standalone/kubernetes ran", e);
        }
    }

    /** Flags of the API server besides its usual ones, for its next start. */
    void apiServerFlags(List<String> flags) {
        Path file = folder.resolve("apiserver.flags");
        try {
            if (!flags.isEmpty()) {
                Files.write(file, flags);
            } else if (Files.exists(file)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String call(Path errors, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script().toString()));
        command.addAll(arguments);
        command.addAll(List.of("--dir", folder.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroy();
            throw new IllegalStateException(command + " did not end within " + PATIENCE.toMinutes() + " minutes");
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(
                    command + " ended with " + process.exitValue() + ": " + Files.readString(errors) + output);
        }
        return output.strip();
    }

    private static Path script() {
        return Path.of(System.getProperty("repository.root", "."), "standalone", "kubernetes")
                .toAbsolutePath()
                .normalize();
    }
}
