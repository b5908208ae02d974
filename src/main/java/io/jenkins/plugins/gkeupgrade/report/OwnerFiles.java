package io.jenkins.plugins.gkeupgrade.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The changes that opt-ins have written down for the repositories of others, as files to archive. */
final class OwnerFiles {
    private static final String FOLDER = "gke-upgrade/";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][-a-z0-9.]*\\.yaml");

    private OwnerFiles() {}

    /** Texts by path; with a folder for each cluster when the build worked on several. */
    static Map<String, String> of(UpgradeReport report) {
        boolean several = report.steps.stream().map(s -> s.cluster).distinct().count() > 1;
        Map<String, String> files = new LinkedHashMap<>();
        for (StepEntry step : report.steps) {
            String cluster = step.cluster.substring(step.cluster.lastIndexOf('/') + 1);
            for (Object manifest : step.details.get("manifests") instanceof List<?> list ? list : List.of()) {
                if (manifest instanceof Map<?, ?> values && values.get("files") instanceof Map<?, ?> texts) {
                    texts.forEach((path, text) -> add(files, several ? cluster + "/" : "", path.toString(), text));
                }
            }
        }
        return files;
    }

    private static void add(Map<String, String> files, String cluster, String path, Object text) {
        String name = path.startsWith(FOLDER) ? path.substring(FOLDER.length()) : "";
        // What is stored with a build decides no path outside of the folder.
        if (NAME.matcher(name).matches()) {
            files.put(FOLDER + cluster + name, text.toString());
        }
    }
}
