package io.jenkins.plugins.gkeupgrade.engine.model;

import java.io.Serializable;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An exact GKE version such as {@code 1.33.5-gke.1162000}, ordered as GKE orders its releases.
 *
 * @param major always 1 so far
 * @param minor Kubernetes minor version
 * @param patch Kubernetes patch version
 * @param gke GKE's own build number
 */
public record GkeVersion(int major, int minor, int patch, long gke) implements Comparable<GkeVersion>, Serializable {
    private static final Pattern EXACT = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})-gke\\.(\\d{1,12})");
    private static final Comparator<GkeVersion> ORDER = Comparator.comparingInt(GkeVersion::major)
            .thenComparingInt(GkeVersion::minor)
            .thenComparingInt(GkeVersion::patch)
            .thenComparingLong(GkeVersion::gke);

    /**
     * Reads a version as the GKE API ({@code 1.33.5-gke.1}) or a kubelet ({@code v1.33.5-gke.1}) writes it.
     *
     * @throws InvalidValue when the text is anything else
     */
    public static GkeVersion parse(String text) {
        Matcher m = EXACT.matcher(text == null ? "" : text.trim());
        if (!m.matches()) {
            throw new InvalidValue("'" + text + "' is not an exact GKE version: expected the form 1.33.5-gke.1162000.");
        }
        return new GkeVersion(
                Integer.parseInt(m.group(1)),
                Integer.parseInt(m.group(2)),
                Integer.parseInt(m.group(3)),
                Long.parseLong(m.group(4)));
    }

    public static boolean isExact(String text) {
        return text != null && EXACT.matcher(text.trim()).matches();
    }

    /** How many minor versions this one is ahead of the other; negative when it is behind. */
    public int minorsAheadOf(GkeVersion other) {
        return (major - other.major) * 1000 + minor - other.minor;
    }

    /** {@code 1.33} */
    public String minorText() {
        return major + "." + minor;
    }

    @Override
    public int compareTo(GkeVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch + "-gke." + gke;
    }
}
