package io.jenkins.plugins.gkeupgrade.runner.steps;

import groovy.json.JsonOutput;
import groovy.json.JsonSlurperClassic;
import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInDescriptor;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInStep;
import io.jenkins.plugins.gkeupgrade.runner.flow.RunningCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Steps that read and write JSON and YAML, as plain maps and lists. */
public final class DataSteps {
    private DataSteps() {}

    /** Text from a parameter or from a file of the workspace. */
    public abstract static class Reading extends BuiltInStep {
        private String file;
        private String text;

        @DataBoundSetter
        public final void setFile(String file) {
            this.file = file;
        }

        @DataBoundSetter
        public final void setText(String text) {
            this.text = text;
        }

        final String read(RunningCall call) throws IOException, InterruptedException {
            if ((file == null) == (text == null)) {
                throw new AbortException("Exactly one of the parameters 'file' and 'text' must be given.");
            }
            if (text != null) {
                return text;
            }
            FilePath workspace = call.get(FilePath.class);
            if (workspace == null) {
                throw new AbortException("The file " + file + " can be read only inside of 'node'.");
            }
            return workspace.child(file).readToString();
        }
    }

    /** {@code readJSON text: '...'} or {@code file: 'path'}. */
    public static final class ReadJsonStep extends Reading {
        @DataBoundConstructor
        public ReadJsonStep() {
            // All parameters are optional.
        }

        /** Results are always plain maps and lists. */
        @DataBoundSetter
        public void setReturnPojo(boolean plain) {}

        @Override
        public Object run(RunningCall call) throws IOException, InterruptedException {
            return new JsonSlurperClassic().parseText(read(call));
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor {
            public DescriptorImpl() {
                super("readJSON");
            }
        }
    }

    /** {@code readYaml text: '...'} or {@code file: 'path'}; several documents come as a list. */
    public static final class ReadYamlStep extends Reading {
        @DataBoundConstructor
        public ReadYamlStep() {
            // All parameters are optional.
        }

        @Override
        public Object run(RunningCall call) throws IOException, InterruptedException {
            List<Object> documents = new ArrayList<>();
            new Yaml(new SafeConstructor(new LoaderOptions()))
                    .loadAll(read(call))
                    .forEach(documents::add);
            return documents.size() == 1 ? documents.get(0) : documents;
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor {
            public DescriptorImpl() {
                super("readYaml");
            }
        }
    }

    /** {@code writeJSON file: 'path', json: value, pretty: 2}, or {@code returnText: true}. */
    public static final class WriteJsonStep extends BuiltInStep {
        private final Object json;
        private String file;
        private int pretty;
        private boolean returnText;

        @DataBoundConstructor
        public WriteJsonStep(Object json) {
            this.json = json;
        }

        @DataBoundSetter
        public void setFile(String file) {
            this.file = file;
        }

        @DataBoundSetter
        public void setPretty(int indent) {
            this.pretty = indent;
        }

        @DataBoundSetter
        public void setReturnText(boolean wanted) {
            this.returnText = wanted;
        }

        @Override
        public Object run(RunningCall call) throws IOException, InterruptedException {
            String compact = JsonOutput.toJson(json);
            return WriteJsonStep.written(
                    pretty > 0 ? JsonOutput.prettyPrint(compact) : compact, file, returnText, call);
        }

        static Object written(String text, String file, boolean returnText, RunningCall call)
                throws IOException, InterruptedException {
            if (returnText) {
                return text;
            }
            FilePath workspace = call.get(FilePath.class);
            if (workspace == null || file == null) {
                throw new AbortException("Writing needs a 'file' and a surrounding 'node'.");
            }
            workspace.child(file).write(text, "UTF-8");
            return null;
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor {
            public DescriptorImpl() {
                super("writeJSON");
            }
        }
    }

    /** {@code writeYaml file: 'path', data: value}, or {@code returnText: true}. */
    public static final class WriteYamlStep extends BuiltInStep {
        private Object data;
        private String file;
        private boolean returnText;

        @DataBoundConstructor
        public WriteYamlStep() {
            // All parameters are optional.
        }

        @DataBoundSetter
        public void setData(Object data) {
            this.data = data;
        }

        @DataBoundSetter
        public void setFile(String file) {
            this.file = file;
        }

        @DataBoundSetter
        public void setOverwrite(boolean overwrite) {}

        @DataBoundSetter
        public void setReturnText(boolean wanted) {
            this.returnText = wanted;
        }

        @Override
        public Object run(RunningCall call) throws IOException, InterruptedException {
            return WriteJsonStep.written(new Yaml().dump(data), file, returnText, call);
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor {
            public DescriptorImpl() {
                super("writeYaml");
            }
        }
    }
}
