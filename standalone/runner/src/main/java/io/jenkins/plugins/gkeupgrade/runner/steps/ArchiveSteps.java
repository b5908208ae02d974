package io.jenkins.plugins.gkeupgrade.runner.steps;

import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInDescriptor;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInStep;
import io.jenkins.plugins.gkeupgrade.runner.flow.RunningCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Steps that keep files: {@code archiveArtifacts}, the general {@code step}, {@code stash} and {@code unstash}. */
public final class ArchiveSteps {
    private ArchiveSteps() {}

    /** {@code archiveArtifacts artifacts: 'pattern'}: copies into the build's folder. */
    public static final class ArtifactArchiver extends BuiltInStep {
        private final String artifacts;
        private String excludes;
        private boolean emptyAllowed;
        private boolean caseSensitive = true;

        @DataBoundConstructor
        public ArtifactArchiver(String artifacts) {
            this.artifacts = artifacts;
        }

        @DataBoundSetter
        public void setExcludes(String excludes) {
            this.excludes = excludes;
        }

        @DataBoundSetter
        public void setAllowEmptyArchive(boolean allowed) {
            this.emptyAllowed = allowed;
        }

        @DataBoundSetter
        public void setCaseSensitive(boolean caseSensitive) {
            this.caseSensitive = caseSensitive;
        }

        /** Fingerprints are for Jenkins to keep. */
        @DataBoundSetter
        public void setFingerprint(boolean fingerprint) {}

        @DataBoundSetter
        public void setOnlyIfSuccessful(boolean only) {}

        @DataBoundSetter
        public void setDefaultExcludes(boolean defaults) {}

        @DataBoundSetter
        public void setFollowSymlinks(boolean follow) {}

        @Override
        public Object run(RunningCall call) throws IOException {
            call.listener().getLogger().println("Archiving artifacts");
            Path workspace = Folders.of(call.get(FilePath.class));
            List<Path> files = Folders.find(workspace, artifacts, excludes, caseSensitive);
            if (files.isEmpty()) {
                String nothing = "No artifacts found that match the file pattern \"" + artifacts + "\".";
                if (!emptyAllowed) {
                    throw new AbortException(nothing + " Configuration error?");
                }
                call.listener().getLogger().println(nothing);
            }
            Folders.copy(
                    workspace,
                    files,
                    call.execution().run().settings().buildFolder().resolve("archive"));
            return null;
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor {
            public DescriptorImpl() {
                super("archiveArtifacts", FilePath.class);
            }
        }
    }

    /** {@code step([$class: 'ArtifactArchiver', artifacts: '...'])}. */
    public static final class GeneralStep extends BuiltInStep {
        private final BuiltInStep delegate;

        @DataBoundConstructor
        public GeneralStep(BuiltInStep delegate) {
            this.delegate = delegate;
        }

        @Override
        public Object run(RunningCall call) throws Throwable {
            return delegate.run(call);
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor {
            public DescriptorImpl() {
                super("step", FilePath.class);
            }
        }
    }

    /** {@code stash name: 'x', includes: '...'}. */
    public static final class StashStep extends BuiltInStep {
        private final String name;
        private String includes = "**";
        private String excludes;
        private boolean allowEmpty;

        @DataBoundConstructor
        public StashStep(String name) {
            this.name = name;
        }

        @DataBoundSetter
        public void setIncludes(String includes) {
            this.includes = includes == null || includes.isBlank() ? "**" : includes;
        }

        @DataBoundSetter
        public void setExcludes(String excludes) {
            this.excludes = excludes;
        }

        @DataBoundSetter
        public void setUseDefaultExcludes(boolean use) {}

        @DataBoundSetter
        public void setAllowEmpty(boolean allowed) {
            this.allowEmpty = allowed;
        }

        @Override
        public Object run(RunningCall call) throws IOException {
            Path workspace = Folders.of(call.get(FilePath.class));
            List<Path> files = Folders.find(workspace, includes, excludes, true);
            if (files.isEmpty() && !allowEmpty) {
                throw new AbortException("No files included in stash ‘" + name + "’");
            }
            Path stash = folder(call, name);
            Folders.delete(stash);
            Files.createDirectories(stash);
            Folders.copy(workspace, files, stash);
            call.listener().getLogger().println("Stashed " + files.size() + " file(s)");
            return null;
        }

        private static Path folder(RunningCall call, String name) {
            return call.execution()
                    .run()
                    .settings()
                    .buildFolder()
                    .resolve("stashes")
                    .resolve(name);
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor {
            public DescriptorImpl() {
                super("stash", FilePath.class);
            }
        }
    }

    /** {@code unstash 'x'}. */
    public static final class UnstashStep extends BuiltInStep {
        private final String name;

        @DataBoundConstructor
        public UnstashStep(String name) {
            this.name = name;
        }

        @Override
        public Object run(RunningCall call) throws IOException {
            Path stash = StashStep.folder(call, name);
            if (!Files.isDirectory(stash)) {
                throw new AbortException("No such saved stash ‘" + name + "’");
            }
            Folders.copy(stash, Folders.find(stash, "**", null, true), Folders.of(call.get(FilePath.class)));
            return null;
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor {
            public DescriptorImpl() {
                super("unstash", FilePath.class);
            }
        }
    }

    /** {@code deleteDir()}. */
    public static final class DeleteDirStep extends BuiltInStep {
        @DataBoundConstructor
        public DeleteDirStep() {
            // No parameters.
        }

        @Override
        public Object run(RunningCall call) throws IOException {
            if (call.execution().run().settings().workspace() != null) {
                throw new AbortException("The workspace was given from outside, so it is not deleted.");
            }
            Folders.delete(Folders.of(call.get(FilePath.class)));
            return null;
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor {
            public DescriptorImpl() {
                super("deleteDir", FilePath.class);
            }
        }
    }
}
