package io.jenkins.plugins.gkeupgrade.runner.steps;

import hudson.Extension;
import hudson.model.TaskListener;
import io.jenkins.plugins.gkeupgrade.runner.clock.RunClock;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInDescriptor;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInStep;
import io.jenkins.plugins.gkeupgrade.runner.flow.RunningCall;
import io.jenkins.plugins.gkeupgrade.runner.flow.Scope;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;

/** Steps that change how the console looks. */
public final class DecorationSteps {
    private DecorationSteps() {}

    /** {@code timestamps { }}: the run's time before each line. */
    public static final class TimestampsStep extends BuiltInStep {
        private static final DateTimeFormatter FORMAT =
                DateTimeFormatter.ofPattern("'['yyyy-MM-dd'T'HH:mm:ss.SSS'Z] '").withZone(ZoneOffset.UTC);

        @DataBoundConstructor
        public TimestampsStep() {
            // No parameters.
        }

        @Override
        public Object run(RunningCall call) throws Throwable {
            RunClock clock = call.execution().clock();
            Scope.LineDecorator stamp = line -> FORMAT.format(clock.now()) + line;
            return call.runBody(null, List.of(stamp), Map.of());
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor.Block {
            public DescriptorImpl() {
                super("timestamps", TaskListener.class);
            }
        }
    }

    /** {@code ansiColor('xterm') { }}: colours go through as they are. */
    public static final class AnsiColorStep extends BuiltInStep {
        @DataBoundConstructor
        public AnsiColorStep(String colorMapName) {
            // Terminals know their own colours.
        }

        @Override
        public Object run(RunningCall call) throws Throwable {
            return call.runBody(null, List.of(), Map.of("TERM", "xterm"));
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor.Block {
            public DescriptorImpl() {
                super("ansiColor", TaskListener.class);
            }
        }
    }
}
