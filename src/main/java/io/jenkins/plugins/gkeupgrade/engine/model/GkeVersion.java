package io.jenkins.plugins.gkeupgrade.engine.model;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An exact GKE version such as {@code 1.33.5-gke.1162000}, ordered as GKE orders its releases. Outside of GKE a version
 * says less, {@code 1.33.5} or {@code 1.33}, and comes before all that say more.
 *
 * @param major always 1 so far
 * @param minor Kubernetes minor version
 * @param patch Kubernetes patch version; {@value #UNSAID} in {@code 1.33}
 * @param gke GKE's own build number; {@value #UNSAID} outside of GKE
 */
public record GkeVersion(int major, int minor, int patch, long gke) implements Comparable<GkeVersion>, Serializable {
    /** In place of a number that a version does not say. */
    public static final int UNSAID = -1;

    private static final Pattern EXACT = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})-gke\\.(\\d{1,12})");
    private static final Pattern PLAIN = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?(?:[-+].*)?");
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

    /**
     * Reads the version of a server or a kubelet, whoever made it: GKE's own exactly, of {@code v1.33.5+k3s1} the part that
     * is Kubernetes'. Empty when the text is no version.
     */
    public static Optional<GkeVersion> reported(String text) {
        if (isExact(text)) {
            return Optional.of(parse(text));
        }
        Matcher m = PLAIN.matcher(text == null ? "" : text.trim());
        return m.matches()
                ? Optional.of(new GkeVersion(
                        Integer.parseInt(m.group(1)),
                        Integer.parseInt(m.group(2)),
                        m.group(3) == null ? UNSAID : Integer.parseInt(m.group(3)),
                        UNSAID))
                : Optional.empty();
    }

    /** Reads a version as it is written on nodes, {@code 1.33}, {@code 1.33.5} or GKE's; empty for any other spelling. */
    public static Optional<GkeVersion> marked(String value) {
        return reported(value).filter(version -> version.toString().equals(value));
    }

    /** Whether the other one is this version, as far as this one says: {@code 1.33} includes {@code 1.33.5}. */
    public boolean includes(GkeVersion other) {
        return major == other.major
                && minor == other.minor
                && (patch == UNSAID || patch == other.patch)
                && (gke == UNSAID || gke == other.gke);
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
        return minorText() + (patch == UNSAID ? "" : "." + patch) + (gke == UNSAID ? "" : "-gke." + gke);
    }
}
