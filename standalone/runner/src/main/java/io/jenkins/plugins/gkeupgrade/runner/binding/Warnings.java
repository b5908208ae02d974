package io.jenkins.plugins.gkeupgrade.runner.binding;

/** Told of what is odd about arguments but does not stop the step. */
@FunctionalInterface
public interface Warnings {
    void warn(String message);
}
