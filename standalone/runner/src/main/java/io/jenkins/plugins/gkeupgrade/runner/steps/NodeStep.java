package io.jenkins.plugins.gkeupgrade.runner.steps;

import hudson.Extension;
import hudson.FilePath;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInDescriptor;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInStep;
import io.jenkins.plugins.gkeupgrade.runner.flow.RunningCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code node('label') { }}: this machine, whatever the label, with one workspace for all. */
public final class NodeStep extends BuiltInStep {
    private final String label;

    /** @param label may be null */
    @DataBoundConstructor
    public NodeStep(String label) {
        this.label = label;
    }

    @Override
    public Object run(RunningCall call) throws Throwable {
        Path given = call.execution().run().settings().workspace();
        Path workspace = given != null
                ? given.toAbsolutePath()
                : call.execution().run().settings().buildFolder().resolve("workspace");
        Files.createDirectories(workspace);
        call.listener().getLogger().println("Running on this machine in " + workspace);
        Map<String, String> environment = new LinkedHashMap<>(System.getenv());
        // What the Pipeline has set around the node counts more than the machine's own variables.
        environment
                .keySet()
                .removeAll(call.execution().environment(call.scope()).keySet());
        environment.put("NODE_NAME", "built-in");
        environment.put("NODE_LABELS", label == null ? "built-in" : "built-in " + label);
        environment.put("EXECUTOR_NUMBER", "0");
        environment.put("WORKSPACE", workspace.toString());
        return call.runBody(null, List.of(new FilePath(workspace.toFile())), environment);
    }

    @Extension
    public static final class DescriptorImpl extends BuiltInDescriptor.Block {
        public DescriptorImpl() {
            super("node");
        }

        @Override
        public Set<? extends Class<?>> getProvidedContext() {
            return Set.of(FilePath.class);
        }
    }
}
