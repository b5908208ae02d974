package io.jenkins.plugins.gkeupgrade.engine.model;

import java.io.Serializable;
import java.util.Collection;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A version as a user asks for it: exact, or one of the aliases of the GKE API ({@code latest}, {@code 1.X},
 * {@code 1.X.Y}, {@code -} for the default).
 *
 * @see <a href="https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters/updateMaster">
 *     updateMaster, field masterVersion</a>
 */
public record VersionRequest(String text) implements Serializable {
    /** What users may write. */
    static final String FORMS = "1.33, 1.33.5, 1.33.5-gke.1162000, latest or - (the default)";

    private static final Pattern ALIAS = Pattern.compile("latest|-|\\d{1,4}\\.\\d{1,4}(\\.\\d{1,4})?");

    public VersionRequest {
        text = text == null ? "" : text.trim();
        if (!ALIAS.matcher(text).matches() && !GkeVersion.isExact(text)) {
            throw new InvalidValue("'" + text + "' is not a GKE version: expected " + FORMS + ".");
        }
    }

    public boolean exact() {
        return GkeVersion.isExact(text);
    }

    /**
     * Picks the version that this request stands for.
     *
     * @param valid versions that GKE offers now, in any order
     * @param defaultVersion what {@code -} stands for
     * @throws InvalidValue when nothing on offer matches; the message lists what is on offer
     */
    public GkeVersion resolve(Collection<GkeVersion> valid, GkeVersion defaultVersion) {
        if (exact()) {
            return GkeVersion.parse(text);
        }
        if (text.equals("-")) {
            return defaultVersion;
        }
        return valid.stream()
                .filter(matching())
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new InvalidValue("no version on offer matches '" + text + "'; GKE offers "
                        + (valid.isEmpty() ? "none" : offer(valid)) + "."));
    }

    /** Whether the version is one that this request could stand for. */
    public boolean matches(GkeVersion version) {
        return exact() ? GkeVersion.parse(text).equals(version) : matching().test(version);
    }

    private Predicate<GkeVersion> matching() {
        if (text.equals("latest") || text.equals("-")) {
            return v -> true;
        }
        return v -> v.minorText().equals(text) || (v.minorText() + "." + v.patch()).equals(text);
    }

    private static String offer(Collection<GkeVersion> valid) {
        return String.join(
                ", ",
                valid.stream()
                        .sorted(Comparator.reverseOrder())
                        .limit(8)
                        .map(GkeVersion::toString)
                        .toList());
    }

    @Override
    public String toString() {
        return text;
    }
}
