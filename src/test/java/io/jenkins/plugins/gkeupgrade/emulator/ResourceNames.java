package io.jenkins.plugins.gkeupgrade.emulator;

import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Full names of resources in the GKE API, taken apart. */
final class ResourceNames {
    private static final Pattern LOCATION = Pattern.compile("(projects/[^/]+/locations/[^/]+)(/.*)?");
    private static final Pattern OPERATION = Pattern.compile(".*/operations/([^/]+)");
    private static final Pattern POOL = Pattern.compile("(.*/clusters/[^/]+)/nodePools/([^/]+)");

    private ResourceNames() {}

    record PoolName(ClusterRef cluster, String pool) {
        static PoolName parse(String name) {
            Matcher m = matching(POOL, name);
            return new PoolName(ClusterRef.parse(m.group(1)), m.group(2));
        }
    }

    /** {@code projects/P/locations/L} of anything below it. */
    static String parent(String name) {
        return matching(LOCATION, name).group(1);
    }

    static String operation(String name) {
        return matching(OPERATION, name).group(1);
    }

    private static Matcher matching(Pattern pattern, String name) {
        Matcher m = pattern.matcher(name);
        if (!m.matches()) {
            throw new InvalidValue("Invalid resource name \"" + name + "\".");
        }
        return m;
    }
}
