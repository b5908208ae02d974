package io.jenkins.plugins.gkeupgrade.steps;

import hudson.model.Run;
import io.jenkins.plugins.gkeupgrade.config.ClusterTarget;
import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.report.GkeUpgradeAction;
import io.jenkins.plugins.gkeupgrade.report.StepNow;
import io.jenkins.plugins.gkeupgrade.report.StepRecord;
import io.jenkins.plugins.gkeupgrade.report.StepState;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * One step's entry in the report of its build. It goes by the step's node in the Pipeline graph, so that a step that is
 * resumed after a restart goes on with its entry. Bookkeeping only: a failure to keep it never fails the step.
 */
final class StepReport {
    private static final Logger LOGGER = Logger.getLogger(StepReport.class.getName());

    private final StepContext context;
    private final String function;
    private final ClusterTarget target;
    private final Supplier<StepNow> now;
    private boolean begun;

    /** @param now what the step does and knows while it runs, plain or not; asked from any thread */
    StepReport(StepContext context, String function, ClusterTarget target, Supplier<StepNow> now) {
        this.context = context;
        this.function = function;
        this.target = target;
        this.now = now;
    }

    /** Takes down that the step runs, and has the report ask it what it knows, at the first call. */
    synchronized void begin(Instant startedAt) {
        if (!begun) {
            begun = true;
            update(startedAt, entry -> entry);
            keep((run, id) -> GkeUpgradeAction.follow(run, id, this::plainNow));
        }
    }

    private StepNow plainNow() {
        StepNow told = now.get();
        return new StepNow(told.doing(), StepResult.plainMap(told.details()));
    }

    /** Takes down what GKE says of the cluster. */
    void saw(Cluster cluster, Instant startedAt) {
        update(startedAt, entry -> entry.seeing(cluster));
    }

    /** @param details plain or not: what is not is told as text */
    void end(Instant startedAt, Instant now, StepState state, String summary, Map<String, Object> details) {
        update(startedAt, entry -> entry.ended(state, summary, StepResult.plainMap(details), now));
    }

    private void update(Instant startedAt, UnaryOperator<StepRecord> change) {
        keep((run, id) -> GkeUpgradeAction.update(
                run, id, () -> new StepRecord(id, function, resourceName(), target.shortName(), startedAt), change));
    }

    /** Something that is done to the report of a build, for the step with an id. */
    private interface Entry {
        void write(Run<?, ?> run, String id) throws IOException;
    }

    private void keep(Entry entry) {
        try {
            entry.write(context.get(Run.class), context.get(FlowNode.class).getId());
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "The report on " + function + " could not be kept");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the script called by its configured name and another step by its full one is one cluster. */
    private String resourceName() {
        if (ClusterRef.looksLikeResourceName(target.cluster())) {
            return target.cluster();
        }
        try {
            return GkeUpgradeConfiguration.get()
                    .settings(target.cluster())
                    .cluster()
                    .resourceName();
        } catch (InvalidValue noLongerConfigured) {
            return target.cluster();
        }
    }
}
