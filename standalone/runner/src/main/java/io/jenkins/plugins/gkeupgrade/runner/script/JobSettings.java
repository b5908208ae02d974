package io.jenkins.plugins.gkeupgrade.runner.script;

import java.util.Set;

/** Names of job settings and triggers that have a meaning only in Jenkins: accepted here, without effect. */
public final class JobSettings {
    private static final Set<String> PROPERTIES = Set.of(
            "authorizationMatrix",
            "buildBlocker",
            "buildDiscarder",
            "checkoutToSubdirectory",
            "copyArtifactPermission",
            "disableConcurrentBuilds",
            "disableRestartFromStage",
            "disableResume",
            "durabilityHint",
            "gitLabConnection",
            "githubProjectProperty",
            "newContainerPerStage",
            "overrideIndexTriggers",
            "preserveStashes",
            "quietPeriod",
            "rateLimitBuilds",
            "rebuildSettings",
            "skipDefaultCheckout",
            "throttleJobProperty");
    private static final Set<String> NESTED =
            Set.of("cron", "githubPush", "logRotator", "parameters", "pipelineTriggers", "pollSCM", "upstream");

    private JobSettings() {}

    /** Whether the name may stand in the options of a Pipeline. */
    public static boolean isProperty(String name) {
        return PROPERTIES.contains(name);
    }

    public static Set<String> properties() {
        return PROPERTIES;
    }

    static boolean isAccepted(String name) {
        return isProperty(name) || NESTED.contains(name);
    }
}
