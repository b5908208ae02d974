package io.jenkins.plugins.gkeupgrade.jenkins;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.gkeupgrade.steps.CheckUpgradeReadinessStep;
import io.jenkins.plugins.gkeupgrade.steps.CreateTaintedPoolStep;
import io.jenkins.plugins.gkeupgrade.steps.GkeUpgradeMasterStep;
import io.jenkins.plugins.gkeupgrade.steps.HttpProbeGate;
import io.jenkins.plugins.gkeupgrade.steps.OptInWorkloadsStep;
import io.jenkins.plugins.gkeupgrade.steps.PrometheusQueryGate;
import io.jenkins.plugins.gkeupgrade.steps.RetirePoolStep;
import io.jenkins.plugins.gkeupgrade.steps.RollbackTolerationsStep;
import io.jenkins.plugins.gkeupgrade.steps.VerifyRolloutStep;
import io.jenkins.plugins.gkeupgrade.steps.WithGkeClusterStep;
import io.jenkins.plugins.gkeupgrade.steps.WorkloadsStep;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
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
        optIn.setAccept(List.of("recreate-strategy"));
        optIn.setOnFailure("stop");
        optIn.setImages("pin");
        optIn.setManaged("manifest");
        optIn.setMaintenanceExclusion("ignore");
        optIn.setOnBreach("warn");
        optIn.setBreachLimit(2);
        optIn.setSoakMinutes(5);
        HttpProbeGate probe = new HttpProbeGate("https://shop.example.com/health");
        probe.setStatus(204);
        probe.setSuccesses(7);
        PrometheusQueryGate errors = new PrometheusQueryGate("https://prometheus.example.com", "errors");
        errors.setMax("0.01");
        optIn.setGates(List.of(probe, errors));
        CheckUpgradeReadinessStep check = filled(new CheckUpgradeReadinessStep(CLUSTER, VERSION));
        check.setAccept(List.of("recreate-strategy", "single-replica"));
        check.setFailOn("atRisk");
        check.setMaintenanceExclusion("create");
        RetirePoolStep retire = new RetirePoolStep(CLUSTER);
        retire.setPool("default-pool");
        retire.setKeepFor("2h");
        retire.setNormalise(true);
        retire.setAllowNewest(true);
        return List.of(
                master,
                pool,
                retire,
                check,
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
                new CheckUpgradeReadinessStep(CLUSTER, VERSION),
                new RollbackTolerationsStep(CLUSTER, VERSION),
                new RetirePoolStep(CLUSTER));
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
            String version = step instanceof RetirePoolStep ? "" : ", version: '" + VERSION + "'";
            assertEquals(
                    step.getDescriptor().getFunctionName() + " cluster: '" + CLUSTER + "'" + version,
                    Snippetizer.object2Groovy(step));
        }
    }

    /** What the page sends for a form whose number fields were all emptied. */
    @Test
    void emptiedNumbersAreDefaultsAndNotEchoed(JenkinsRule j) throws Exception {
        String gate = "{'stapler-class': '" + HttpProbeGate.class.getName() + "', 'url': 'https://shop.example.com',"
                + " 'status': '', 'successes': '', 'failureLimit': '', 'inconclusiveLimit': '', 'intervalSeconds': ''}";
        assertEquals(
                "optInWorkloads gates: [httpProbe('https://shop.example.com')], version: '1.33'",
                snippet(
                        j,
                        OptInWorkloadsStep.class,
                        "'wave': '', 'soakMinutes': '', 'breachLimit': '', 'timeoutMinutes': '', 'gates': [" + gate
                                + "]"));
        assertEquals(
                "gkeUpgradeMaster '1.33'",
                snippet(j, GkeUpgradeMasterStep.class, "'maxSkew': '', 'timeoutMinutes': ''"));
        assertEquals(
                "createTaintedPool '1.33'",
                snippet(j, CreateTaintedPoolStep.class, "'minNodes': '', 'maxNodes': '', 'timeoutMinutes': ''"));
    }

    private static String snippet(JenkinsRule j, Class<? extends Step> step, String fields) throws Exception {
        String form = "{'stapler-class': '" + step.getName() + "', 'version': '" + VERSION + "', " + fields + "}";
        try (JenkinsRule.WebClient client = j.createWebClient()) {
            String path = "pipeline-syntax/generateSnippet?json=" + URLEncoder.encode(form, StandardCharsets.UTF_8);
            WebRequest request = new WebRequest(client.createCrumbedUrl(path), HttpMethod.POST);
            return client.getPage(request).getWebResponse().getContentAsString().strip();
        }
    }
}
