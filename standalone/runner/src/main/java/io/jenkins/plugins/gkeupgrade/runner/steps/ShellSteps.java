package io.jenkins.plugins.gkeupgrade.runner.steps;

import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import io.jenkins.plugins.gkeupgrade.runner.console.LineStream;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInDescriptor;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInStep;
import io.jenkins.plugins.gkeupgrade.runner.flow.RunningCall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code sh} and its relatives. They run commands on this machine, so they must be allowed first. */
public final class ShellSteps {
    private ShellSteps() {}

    /** A command of some interpreter. */
    public abstract static class Command extends BuiltInStep {
        private final String script;
        private boolean returnStdout;
        private boolean returnStatus;

        protected Command(String script) {
            this.script = script;
        }

        @DataBoundSetter
        public final void setReturnStdout(boolean wanted) {
            returnStdout = wanted;
        }

        @DataBoundSetter
        public final void setReturnStatus(boolean wanted) {
            returnStatus = wanted;
        }

        /** Shown by Jenkins' views only. */
        @DataBoundSetter
        public final void setLabel(String label) {}

        /** Output is taken as UTF-8. */
        @DataBoundSetter
        public final void setEncoding(String encoding) {}

        abstract String name();

        abstract List<String> command(String text);

        @Override
        public final Object run(RunningCall call) throws Throwable {
            if (!call.execution().run().settings().shellAllowed()) {
                throw new AbortException("The step " + name() + " runs commands on this machine, which is not allowed"
                        + " here; start with --allow-sh to allow it.");
            }
            FilePath dir = call.get(FilePath.class);
            dir.mkdirs();
            ProcessBuilder builder = new ProcessBuilder(command(script));
            builder.directory(Folders.of(dir).toFile());
            // One stream keeps the order in which lines were written.
            builder.redirectErrorStream(!returnStdout);
            builder.environment().clear();
            builder.environment().putAll(call.execution().environment(call.scope()));
            Process process = builder.start();
            process.getOutputStream().close();
            ByteArrayOutputStream stdout = new ByteArrayOutputStream();
            OutputStream log = new LineStream(call.listener().getLogger()::println);
            CompletableFuture<Void> pumped = CompletableFuture.allOf(
                    pump(process.getInputStream(), returnStdout ? stdout : log), pump(process.getErrorStream(), log));
            int status = (Integer) call.await(
                    done -> pumped.thenCombine(process.onExit(), (nothing, ended) -> ended.exitValue())
                            .whenComplete((code, problem) -> done.accept(problem == null ? code : Integer.valueOf(-1))),
                    cause -> {
                        call.listener().getLogger().println("Sending interrupt signal to process");
                        process.descendants().forEach(ProcessHandle::destroy);
                        process.destroy();
                    });
            if (returnStatus) {
                return status;
            }
            if (status != 0) {
                throw new AbortException("script returned exit code " + status);
            }
            return returnStdout ? stdout.toString(StandardCharsets.UTF_8) : null;
        }

        private static CompletableFuture<Void> pump(InputStream from, OutputStream to) {
            return CompletableFuture.runAsync(() -> {
                try (from) {
                    from.transferTo(to);
                    to.flush();
                } catch (IOException e) {
                    // The process was ended under us: what it had to say has been said.
                }
            });
        }
    }

    /** {@code sh 'commands'}. */
    public static final class ShellStep extends Command {
        @DataBoundConstructor
        public ShellStep(String script) {
            super(script);
        }

        @Override
        String name() {
            return "sh";
        }

        @Override
        List<String> command(String text) {
            if (text.startsWith("#!")) {
                String runFile = "f=$(mktemp) && printf %s \"$1\" > \"$f\" && chmod 700 \"$f\" && \"$f\"; s=$?;"
                        + " rm -f \"$f\"; exit $s";
                return List.of("/bin/sh", "-c", runFile, "sh", text);
            }
            return List.of("/bin/sh", "-xec", text);
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor {
            public DescriptorImpl() {
                super("sh", FilePath.class);
            }
        }
    }

    /** {@code bat 'commands'}. */
    public static final class BatchScriptStep extends Command {
        @DataBoundConstructor
        public BatchScriptStep(String script) {
            super(script);
        }

        @Override
        String name() {
            return "bat";
        }

        @Override
        List<String> command(String text) {
            return List.of("cmd", "/c", text);
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor {
            public DescriptorImpl() {
                super("bat", FilePath.class);
            }
        }
    }

    /** {@code powershell 'commands'}. */
    public static final class PowershellStep extends Command {
        @DataBoundConstructor
        public PowershellStep(String script) {
            super(script);
        }

        @Override
        String name() {
            return "powershell";
        }

        @Override
        List<String> command(String text) {
            return List.of("pwsh", "-NoProfile", "-Command", text);
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor {
            public DescriptorImpl() {
                super("powershell", FilePath.class);
            }
        }
    }
}
