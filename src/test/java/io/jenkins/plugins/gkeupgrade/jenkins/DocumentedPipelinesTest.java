package io.jenkins.plugins.gkeupgrade.jenkins;

import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.GlobalUntrustedLibraries;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.libs.LibraryRetriever;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The Pipelines of the documentation, as they stand. */
@WithJenkins
class DocumentedPipelinesTest {
    private static final Path EXAMPLES = Path.of("docs", "examples");

    @RegisterExtension
    private static final BuildWatcherExtension BUILDS = new BuildWatcherExtension();

    @RegisterExtension
    private final ServedShop shop = new ServedShop();

    /** See {@link ServedShop}. */
    @TestExtension
    public static final class ShopTime extends ServedShop.Time {}

    /** A library that is a folder of this repository. */
    public static final class Folder extends LibraryRetriever {
        private final String path;

        Folder(Path path) {
            this.path = path.toAbsolutePath().toString();
        }

        @Override
        public void retrieve(
                String name, String version, boolean changelog, FilePath target, Run<?, ?> run, TaskListener listener)
                throws Exception {
            new FilePath(Path.of(path).toFile()).copyRecursiveTo(target);
        }

        @Override
        public void retrieve(String name, String version, FilePath target, Run<?, ?> run, TaskListener listener)
                throws Exception {
            retrieve(name, version, false, target, run, listener);
        }
    }

    private static String example(String name) throws IOException {
        return Files.readString(EXAMPLES.resolve(name));
    }

    private static void approve(JenkinsRule j, WorkflowRun run, String question) throws Exception {
        j.waitForMessage(question, run);
        run.getAction(InputAction.class).getExecutions().get(0).proceed(null);
    }

    @Test
    void theReadme(JenkinsRule j) throws Exception {
        Matcher block =
                Pattern.compile("```groovy\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("README.md")));
        block.find();
        WorkflowRun run = ServedShop.start(j, "readme", block.group(1));
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        j.assertLogContains("6 of 6 workloads are on the new pool", run);
    }

    @Test
    void theUpgradeAndTheRollback(JenkinsRule j) throws Exception {
        WorkflowRun up = ServedShop.start(j, "upgrade", example("opt-in-upgrade.Jenkinsfile"));
        approve(j, up, "Move or Abort");
        j.assertBuildStatusSuccess(j.waitForCompletion(up));
        j.assertLogContains("Every selected workload of shop-prod runs on 1.33.", up);

        WorkflowRun back = ServedShop.start(j, "rollback", example("rollback.Jenkinsfile"));
        j.assertBuildStatusSuccess(j.waitForCompletion(back));
        j.assertLogContains("6 workloads rolled back from", back);
    }

    @Test
    void theScriptedExample(JenkinsRule j) throws Exception {
        WorkflowRun run = ServedShop.start(j, "scripted", example("scripted.Jenkinsfile"));
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        j.assertLogContains("checkout: 6 workloads moved", run);
    }

    @Test
    void theSharedLibrary(JenkinsRule j) throws Exception {
        LibraryConfiguration library =
                new LibraryConfiguration("gke-upgrades", new Folder(EXAMPLES.resolve("shared-library")));
        library.setDefaultVersion("main");
        GlobalUntrustedLibraries.get().setLibraries(List.of(library));

        WorkflowRun run = ServedShop.start(j, "library", example("shared-library.Jenkinsfile"));
        approve(j, run, "Move 6 workloads of checkout");
        approve(j, run, "Move 5 workloads of catalog");
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
    }
}
