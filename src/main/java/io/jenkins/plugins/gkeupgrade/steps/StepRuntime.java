package io.jenkins.plugins.gkeupgrade.steps;

import io.jenkins.plugins.gkeupgrade.config.ClusterConnector;
import java.util.concurrent.ScheduledExecutorService;
import jenkins.util.Timer;

/**
 * What a step needs from the controller that it runs in.
 *
 * @param timer for the rare short work that must not wait for a free thread of the scheduler
 */
record StepRuntime(
        TickScheduler scheduler, ClusterConnector connector, GateClient gates, ScheduledExecutorService timer) {
    static StepRuntime current() {
        return new StepRuntime(TickScheduler.get(), ClusterConnector.get(), GateClient.get(), Timer.get());
    }
}
