package io.jenkins.plugins.gkeupgrade.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gkeupgrade.config.FormAccess;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInRequest;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code optInWorkloads}: moves workloads to the new node pool, one first and then in waves. */
public final class OptInWorkloadsStep extends WorkloadsStep {
    private static final String ROLLBACK = "rollback";

    private int wave = OptInRequest.DEFAULT_WAVE;
    private boolean dryRun;
    private String onFailure = ROLLBACK;

    @DataBoundConstructor
    public OptInWorkloadsStep(String cluster, String version) {
        super(cluster, version, OptInRequest.DEFAULT_TIMEOUT_MINUTES);
    }

    public int getWave() {
        return wave;
    }

    @DataBoundSetter
    public void setWave(int wave) {
        this.wave = wave;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    public String getOnFailure() {
        return onFailure;
    }

    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        String given = Util.fixEmptyAndTrim(onFailure);
        this.onFailure = given == null ? ROLLBACK : given;
    }

    @Override
    StageRequest<?> request() {
        return OptInRequest.of(getVersion(), getTaintKey(), selection(), wave, dryRun, onFailure, getTimeoutMinutes());
    }

    /** Its name and its form. */
    @Extension
    public static final class DescriptorImpl extends WorkloadsStepDescriptor<OptInWorkloadsStep> {
        public DescriptorImpl() {
            super(version -> new OptInWorkloadsStep(null, version));
        }

        @Override
        public String getFunctionName() {
            return "optInWorkloads";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "GKE: opt workloads in to the new node pool";
        }

        @POST
        public FormValidation doCheckWave(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, step -> step.setWave(FormAccess.number("wave", value)));
        }

        @POST
        public ListBoxModel doFillOnFailureItems() {
            return new ListBoxModel(
                    new ListBoxModel.Option("Roll the failing wave back", ROLLBACK),
                    new ListBoxModel.Option("Leave it for somebody to look at", "stop"));
        }
    }
}
