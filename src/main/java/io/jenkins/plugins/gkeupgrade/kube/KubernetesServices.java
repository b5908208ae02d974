package io.jenkins.plugins.gkeupgrade.kube;

import java.util.concurrent.ScheduledExecutorService;

/** What the parts of one connection share. */
record KubernetesServices(
        ApiClient api,
        ApiVersions versions,
        ApiFailures failures,
        JsonTrees json,
        KubernetesLimits limits,
        RequestCounts counts,
        ScheduledExecutorService scheduler) {}
