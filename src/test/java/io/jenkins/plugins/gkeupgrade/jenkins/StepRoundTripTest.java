package io.jenkins.plugins.gkeupgrade.jenkins;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.gkeupgrade.steps.CreateTaintedPoolStep;
import io.jenkins.plugins.gkeupgrade.steps.GkeUpgradeMasterStep;
import io.jenkins.plugins.gkeupgrade.steps.OptInWorkloadsStep;
import io.jenkins.plugins.gkeupgrade.steps.RollbackTolerationsStep;
import io.jenkins.plugins.gkeupgrade.steps.VerifyRolloutStep;
import io.jenkins.plugins.gkeupgrade.steps.WithGkeClusterStep;
import io.jenkins.plugins.gkeupgrade.steps.WorkloadsStep;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What is entered in a form is what the step gets, and what the Pipeline Syntax page writes is what a person would. */
@WithJenkins
class StepRoundTripTest {
    private static final String CLUSTER = "projects/shop-prod/locations/europe-west1/clusters/shop";
    private static final String VERSION = "1.33";

    private static <T extends WorkloadsStep> T filled(T step) {
        step.setNamespace("shop");
        step.setSelector("team=checkout");
        step.setNames(List.of("cart", "Deployment/web"));
        step.setKinds(List.of("Deployment", "StatefulSet"));
        step.setTaintKey("example.com/version");
        step.setTimeoutMinutes(17);
        return step;
    }

    private static List<Step> filledSteps() {
        GkeUpgradeMasterStep master = new GkeUpgradeMasterStep(CLUSTER, VERSION);
        master.setMaxSkew(1);
        CreateTaintedPoolStep pool = new CreateTaintedPoolStep(CLUSTER, VERSION);
        pool.setFrom("default-pool");
        pool.setName("new-pool");
        pool.setMinNodes(0);
        pool.setMaxNodes(9);
        OptInWorkloadsStep optIn = filled(new OptInWorkloadsStep(CLUSTER, VERSION));
        optIn.setWave(3);
        optIn.setDryRun(true);
        optIn.setOnFailure("stop");
        return List.of(
                master,
                pool,
                optIn,
                filled(new VerifyRolloutStep(CLUSTER, VERSION)),
                filled(new RollbackTolerationsStep(CLUSTER, VERSION)),
                new WithGkeClusterStep("shop-prod"));
    }

    private static List<Step> plainSteps() {
        return List.of(
                new GkeUpgradeMasterStep(CLUSTER, VERSION),
                new CreateTaintedPoolStep(CLUSTER, VERSION),
                new OptInWorkloadsStep(CLUSTER, VERSION),
                new VerifyRolloutStep(CLUSTER, VERSION),
                new RollbackTolerationsStep(CLUSTER, VERSION));
    }

    @Test
    void formsKeepEveryField(JenkinsRule j) throws Exception {
        StepConfigTester forms = new StepConfigTester(j);
        List<Step> steps =
                Stream.concat(filledSteps().stream(), plainSteps().stream()).toList();
        for (Step step : steps) {
            j.assertEqualDataBoundBeans(step, forms.configRoundTrip(step));
        }
    }

    @Test
    void snippetsEchoNoDefaults(JenkinsRule j) {
        for (Step step : plainSteps()) {
            assertEquals(
                    step.getDescriptor().getFunctionName() + " cluster: '" + CLUSTER + "', version: '" + VERSION + "'",
                    Snippetizer.object2Groovy(step));
        }
    }
}
