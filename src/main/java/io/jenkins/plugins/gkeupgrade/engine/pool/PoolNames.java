package io.jenkins.plugins.gkeupgrade.engine.pool;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import java.util.regex.Pattern;

/** Names of node pools: which are legal, and what a new pool is called when nobody names it. */
public final class PoolNames {
    private static final int LONGEST = 40;
    private static final Pattern LEGAL = Pattern.compile("[a-z]([-a-z0-9]{0,38}[a-z0-9])?");
    private static final Pattern VERSION_TAIL = Pattern.compile("-\\d+-\\d+-\\d+-gke-\\d+$");

    private PoolNames() {}

    /**
     * The name without white space around it; empty when there is none.
     *
     * @throws InvalidValue when GKE would not take it
     */
    public static String optional(String parameter, String name) {
        String trimmed = name == null ? "" : name.trim();
        if (!trimmed.isEmpty() && !LEGAL.matcher(trimmed).matches()) {
            throw new InvalidValue(parameter + ": '" + trimmed + "' is not a node pool name: expected at most "
                    + LONGEST + " lower-case letters, digits and hyphens, starting with a letter.");
        }
        return trimmed;
    }

    /**
     * {@code default-pool} at 1.33.5-gke.1162000 becomes {@code default-pool-1-33-5-gke-1162000}. A version at the end
     * of the source's name gives way to the new one, and a long source name is cut.
     */
    static String derived(String source, GkeVersion version) {
        String tail = "-" + version.toString().replace('.', '-');
        String head = VERSION_TAIL.matcher(source).replaceFirst("");
        int room = LONGEST - tail.length();
        String cut = head.length() > room ? head.substring(0, room) : head;
        return cut.replaceFirst("-+$", "") + tail;
    }
}
