package io.jenkins.plugins.gkeupgrade.repository;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that is being built, for tests of what is not Java: poms, documents, examples, samples. */
public final class Repository {
    private Repository() {}

    /**
     * The checkout's top folder. Both builds name it in the system property {@code repository.root}; an IDE does not, so
     * then it is looked for upwards from the working folder.
     */
    public static Path root() {
        String named = System.getProperty("repository.root");
        Path folder = Path.of(named == null ? "" : named).toAbsolutePath().normalize();
        while (folder != null && !Files.exists(folder.resolve("standalone/pom.xml"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException(
                    "No checkout was found upwards from " + Path.of("").toAbsolutePath());
        }
        return folder;
    }

    /** @param path relative to the top folder, with slashes */
    public static Path file(String path) {
        return root().resolve(path);
    }
}
