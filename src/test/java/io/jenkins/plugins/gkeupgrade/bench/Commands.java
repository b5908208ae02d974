package io.jenkins.plugins.gkeupgrade.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs kubectl as people run it in scripts. */
record Commands(Path kubectl, Path kubeconfig) {
    /** @return how long it took */
    Duration run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("bench", ".out");
        try {
            long start = System.nanoTime();
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().put("KUBECONFIG", kubeconfig.toString());
            int exit = builder.start().waitFor();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            if (exit != 0) {
                throw new IllegalStateException(command + " ended with " + exit + ": " + Files.readString(output));
            }
            return took;
        } finally {
            Files.delete(output);
        }
    }

    /** A shell script in which {@code $kubectl} is kubectl, and {@code $1} and so on are the arguments. */
    Duration script(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new java.util.ArrayList<>(List.of("bash", "-euc", "kubectl=" + kubectl + "; " + script, "bench"));
        command.addAll(List.of(arguments));
        return run(command);
    }
}
