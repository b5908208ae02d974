package io.jenkins.plugins.gkeupgrade.runner.steps;

import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInDescriptor;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInStep;
import io.jenkins.plugins.gkeupgrade.runner.flow.RunningCall;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Steps that read, write and move about in the workspace. */
public final class WorkspaceSteps {
    private static final String BASE64 = "Base64";

    private WorkspaceSteps() {}

    private static Charset charset(String encoding) {
        return encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
    }

    /** {@code readFile 'path'}. */
    public static final class ReadFileStep extends BuiltInStep {
        private final String file;
        private String encoding;

        @DataBoundConstructor
        public ReadFileStep(String file) {
            this.file = file;
        }

        @DataBoundSetter
        public void setEncoding(String encoding) {
            this.encoding = Util.fixEmptyAndTrim(encoding);
        }

        @Override
        public Object run(RunningCall call) throws Throwable {
            try (InputStream in = call.get(FilePath.class).child(file).read()) {
                byte[] bytes = in.readAllBytes();
                return BASE64.equals(encoding)
                        ? Base64.getEncoder().encodeToString(bytes)
                        : new String(bytes, charset(encoding));
            }
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor {
            public DescriptorImpl() {
                super("readFile", FilePath.class);
            }
        }
    }

    /** {@code writeFile file: 'path', text: '...'}. */
    public static final class WriteFileStep extends BuiltInStep {
        private final String file;
        private final String text;
        private String encoding;

        @DataBoundConstructor
        public WriteFileStep(String file, String text) {
            this.file = file;
            this.text = text;
        }

        @DataBoundSetter
        public void setEncoding(String encoding) {
            this.encoding = Util.fixEmptyAndTrim(encoding);
        }

        @Override
        public Object run(RunningCall call) throws Throwable {
            byte[] bytes =
                    BASE64.equals(encoding) ? Base64.getDecoder().decode(text) : text.getBytes(charset(encoding));
            try (OutputStream out = call.get(FilePath.class).child(file).write()) {
                out.write(bytes);
            }
            return null;
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor {
            public DescriptorImpl() {
                super("writeFile", FilePath.class);
            }
        }
    }

    /** {@code fileExists 'path'}. */
    public static final class FileExistsStep extends BuiltInStep {
        private final String file;

        @DataBoundConstructor
        public FileExistsStep(String file) {
            this.file = file;
        }

        @Override
        public Object run(RunningCall call) throws Throwable {
            return call.get(FilePath.class).child(file == null ? "" : file).exists();
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor {
            public DescriptorImpl() {
                super("fileExists", FilePath.class);
            }
        }
    }

    /** {@code dir('path') { }}. */
    public static final class DirStep extends BuiltInStep {
        private final String path;

        @DataBoundConstructor
        public DirStep(String path) {
            this.path = path;
        }

        @Override
        public Object run(RunningCall call) throws Throwable {
            FilePath dir = call.get(FilePath.class).child(path);
            call.listener().getLogger().println("Running in " + dir.getRemote());
            return call.runBody(null, List.of(dir), Map.of());
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor.Block {
            public DescriptorImpl() {
                super("dir", FilePath.class);
            }
        }
    }

    /** {@code ws('path') { }}. */
    public static final class WsStep extends BuiltInStep {
        private final String dir;

        @DataBoundConstructor
        public WsStep(String dir) {
            this.dir = dir;
        }

        @Override
        public Object run(RunningCall call) throws Throwable {
            FilePath workspace = call.get(FilePath.class).child(dir == null ? "" : dir);
            workspace.mkdirs();
            call.listener().getLogger().println("Running in " + workspace.getRemote());
            return call.runBody(null, List.of(workspace), Map.of("WORKSPACE", workspace.getRemote()));
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor.Block {
            public DescriptorImpl() {
                super("ws", FilePath.class);
            }
        }
    }

    /** {@code pwd()}, {@code pwd(tmp: true)}. */
    public static final class PwdStep extends BuiltInStep {
        private boolean tmp;

        @DataBoundConstructor
        public PwdStep() {
            // All parameters are optional.
        }

        @DataBoundSetter
        public void setTmp(boolean tmp) {
            this.tmp = tmp;
        }

        @Override
        public Object run(RunningCall call) {
            return call.get(FilePath.class).getRemote() + (tmp ? "@tmp" : "");
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor {
            public DescriptorImpl() {
                super("pwd", FilePath.class);
            }
        }
    }

    /** {@code isUnix()}. */
    public static final class IsUnixStep extends BuiltInStep {
        @DataBoundConstructor
        public IsUnixStep() {
            // No parameters.
        }

        @Override
        public Object run(RunningCall call) {
            return File.separatorChar == '/';
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor {
            public DescriptorImpl() {
                super("isUnix", FilePath.class);
            }
        }
    }
}
