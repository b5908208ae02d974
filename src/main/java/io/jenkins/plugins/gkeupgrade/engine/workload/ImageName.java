package io.jenkins.plugins.gkeupgrade.engine.workload;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * An image as a pod template names it.
 *
 * @param repository with its registry, as it was written
 * @param tag empty when there is none
 * @param digest {@code sha256:} and so on; empty when there is none
 * @see <a href="https://kubernetes.io/docs/concepts/containers/images/#image-names">Image names</a>
 */
record ImageName(String repository, String tag, String digest) {
    // A tag with one of these in it is rarely given to a second image: 1.27.3, 20251103, 2025-11-03, 4711, 3f9c2ab.
    private static final Pattern RELEASE = Pattern.compile("\\d+\\.\\d+\\.\\d+");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    // A year alone is not: 2022-latest.
    private static final Pattern BUILD = Pattern.compile("v?(?!(?:199|20[0-2])\\d$)\\d{4,}");
    private static final Pattern COMMIT = Pattern.compile("(?=.*\\d)[0-9a-f]{7,64}");

    static ImageName parse(String image) {
        int at = image.indexOf('@');
        String named = at < 0 ? image : image.substring(0, at);
        int colon = named.lastIndexOf(':');
        boolean tagged = colon > named.lastIndexOf('/');
        return new ImageName(
                tagged ? named.substring(0, colon) : named,
                tagged ? named.substring(colon + 1) : "",
                at < 0 ? "" : image.substring(at + 1));
    }

    boolean pinned() {
        return !digest.isEmpty();
    }

    /** Whether the name is one of those that get another image from time to time, as {@code latest} and 1.27 do. */
    boolean mutable() {
        return !pinned() && !looksFixed();
    }

    private boolean looksFixed() {
        if (tag.endsWith("-SNAPSHOT")) {
            return false;
        }
        return RELEASE.matcher(tag).find()
                || DATE.matcher(tag).find()
                || Arrays.stream(tag.split("[-_.+]"))
                        .anyMatch(part -> BUILD.matcher(part).matches()
                                || COMMIT.matcher(part).matches());
    }

    /** The same image for ever. The tag stays for people to read; Kubernetes pulls by the digest alone. */
    ImageName at(String ranDigest) {
        return new ImageName(repository, tag, ranDigest);
    }

    /** Whether both name one repository: {@code nginx} is {@code docker.io/library/nginx}. */
    boolean sameRepository(ImageName other) {
        return canonical().equals(other.canonical());
    }

    private String canonical() {
        int slash = repository.indexOf('/');
        String first = slash < 0 ? "" : repository.substring(0, slash);
        boolean registry = first.contains(".") || first.contains(":") || first.equals("localhost");
        if (registry) {
            return repository.replaceFirst("^index\\.docker\\.io/", "docker.io/");
        }
        return "docker.io/" + (slash < 0 ? "library/" : "") + repository;
    }

    @Override
    public String toString() {
        return repository + (tag.isEmpty() ? "" : ":" + tag) + (digest.isEmpty() ? "" : "@" + digest);
    }
}
