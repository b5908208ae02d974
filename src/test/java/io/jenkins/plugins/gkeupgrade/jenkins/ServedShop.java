package io.jenkins.plugins.gkeupgrade.jenkins;

import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.steps.EmulatedShop;
import io.jenkins.plugins.gkeupgrade.steps.TickScheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.jvnet.hudson.test.JenkinsRule;

/** Serves the sample shop to the controllers of each test. */
final class ServedShop implements BeforeEachCallback, AfterEachCallback {
    /** Controllers come and go within a test and find their extensions by class; this is how those find the shop. */
    private static EmulatedShop current;

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        current = new EmulatedShop(Path.of("samples", "shop"));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        current.close();
    }

    /** Time as fast as the emulated cluster's; each test class has an extension of this type. */
    abstract static class Time extends TickScheduler {
        @Override
        public Instant now() {
            return current.scheduler().now();
        }

        @Override
        public Future<?> schedule(Runnable work, Duration delay) {
            return current.scheduler().schedule(work, delay);
        }
    }

    /** Runs a sandboxed Pipeline in the job of that name, with the shop configured as shop-prod. */
    static WorkflowRun start(JenkinsRule j, String job, String script) throws Exception {
        GkeUpgradeConfiguration.get().setClusters(List.of(current.configuration()));
        WorkflowJob found = j.jenkins.getItemByFullName(job, WorkflowJob.class);
        WorkflowJob pipeline = found == null ? j.createProject(WorkflowJob.class, job) : found;
        pipeline.setDefinition(new CpsFlowDefinition(script, true));
        return pipeline.scheduleBuild2(0).waitForStart();
    }

    static WorkflowRun first(JenkinsRule j, String job) {
        return j.jenkins.getItemByFullName(job, WorkflowJob.class).getBuildByNumber(1);
    }
}
