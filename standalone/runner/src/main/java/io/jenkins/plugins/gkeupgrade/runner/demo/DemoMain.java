package io.jenkins.plugins.gkeupgrade.runner.demo;

import io.jenkins.plugins.gkeupgrade.emulator.world.WorldReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** {@code standalone/demo}: the argument is the root of the repository. */
public final class DemoMain {
    private DemoMain() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Path root = Path.of(arguments[0]);
        boolean good = new Demo(out)
                .run(new Demo.Plan(
                        WorldReader.read(root.resolve("samples/worlds/shop.yaml")),
                        root.resolve("docs/examples/opt-in-upgrade.Jenkinsfile"),
                        new Demo.Risk(
                                root.resolve("samples/at-risk/gift-cards.yaml"),
                                root.resolve("docs/examples/readiness.Jenkinsfile"),
                                Map.of()),
                        root.resolve("docs/examples/rollback.Jenkinsfile"),
                        Map.of()));
        Runtime.getRuntime().exit(good ? 0 : 1);
    }
}
