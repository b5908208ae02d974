package io.jenkins.plugins.gkeupgrade.runner.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.emulator.world.WorldReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DemoTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path UPGRADE = ROOT.resolve("docs/examples/opt-in-upgrade.Jenkinsfile");
    private static final Path ROLLBACK = ROOT.resolve("docs/examples/rollback.Jenkinsfile");

    private static final Path READINESS = ROOT.resolve("docs/examples/readiness.Jenkinsfile");
    private static final Path AT_RISK = ROOT.resolve("samples/at-risk/gift-cards.yaml");

    /** Manifests that nobody here wrote; they lie beside the repository where they are tested. */
    static Stream<Path> foreignManifests() throws IOException {
        Path data = ROOT.resolve("../shared/data").normalize();
        if (!Files.isDirectory(data)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(data)) {
            List<Path> found =
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
            return found.stream();
        }
    }

    private static String run(Demo.Plan plan) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean good = new Demo(new PrintStream(bytes, true, StandardCharsets.UTF_8)).run(plan);
        String console = bytes.toString(StandardCharsets.UTF_8);
        assertTrue(good, console);
        return console;
    }

    @Test
    void movesTheSampleShopRefusesWhatIsAtRiskAndTakesOneTeamBack() throws Exception {
        String console = run(new Demo.Plan(
                WorldReader.read(ROOT.resolve("samples/worlds/shop.yaml")),
                UPGRADE,
                new Demo.Risk(AT_RISK, READINESS, Map.of()),
                ROLLBACK,
                Map.of()));
        assertTrue(console.contains("8 of 8 workloads are on the new pool"), console);
        assertTrue(console.contains("StatefulSet shop-checkout/orders-db rolled back to exactly what it was"), console);
        assertTrue(
                console.contains(
                        "No workload was moved: Deployment shop-gifts/gift-cards is AT RISK: recreate-strategy: "),
                console);
        assertTrue(
                Pattern.compile("(?m)^Deployment shop-gifts/gift-cards +default-pool +default-pool-1-33\\S+ +2 of 2 ")
                        .matcher(console)
                        .find(),
                console);
        assertTrue(
                Pattern.compile("(?m)^ReplicaSet shop-checkout/fraud-scorer +default-pool +default-pool +-$")
                        .matcher(console)
                        .find(),
                console);
        assertTrue(console.contains("No workload ever had less than its own strategy allows"), console);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("foreignManifests")
    void movesManifestsThatNobodyHereWrote(Path manifests, @TempDir Path folder) throws Exception {
        Path world = folder.resolve("world.yaml");
        Files.writeString(
                world,
                Files.readString(ROOT.resolve("samples/worlds/shop.yaml")).replace("../shop", manifests.toString()));
        Map<String, String> parameters = Map.of("TEAM_A", "", "TEAM_B", "", "SELECTOR", "");
        String console = run(new Demo.Plan(WorldReader.read(world), UPGRADE, null, ROLLBACK, parameters));
        assertTrue(console.contains("rolled back to exactly what it was"), console);
    }
}
