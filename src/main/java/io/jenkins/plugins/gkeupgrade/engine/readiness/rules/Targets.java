package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import io.jenkins.plugins.gkeupgrade.engine.readiness.ClusterFacts;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which version an upgrade is to. */
final class Targets {
    private static final Pattern MINOR = Pattern.compile("1\\.(\\d{1,3})(\\..*)?");

    private Targets() {}

    /**
     * Minor version of the target: that of the new pool when there is one, else what the request says; an alias without a
     * number stands for the control plane's. Never below the control plane's, which is there already.
     */
    static int minor(ClusterFacts facts) {
        int now = facts.cluster().version().minor();
        Matcher named = MINOR.matcher(facts.request().toString());
        int wanted = facts.newPools()
                .map(pools -> pools.optIn().version().minor())
                .orElseGet(() -> named.matches() ? Integer.parseInt(named.group(1)) : now);
        return Math.max(now, wanted);
    }
}
