package io.jenkins.plugins.gkeupgrade.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.BuildListener;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import jenkins.model.ArtifactManager;
import jenkins.util.VirtualFile;
import org.junit.jupiter.api.Test;

class ReportArchiverTest {
    /** Keeps what it is given, as one that uploads would. */
    private static final class Kept extends ArtifactManager {
        private final Map<String, String> texts = new HashMap<>();
        private Path folder;

        @Override
        public void onLoad(Run<?, ?> build) {}

        @Override
        public void archive(
                FilePath workspace, Launcher launcher, BuildListener listener, Map<String, String> artifacts)
                throws IOException, InterruptedException {
            folder = Path.of(workspace.getRemote());
            for (Map.Entry<String, String> artifact : artifacts.entrySet()) {
                texts.put(
                        artifact.getKey(), workspace.child(artifact.getValue()).readToString());
            }
        }

        @Override
        public boolean delete() {
            return false;
        }

        @Override
        public VirtualFile root() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void theArchivedFileIsTheJsonOfThePage() throws Exception {
        Kept kept = new Kept();
        UpgradeReport report = Samples.upgrade();
        ReportArchiver.archive(report, kept, TaskListener.NULL);
        assertEquals(Map.of("gke-upgrade-report.json", ReportJson.text(report)), kept.texts);
        assertFalse(Files.exists(kept.folder), "nothing is left behind");
    }
}
