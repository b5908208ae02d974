package io.jenkins.plugins.gkeupgrade.runner.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The entry point of the runner. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Runtime.getRuntime().exit(execute(out, err, arguments));
    }

    /** Runs the command line and returns the exit code. */
    static int execute(PrintStream out, PrintStream err, String... arguments) {
        return new CommandLine(new RunCommand(out))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setParameterExceptionHandler((problem, given) -> {
                    problem.getCommandLine().getErr().println(problem.getMessage());
                    problem.getCommandLine().getErr().println("Try 'run --help' for more information.");
                    return RunCommand.USAGE;
                })
                .execute(arguments);
    }
}
