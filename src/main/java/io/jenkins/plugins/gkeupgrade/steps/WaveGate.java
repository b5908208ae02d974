package io.jenkins.plugins.gkeupgrade.steps;

import hudson.model.Describable;
import io.jenkins.plugins.gkeupgrade.engine.gate.Gate;
import io.jenkins.plugins.gkeupgrade.engine.gate.GateLimits;
import org.kohsuke.stapler.DataBoundSetter;

/** A gate as Pipelines write it: {@code gates: [httpProbe(url: 'https://shop.example.com/health')]}. */
public abstract class WaveGate implements Describable<WaveGate> {
    private int successes = GateLimits.DEFAULT_SUCCESSES;
    private int failureLimit = GateLimits.DEFAULT_FAILURES;
    private int inconclusiveLimit = GateLimits.DEFAULT_INCONCLUSIVE;
    private int intervalSeconds = GateLimits.DEFAULT_INTERVAL_SECONDS;

    public int getSuccesses() {
        return successes;
    }

    @DataBoundSetter
    public void setSuccesses(int successes) {
        this.successes = successes;
    }

    public int getFailureLimit() {
        return failureLimit;
    }

    @DataBoundSetter
    public void setFailureLimit(int failureLimit) {
        this.failureLimit = failureLimit;
    }

    public int getInconclusiveLimit() {
        return inconclusiveLimit;
    }

    @DataBoundSetter
    public void setInconclusiveLimit(int inconclusiveLimit) {
        this.inconclusiveLimit = inconclusiveLimit;
    }

    public int getIntervalSeconds() {
        return intervalSeconds;
    }

    @DataBoundSetter
    public void setIntervalSeconds(int intervalSeconds) {
        this.intervalSeconds = intervalSeconds;
    }

    GateLimits limits() {
        return GateLimits.of(successes, failureLimit, inconclusiveLimit, intervalSeconds);
    }

    /**
     * The gate, checked.
     *
     * @throws io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue naming the parameter
     */
    abstract Gate gate();
}
