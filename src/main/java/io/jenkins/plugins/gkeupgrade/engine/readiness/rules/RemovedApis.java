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
 */
record RemovedApis(List<Removal> removals) {
    private static final String FILE = "removed-apis.txt";

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
            if (words.length != 4 || !words[0].matches("1\\.\\d+")) {
                throw new IllegalArgumentException(
                        FILE + ": '" + line + "' is not 'release apiVersion kind replacement'.");
            }
            return new Removal(Integer.parseInt(words[0].substring(2)), words[1], words[2], words[3]);
        }
    }

    static RemovedApis get() {
        try (InputStream file = RemovedApis.class.getResourceAsStream(FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return new RemovedApis(lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
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
