package io.jenkins.plugins.gkeupgrade.steps;

import hudson.model.Describable;
import io.jenkins.plugins.gkeupgrade.engine.gate.Gate;
import io.jenkins.plugins.gkeupgrade.engine.gate.GateLimits;
import java.util.Objects;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * A gate as Pipelines write it: {@code gates: [httpProbe(url: 'https://shop.example.com/health')]}. A number that is null
 * means its default: that is what becomes of an emptied field of a form.
 */
public abstract class WaveGate implements Describable<WaveGate> {
    private int successes = GateLimits.DEFAULT_SUCCESSES;
    private int failureLimit = GateLimits.DEFAULT_FAILURES;
    private int inconclusiveLimit = GateLimits.DEFAULT_INCONCLUSIVE;
    private int intervalSeconds = GateLimits.DEFAULT_INTERVAL_SECONDS;

    public int getSuccesses() {
        return successes;
    }

    @DataBoundSetter
    public void setSuccesses(Integer successes) {
        this.successes = Objects.requireNonNullElse(successes, GateLimits.DEFAULT_SUCCESSES);
    }

    public int getFailureLimit() {
        return failureLimit;
    }

    @DataBoundSetter
    public void setFailureLimit(Integer failureLimit) {
        this.failureLimit = Objects.requireNonNullElse(failureLimit, GateLimits.DEFAULT_FAILURES);
    }

    public int getInconclusiveLimit() {
        return inconclusiveLimit;
    }

    @DataBoundSetter
    public void setInconclusiveLimit(Integer inconclusiveLimit) {
        this.inconclusiveLimit = Objects.requireNonNullElse(inconclusiveLimit, GateLimits.DEFAULT_INCONCLUSIVE);
    }

    public int getIntervalSeconds() {
        return intervalSeconds;
    }

    @DataBoundSetter
    public void setIntervalSeconds(Integer intervalSeconds) {
        this.intervalSeconds = Objects.requireNonNullElse(intervalSeconds, GateLimits.DEFAULT_INTERVAL_SECONDS);
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
