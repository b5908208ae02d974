package io.jenkins.plugins.gkeupgrade.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.readiness.stage.ReadinessRequest;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** {@code checkUpgradeReadiness}: says what would go wrong, before anything is touched. */
public final class CheckUpgradeReadinessStep extends AcceptingStep {
    private static final String BLOCKED = "blocked";

    private String failOn = BLOCKED;

    @DataBoundConstructor
    public CheckUpgradeReadinessStep(String version) {
        this(null, version);
    }

    public CheckUpgradeReadinessStep(String cluster, String version) {
        super(cluster, version, ReadinessRequest.DEFAULT_TIMEOUT_MINUTES);
    }

    public String getFailOn() {
        return failOn;
    }

    @DataBoundSetter
    public void setFailOn(String failOn) {
        String given = Util.fixEmptyAndTrim(failOn);
        this.failOn = given == null ? BLOCKED : given;
    }

    @Override
    StageRequest<?> request() {
        return ReadinessRequest.of(getVersion(), getTaintKey(), selection(), policy(), failOn, getTimeoutMinutes());
    }

    /** Its name and its form. */
    @Extension
    public static final class DescriptorImpl extends AcceptingStepDescriptor<CheckUpgradeReadinessStep> {
        public DescriptorImpl() {
            super(CheckUpgradeReadinessStep::new);
        }

        @Override
        public String getFunctionName() {
            return "checkUpgradeReadiness";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "GKE: check that workloads and cluster are ready for the upgrade";
        }

        @POST
        public ListBoxModel doFillFailOnItems() {
            return new ListBoxModel(
                    new ListBoxModel.Option("Something is blocked", BLOCKED),
                    new ListBoxModel.Option("Something is at risk or blocked", "atRisk"),
                    new ListBoxModel.Option("Never: only make the build unstable", "never"));
        }
    }
}
