package io.jenkins.plugins.gkeupgrade.runner.cli;

import hudson.model.Result;
import io.jenkins.plugins.gkeupgrade.runner.PipelineRunner;
import io.jenkins.plugins.gkeupgrade.runner.RunEnvironment;
import io.jenkins.plugins.gkeupgrade.runner.RunEnvironments;
import io.jenkins.plugins.gkeupgrade.runner.flow.Checkpoints;
import io.jenkins.plugins.gkeupgrade.runner.run.CredentialSource;
import io.jenkins.plugins.gkeupgrade.runner.run.RunSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of the runner. */
@Command(
        name = "run",
        sortOptions = false,
        description = "Runs a Jenkinsfile with the plugin's own steps, without Jenkins, on an emulated cluster.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:SUCCESS",
            "1:FAILURE",
            "2:UNSTABLE",
            "3:ABORTED",
            "4:NOT_BUILT",
            "64:the command line was wrong"
        })
public final class RunCommand implements Callable<Integer> {
    static final int USAGE = 64;

    @Parameters(paramLabel = "JENKINSFILE", description = "The Declarative or scripted Pipeline to run.")
    private Path jenkinsfile;

    @Option(
            names = "--world",
            paramLabel = "FILE",
            description = "A YAML file with the clusters to emulate, their speeds and faults.")
    private Path world;

    @Option(names = "--param", paramLabel = "NAME=VALUE", description = "A build parameter; may be repeated.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--answer",
            paramLabel = "ID|MESSAGE=ok|abort",
            description = "The answer to an input by its id or message, or NAME=VALUE for one of its parameters.")
    private Map<String, String> answers = new LinkedHashMap<>();

    @Option(names = "--approve", description = "Approves every input that has no answer.")
    private boolean approve;

    @Option(
            names = "--credential",
            paramLabel = "ID=FILE|env:NAME",
            description = "Where the secret of a credentials id is: in a file or in an environment variable.")
    private Map<String, String> credentials = new LinkedHashMap<>();

    @Option(names = "--library", paramLabel = "NAME=DIR", description = "The folder of a shared library.")
    private Map<String, Path> libraries = new LinkedHashMap<>();

    @Option(names = "--env", paramLabel = "NAME=VALUE", description = "A variable of the build's environment.")
    private Map<String, String> environment = new LinkedHashMap<>();

    @Option(names = "--branch", paramLabel = "NAME", description = "Sets BRANCH_NAME.")
    private String branch;

    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            description = "The folder that 'node' works in; by default a new one in the build folder.")
    private Path workspace;

    @Option(
            names = "--build-folder",
            paramLabel = "DIR",
            description = "Where archived artifacts go; by default a new temporary folder.")
    private Path buildFolder;

    @Option(names = "--job", paramLabel = "NAME", description = "The name of the job (${DEFAULT-VALUE}).")
    private String job = "pipeline";

    @Option(names = "--build-number", paramLabel = "N", description = "The number of the build (${DEFAULT-VALUE}).")
    private int number = 1;

    @Option(
            names = "--previous-result",
            paramLabel = "RESULT",
            description = "How the build before ended, for post conditions such as 'changed' and 'fixed'.")
    private String previousResult;

    @Option(names = "--allow-sh", description = "Lets sh, bat and powershell run commands on this machine.")
    private boolean allowShell;

    @Option(
            names = "--restart-after",
            paramLabel = "N",
            description = "Restarts Jenkins under the running steps after N of their ticks; may be repeated.")
    private List<Integer> restarts = new ArrayList<>();

    @Option(
            names = "--crash",
            description =
                    "Lets Jenkins crash instead of shutting down, so that steps lose what" + " they had not saved.")
    private boolean crash;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    private final PrintStream out;

    RunCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isReadable(jenkinsfile)) {
            throw new ParameterException(spec.commandLine(), "The Jenkinsfile " + jenkinsfile + " cannot be read.");
        }
        if (world != null && !Files.isReadable(world)) {
            throw new ParameterException(spec.commandLine(), "The world file " + world + " cannot be read.");
        }
        String text = Files.readString(jenkinsfile);
        try (RunEnvironment environment = environment()) {
            start(environment);
            RunSettings settings = settings();
            settings.environment().putAll(environment.variables());
            PipelineRunner runner = new PipelineRunner(settings, environment.clock(), out);
            restarts.forEach(tick ->
                    runner.restartAfter(tick, crash ? Checkpoints.Restart.CRASH : Checkpoints.Restart.GRACEFUL));
            AbortOnShutdown abort = new AbortOnShutdown(runner);
            try {
                return ExitCodes.of(runner.run(text));
            } finally {
                abort.end();
            }
        }
    }

    private void start(RunEnvironment environment) {
        try {
            environment.start(out::println);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private RunEnvironment environment() {
        try {
            return RunEnvironments.create(world);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    RunSettings settings() throws IOException {
        Path folder = buildFolder != null ? buildFolder : Files.createTempDirectory("pipeline-build");
        RunSettings settings = new RunSettings(folder.toAbsolutePath())
                .jobName(job)
                .number(number)
                .approve(approve)
                .shellAllowed(allowShell)
                .workspace(workspace)
                .previousResult(parseResult());
        settings.parameters().putAll(parameters);
        settings.answers().putAll(answers);
        libraries.forEach((name, dir) -> settings.libraries().put(name, dir.toAbsolutePath()));
        credentials.forEach((id, source) -> settings.credentials().put(id, CredentialSource.parse(source)));
        if (branch != null) {
            settings.environment().put("BRANCH_NAME", branch);
        }
        settings.environment().putAll(environment);
        return settings;
    }

    private Result parseResult() {
        if (previousResult == null) {
            return null;
        }
        Result result = Result.fromString(previousResult);
        if (!result.toString().equalsIgnoreCase(previousResult)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + previousResult
                            + "' is no result; it must be SUCCESS, UNSTABLE, FAILURE, NOT_BUILT or ABORTED.");
        }
        return result;
    }
}
