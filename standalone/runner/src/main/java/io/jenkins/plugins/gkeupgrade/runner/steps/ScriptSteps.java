package io.jenkins.plugins.gkeupgrade.runner.steps;

import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import io.jenkins.plugins.gkeupgrade.runner.binding.NestedDescribable;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInDescriptor;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInStep;
import io.jenkins.plugins.gkeupgrade.runner.flow.RunningCall;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Steps that bring in more script, and {@code properties}. */
public final class ScriptSteps {
    private ScriptSteps() {}

    /** {@code load 'file.groovy'}. */
    public static final class LoadStep extends BuiltInStep {
        private final String path;

        @DataBoundConstructor
        public LoadStep(String path) {
            this.path = path;
        }

        @Override
        public Object run(RunningCall call) throws Throwable {
            String text = call.get(FilePath.class).child(path).readToString();
            return call.runInPlace(path, () -> call.execution().scripts().load(text));
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor {
            public DescriptorImpl() {
                super("load", FilePath.class);
            }

            @Override
            public boolean opensBlock() {
                return true;
            }
        }
    }

    /** {@code library 'name@version'}. */
    public static final class LibraryStep extends BuiltInStep {
        private final String identifier;

        @DataBoundConstructor
        public LibraryStep(String identifier) {
            this.identifier = identifier;
        }

        @DataBoundSetter
        public void setChangelog(boolean changelog) {}

        /** Where Jenkins would get the library from; here folders are named on the command line. */
        @DataBoundSetter
        public void setRetriever(Object retriever) {}

        @Override
        public Object run(RunningCall call) throws AbortException {
            try {
                call.execution().scripts().loadLibrary(identifier);
                return null;
            } catch (IllegalArgumentException e) {
                throw new AbortException(e.getMessage());
            }
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor {
            public DescriptorImpl() {
                super("library");
            }
        }
    }

    /** {@code libraryResource 'path'}. */
    public static final class LibraryResourceStep extends BuiltInStep {
        private final String resource;

        @DataBoundConstructor
        public LibraryResourceStep(String resource) {
            this.resource = resource;
        }

        @DataBoundSetter
        public void setEncoding(String encoding) {}

        @Override
        public Object run(RunningCall call) throws IOException {
            String text = call.execution().scripts().libraryResource(resource);
            if (text == null) {
                throw new AbortException(
                        "No such library resource " + resource + " could be found in the libraries loaded.");
            }
            return text;
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor {
            public DescriptorImpl() {
                super("libraryResource");
            }
        }
    }

    /** {@code properties([parameters([...])])}; other properties have no effect here. */
    public static final class PropertiesStep extends BuiltInStep {
        private final List<Object> properties;

        @DataBoundConstructor
        public PropertiesStep(List<Object> properties) {
            this.properties = properties == null ? List.of() : List.copyOf(properties);
        }

        @Override
        public Object run(RunningCall call) throws IOException {
            for (Object property : properties) {
                Object definitions = definitionsIn(property);
                if (definitions != null) {
                    call.execution()
                            .scripts()
                            .defineParameters(definitions instanceof List<?> list ? list : List.of(definitions));
                }
            }
            return null;
        }

        private static Object definitionsIn(Object property) {
            if (property instanceof NestedDescribable nested && nested.symbol().equals("parameters")) {
                return nested.arguments().values().stream().findFirst().orElse(null);
            }
            return property instanceof Map<?, ?> map ? map.get("parameterDefinitions") : null;
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor {
            public DescriptorImpl() {
                super("properties");
            }
        }
    }
}
