package io.jenkins.plugins.gkeupgrade.runner.steps;

import hudson.FilePath;
import io.jenkins.plugins.gkeupgrade.runner.run.AntGlob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds, copies and deletes files of the workspace. */
final class Folders {
    private Folders() {}

    static Path of(FilePath path) {
        return Path.of(path.getRemote());
    }

    /**
     * The files below the folder that one of the patterns matches and no exclude does, as relative paths in order.
     *
     * @param includes patterns with commas between them
     * @param excludes may be null
     */
    static List<Path> find(Path folder, String includes, String excludes, boolean caseSensitive) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Pattern> wanted = patterns(includes, caseSensitive);
        List<Pattern> unwanted = patterns(excludes, caseSensitive);
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .map(folder::relativize)
                    .filter(file -> matches(wanted, file) && !matches(unwanted, file))
                    .sorted()
                    .toList();
        }
    }

    private static List<Pattern> patterns(String globs, boolean caseSensitive) {
        return globs == null
                ? List.of()
                : Arrays.stream(globs.split(","))
                        .map(String::strip)
                        .filter(glob -> !glob.isEmpty())
                        .map(glob -> AntGlob.pattern(glob, caseSensitive))
                        .toList();
    }

    private static boolean matches(List<Pattern> patterns, Path file) {
        String path = file.toString().replace('\\', '/');
        return patterns.stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }

    static void copy(Path from, List<Path> files, Path to) throws IOException {
        for (Path file : files) {
            Path target = to.resolve(file);
            Files.createDirectories(target.getParent());
            Files.copy(from.resolve(file), target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Deletes what is in the folder, and the folder itself. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
