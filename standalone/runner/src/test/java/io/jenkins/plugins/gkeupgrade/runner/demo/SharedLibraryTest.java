package io.jenkins.plugins.gkeupgrade.runner.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.gkeupgrade.emulator.world.WorldReader;
import io.jenkins.plugins.gkeupgrade.runner.PipelineRunner;
import io.jenkins.plugins.gkeupgrade.runner.RunEnvironment;
import io.jenkins.plugins.gkeupgrade.runner.RunFixture;
import io.jenkins.plugins.gkeupgrade.runner.binding.Symbols;
import io.jenkins.plugins.gkeupgrade.runner.emulated.EmulatedEnvironment;
import io.jenkins.plugins.gkeupgrade.runner.run.RunSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example of a shared library, loaded from its folder and called as its page says. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SharedLibraryTest {
    private static final Path ROOT =
            Path.of(System.getProperty("repository.root", "../..")).toAbsolutePath();
    private static final Path LIBRARY = ROOT.resolve("docs/examples/shared-library");
    private static final String IMPORT = "@Library('gke-upgrades') _\n";
    private static final String CHECKOUT =
            IMPORT + "def it = gkeOptInUpgrade(cluster: 'shop-prod', version: '1.33', team: 'checkout')\n"
                    + "echo \"moved ${it.moved.size()} to ${it.version}: ${it.verdict}\"\n";

    @TempDir
    private Path folder;

    private String console = "";

    private Result run(RunEnvironment environment, String script, Consumer<RunSettings> preparation)
            throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        RunSettings settings = new RunSettings(folder);
        settings.libraries().put("gke-upgrades", LIBRARY);
        preparation.accept(settings);
        Result result = new PipelineRunner(
                        settings, environment.clock(), new PrintStream(printed, true, StandardCharsets.UTF_8))
                .run(script);
        console = printed.toString(StandardCharsets.UTF_8);
        return result;
    }

    private static RunEnvironment shop() throws IOException {
        EmulatedEnvironment shop = new EmulatedEnvironment(WorldReader.read(ROOT.resolve("samples/worlds/shop.yaml")));
        shop.start(line -> {});
        return shop;
    }

    private void printed(String text) {
        assertTrue(console.contains(text), console);
    }

    private void notPrinted(String text) {
        assertFalse(console.contains(text), console);
    }

    @Test
    void nothingMovesWithoutApprovalAndATeamThatHasMovedIsNotAskedFor() throws IOException {
        try (RunEnvironment shop = shop()) {
            String question = "Move 6 workloads of checkout in shop-prod to 1.33.5-gke.1162000?";

            assertEquals(
                    Result.ABORTED,
                    run(shop, CHECKOUT, settings -> settings.answers().put("Move-checkout", "abort")));
            printed(question);
            notPrinted(" opted in (");

            assertEquals(Result.SUCCESS, run(shop, CHECKOUT, settings -> settings.approve(true)), () -> console);
            printed(question);
            printed("[Pipeline] { (checkout: verify)");
            printed("moved 6 to 1.33.5-gke.1162000: PASSED");
            notPrinted("shop-catalog/");

            assertEquals(Result.SUCCESS, run(shop, CHECKOUT, settings -> {}), () -> console);
            notPrinted("checkout: approval");
            printed("moved 0 to 1.33.5-gke.1162000: PASSED");
        }
    }

    @Test
    void theExampleMovesTeamAfterTeam() throws IOException {
        String example = Files.readString(ROOT.resolve("docs/examples/shared-library.Jenkinsfile"));
        try (RunEnvironment shop = shop()) {
            Result result = run(shop, example, settings -> settings.parameters().put("ASK", "false"));
            assertEquals(Result.SUCCESS, result, () -> console);
        }
        printed("6 of 6 workloads are on the new pool");
        printed("5 of 6 workloads are on the new pool");
        notPrinted("[Pipeline] input");
    }

    /** The answer of a dry run, by a library whose step of that name goes before ours. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|Move 1 workload of checkout in shop-prod to 1.33.5-gke.1162000? Deployment shop/w1",
                "23|, Deployment shop/w20 and 3 more, which the console lists"
            })
    void theQuestionIsShort(int waiting, String question) throws IOException {
        Path vars = Files.createDirectories(folder.resolve("many/vars"));
        Files.writeString(
                vars.resolve("optInWorkloads.groovy"),
                "def call(Map it) { [wouldMove: (1.." + waiting + ").collect { n -> \"Deployment shop/w\" + n }] }\n");
        try (RunEnvironment shop = shop()) {
            run(shop, CHECKOUT.replace("'gke-upgrades'", "['gke-upgrades', 'many']"), settings -> {
                settings.libraries().put("many", folder.resolve("many"));
                settings.answers().put("Move-checkout", "abort");
            });
        }
        printed(question);
    }

    @Test
    void safeguardsReachTheMove() throws IOException {
        String call = CHECKOUT.replace(
                "team: 'checkout'", "team: 'checkout', gates: [httpProbe(url: 'https://nobody.listed.this.example/')]");
        try (RunEnvironment shop = shop()) {
            assertEquals(Result.FAILURE, run(shop, call, settings -> settings.approve(true)), () -> console);
        }
        printed("ERROR: gates: ");
        printed("nobody.listed.this.example");
        notPrinted(" opted in (");
    }

    @Test
    void noSymbolHasTheNameOfTheCall() {
        // A Declarative Pipeline would take the call for the symbol, and complain of its missing constructor.
        assertFalse(Symbols.all().contains("gkeOptInUpgrade"), () -> String.valueOf(Symbols.all()));
        assertTrue(Symbols.all().contains("gkeUpgrade"), () -> String.valueOf(Symbols.all()));
    }

    @ParameterizedTest
    @CsvSource({"rollback, 6 workloads rolled back from", "stop, 1 of 6 workloads failed"})
    void aTeamThatIsNotWellGoesBackUnlessToldOtherwise(String onFailure, String last) throws IOException {
        String call = "@Library(['gke-upgrades', 'unwell']) _\n"
                + "gkeOptInUpgrade cluster: 'shop-prod', version: '1.33', team: 'checkout', approval: false,"
                + " onFailure: '" + onFailure + "'";
        try (RunEnvironment shop = shop()) {
            Result result = run(
                    shop,
                    call,
                    settings -> settings.libraries()
                            .put("unwell", Path.of("src/test/resources/unwell").toAbsolutePath()));
            assertEquals(Result.FAILURE, result, () -> console);
        }
        printed("ERROR: 1 of 6 workloads failed: Deployment shop-checkout/cart: crash loop");
        printed(last);
        assertEquals(onFailure.equals("rollback"), console.contains("[Pipeline] rollbackTolerations"), console);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version: '1.33', team: 'a'|gkeOptInUpgrade needs 'cluster': the name of a cluster configured",
                "cluster: 'a', team: 'a'|gkeOptInUpgrade needs 'version': a GKE version such as",
                "cluster: 'a', version: '1.33', team: ''|gkeOptInUpgrade needs 'team': the value of the label team",
                "cluster: 'a', version: '1', team: 'a', vave: 3|gkeOptInUpgrade has no parameter 'vave'; expected one of"
                        + " cluster, version, team, selector,",
                "cluster: 'a', version: '1', team: 'a', onFailure: 'x'|onFailure: 'x' must be 'rollback' or 'stop'",
            })
    void wrongCallsAreOneSentence(String arguments, String complaint) throws IOException {
        RunFixture fixture = new RunFixture(folder);
        fixture.run(
                IMPORT + "gkeOptInUpgrade " + arguments,
                runner -> runner.run().settings().libraries().put("gke-upgrades", LIBRARY));
        assertEquals(Result.FAILURE, fixture.result());
        List<String> errors = fixture.lines().stream()
                .filter(line -> line.startsWith("ERROR: "))
                .toList();
        assertEquals(1, errors.size(), fixture::console);
        assertTrue(errors.get(0).startsWith("ERROR: " + complaint), fixture::console);
    }
}
