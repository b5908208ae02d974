package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Which Kubernetes minor version serves which API version no more: the file {@code removed-apis.txt} beside this class,
 * which also says where its lines come from and how to bring it up to date.
 *
 * @param known removals of Kubernetes up to 1.known are in it
 */
record RemovedApis(int known, List<Removal> removals) {
    private static final String FILE = "removed-apis.txt";
    private static final String KNOWN = "known ";

    /**
     * One line of the file.
     *
     * @param minor Kubernetes 1.minor does not serve it any more
     * @param apiVersion such as {@code policy/v1beta1}
     * @param replacement API version that does the same; {@code none} when there is none
     */
    record Removal(int minor, String apiVersion, String kind, String replacement) {
        static Removal parse(String line) {
            String[] words = line.trim().split("\\s+");
            if (words.length != 4) {
                throw nonsense(line);
            }
            return new Removal(release(words[0], line), words[1], words[2], words[3]);
        }
    }

    private static int release(String release, String line) {
        if (!release.matches("1\\.\\d{1,3}")) {
            throw nonsense(line);
        }
        return Integer.parseInt(release.substring(2));
    }

    private static IllegalArgumentException nonsense(String line) {
        return new IllegalArgumentException(
                FILE + ": '" + line + "' is neither 'release apiVersion kind replacement' nor 'known release'.");
    }

    static RemovedApis get() {
        try (InputStream file = RemovedApis.class.getResourceAsStream(FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            List<String> content = lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
            return new RemovedApis(
                    content.stream()
                            .filter(line -> line.startsWith(KNOWN))
                            .mapToInt(line -> release(line.substring(KNOWN.length()), line))
                            .findFirst()
                            .orElseThrow(),
                    content.stream()
                            .filter(line -> !line.startsWith(KNOWN))
                            .map(Removal::parse)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Removal> of(String apiVersion, String kind) {
        return removals.stream()
                .filter(r -> r.apiVersion().equals(apiVersion) && r.kind().equals(kind))
                .findFirst();
    }
}
