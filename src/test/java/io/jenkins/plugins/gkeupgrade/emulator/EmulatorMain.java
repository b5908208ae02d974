package io.jenkins.plugins.gkeupgrade.emulator;

import io.jenkins.plugins.gkeupgrade.emulator.world.World;
import io.jenkins.plugins.gkeupgrade.emulator.world.WorldException;
import io.jenkins.plugins.gkeupgrade.emulator.world.WorldReader;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The emulator as a program: serves a world until it is stopped. */
public final class EmulatorMain {
    private static final String USAGE = "Usage: emulator --world FILE [--kubeconfig FILE]";

    private final Path world;
    private final Path kubeconfig;

    private EmulatorMain(Path world, Path kubeconfig) {
        this.world = world;
        this.kubeconfig = kubeconfig;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try {
            EmulatorMain program = parse(List.of(arguments));
            World world = WorldReader.read(program.world);
            try (Emulator emulator = Emulator.start(world)) {
                program.announce(world, emulator, System.out);
                // Until the process is stopped.
                new CountDownLatch(1).await();
            }
        } catch (WorldException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    /** @throws IllegalArgumentException saying how it is used */
    static EmulatorMain parse(List<String> arguments) {
        Path world = null;
        Path kubeconfig = Path.of("kubeconfig");
        for (int i = 0; i < arguments.size(); i += 2) {
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(USAGE);
            }
            Path value = Path.of(arguments.get(i + 1));
            switch (arguments.get(i)) {
                case "--world" -> world = value;
                case "--kubeconfig" -> kubeconfig = value;
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
        if (world == null) {
            throw new IllegalArgumentException(USAGE);
        }
        return new EmulatorMain(world, kubeconfig.toAbsolutePath());
    }

    void announce(World read, Emulator emulator, PrintStream out) throws IOException {
        writePrivately(kubeconfig, emulator.kubeconfig());
        out.println("World " + read.name() + ", " + read.speed() + " times as fast as real time.");
        out.println("GKE API: " + emulator.gkeAddress() + " (gRPC in plaintext)");
        for (ClusterRef cluster : emulator.clusters()) {
            out.println("Cluster: " + cluster);
            out.println("  Kubernetes API: " + emulator.kubernetesApi(cluster).url());
            out.println("  kubectl --kubeconfig " + kubeconfig + " --context " + KubeconfigText.contextOf(cluster)
                    + " get deployments,pods,nodes -A");
        }
        out.println("Serving until stopped.");
    }

    /** Writes a file that nobody else can read at any time, because it holds a token. */
    static void writePrivately(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path hidden = Files.createTempFile(
                folder,
                ".kubeconfig",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(hidden, text);
        Files.move(hidden, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
