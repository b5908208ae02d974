package io.jenkins.plugins.gkeupgrade.report;

import java.util.Map;

/**
 * A step while it runs. Never stored with the build.
 *
 * @param doing what it waits for or does, in a few words
 * @param details plain values, as it would tell them if it ended now
 */
public record StepNow(String doing, Map<String, Object> details) {}
