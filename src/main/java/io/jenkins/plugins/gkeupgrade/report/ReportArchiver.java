package io.jenkins.plugins.gkeupgrade.report;

import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import jenkins.model.ArtifactManager;
import jenkins.util.BuildListenerAdapter;

/** Archives the report, and changes for others, with the build when it ends, wherever this Jenkins keeps its artifacts. */
@Extension
@SuppressWarnings("rawtypes") // as RunListener is declared for all kinds of builds
public final class ReportArchiver extends RunListener<Run> {
    static final String FILE = "gke-upgrade-report.json";

    @Override
    public void onCompleted(Run run, TaskListener listener) {
        GkeUpgradeAction action = ((Run<?, ?>) run).getAction(GkeUpgradeAction.class);
        if (action == null) {
            return;
        }
        try {
            archive(action.lastReport(), run.pickArtifactManager(), listener);
        } catch (IOException | RuntimeException e) {
            // A build that has upgraded a cluster does not fail because its report cannot be stored.
            listener.error("The GKE upgrade report could not be archived: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            listener.error("Archiving the GKE upgrade report was interrupted.");
        }
    }

    static void archive(UpgradeReport report, ArtifactManager artifacts, TaskListener listener)
            throws IOException, InterruptedException {
        Map<String, String> texts = new LinkedHashMap<>(OwnerFiles.of(report));
        texts.put(FILE, ReportJson.text(report));
        Path folder = Files.createTempDirectory("gke-upgrade-report");
        try {
            Map<String, String> paths = new LinkedHashMap<>();
            for (Map.Entry<String, String> text : texts.entrySet()) {
                Path file = folder.resolve(text.getKey());
                Files.createDirectories(file.getParent());
                Files.writeString(file, text.getValue());
                paths.put(text.getKey(), text.getKey());
            }
            artifacts.archive(
                    new FilePath(folder.toFile()),
                    new Launcher.LocalLauncher(listener),
                    BuildListenerAdapter.wrap(listener),
                    paths);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
