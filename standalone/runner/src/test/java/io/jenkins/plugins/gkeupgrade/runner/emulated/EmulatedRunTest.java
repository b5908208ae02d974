package io.jenkins.plugins.gkeupgrade.runner.emulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.runner.PipelineRunner;
import io.jenkins.plugins.gkeupgrade.runner.RunEnvironment;
import io.jenkins.plugins.gkeupgrade.runner.RunEnvironments;
import io.jenkins.plugins.gkeupgrade.runner.flow.Checkpoints.Restart;
import io.jenkins.plugins.gkeupgrade.runner.run.RunSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example Pipelines with the real steps on the sample world, over the real protocols. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class EmulatedRunTest {
    private static final Path ROOT = Path.of(System.getProperty("repository.root", "../.."));

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private Result run(RunEnvironment environment, String script, Consumer<PipelineRunner> preparation)
            throws IOException {
        PipelineRunner runner = new PipelineRunner(
                new RunSettings(folder).approve(true),
                environment.clock(),
                new PrintStream(printed, true, StandardCharsets.UTF_8));
        preparation.accept(runner);
        return runner.run(script);
    }

    private String console() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void upgradeComesToItsEndThroughCrashesAndIsRolledBack() throws IOException {
        String upgrade = Files.readString(ROOT.resolve("docs/examples/opt-in-upgrade.Jenkinsfile"));
        String rollback = Files.readString(ROOT.resolve("docs/examples/rollback.Jenkinsfile"));
        List<String> world = new ArrayList<>();
        try (RunEnvironment environment = RunEnvironments.create(ROOT.resolve("samples/worlds/shop.yaml"))) {
            environment.start(world::add);

            Result upgraded = run(environment, upgrade, runner -> {
                for (int tick = 2; tick < 200; tick += 7) {
                    runner.restartAfter(tick, tick % 2 == 0 ? Restart.CRASH : Restart.CRASH_BEFORE_LAST_SAVE);
                }
            });
            assertEquals(Result.SUCCESS, upgraded, this::console);
            assertTrue(console().contains("after Jenkins restart"), this::console);
            assertTrue(console().contains("Every selected workload of shop-prod runs on 1.33."), this::console);

            assertEquals(Result.SUCCESS, run(environment, rollback, runner -> {}), this::console);
            assertEquals(
                    Result.SUCCESS,
                    run(
                            environment,
                            "echo verifyRollout(cluster: 'projects/shop-prod/locations/europe-west1-b/clusters/shop',"
                                    + " version: '1.33', namespace: '*', selector: 'team=catalog').verdict",
                            runner -> {}),
                    this::console);
        }
        assertTrue(world.get(0).contains("120 times as fast"), world::toString);
    }

    @Test
    void unknownCredentialsAreNamed() throws IOException {
        try (RunEnvironment environment = RunEnvironments.create(ROOT.resolve("samples/worlds/shop.yaml"))) {
            environment.start(line -> {});

            assertEquals(
                    Result.FAILURE,
                    run(
                            environment,
                            "gkeUpgradeMaster cluster: 'shop', version: '1.33', credentialsId: 'nobody'",
                            runner -> {}));
            assertTrue(
                    console()
                            .contains("credentialsId: 'nobody' does not exist; give it with --credential nobody=FILE."),
                    this::console);
        }
    }

    @Test
    void worldThatIsNoneIsRefused() throws IOException {
        Path world = Files.writeString(folder.resolve("world.yaml"), "clusters: 5\n");

        assertThrows(IOException.class, () -> RunEnvironments.create(world));
    }

    @Test
    void clustersHaveTheirProjectsNameWhereThatIsClear() {
        ClusterRef alone = new ClusterRef("shop-prod", "europe-west1", "shop");
        ClusterRef first = new ClusterRef("other-project", "europe-west1", "one");
        ClusterRef second = new ClusterRef("other-project", "europe-west1", "two");
        ClusterNames names = new ClusterNames(List.of(alone, first, second));

        assertEquals(List.of("shop", "shop-prod"), names.of(alone));
        assertEquals(List.of("one"), names.of(first));
    }
}
