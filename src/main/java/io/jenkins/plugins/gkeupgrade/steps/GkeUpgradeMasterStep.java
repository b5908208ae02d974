package io.jenkins.plugins.gkeupgrade.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.gkeupgrade.config.FormAccess;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.master.MasterUpgradeRequest;
import java.util.Objects;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code gkeUpgradeMaster}: upgrades a control plane. */
public final class GkeUpgradeMasterStep extends GkeStep {
    private int maxSkew = MasterUpgradeRequest.DEFAULT_MAX_SKEW;

    @DataBoundConstructor
    public GkeUpgradeMasterStep(String version) {
        this(null, version);
    }

    public GkeUpgradeMasterStep(String cluster, String version) {
        super(cluster, version, MasterUpgradeRequest.DEFAULT_TIMEOUT_MINUTES);
    }

    public int getMaxSkew() {
        return maxSkew;
    }

    @DataBoundSetter
    public void setMaxSkew(Integer maxSkew) {
        this.maxSkew = Objects.requireNonNullElse(maxSkew, MasterUpgradeRequest.DEFAULT_MAX_SKEW);
    }

    @Override
    StageRequest<?> request() {
        return MasterUpgradeRequest.of(getVersion(), maxSkew, getTimeoutMinutes());
    }

    /** Its name and its form. */
    @Extension
    public static final class DescriptorImpl extends GkeStepDescriptor<GkeUpgradeMasterStep> {
        public DescriptorImpl() {
            super(GkeUpgradeMasterStep::new);
        }

        @Override
        public String getFunctionName() {
            return "gkeUpgradeMaster";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "GKE: upgrade a control plane";
        }

        @POST
        public FormValidation doCheckMaxSkew(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, step -> step.setMaxSkew(FormAccess.number("maxSkew", value)));
        }
    }
}
