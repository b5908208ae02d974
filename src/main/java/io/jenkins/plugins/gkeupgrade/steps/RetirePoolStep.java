package io.jenkins.plugins.gkeupgrade.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.gkeupgrade.config.FormAccess;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.retire.RetireRequest;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code retirePool}: empties and deletes a node pool that nobody needs any more. */
public final class RetirePoolStep extends GkeStep {
    private String pool;
    private String keepFor = RetireRequest.DEFAULT_KEEP_FOR;
    private boolean normalise;
    private boolean allowNewest;
    private String taintKey;

    @DataBoundConstructor
    public RetirePoolStep() {
        this(null);
    }

    public RetirePoolStep(String cluster) {
        super(cluster, null, RetireRequest.DEFAULT_TIMEOUT_MINUTES);
    }

    /** Version of the pool's nodes, when {@link #getPool} does not say which pool is meant. */
    @DataBoundSetter
    public void setVersion(String version) {
        version(version);
    }

    public String getPool() {
        return pool;
    }

    @DataBoundSetter
    public void setPool(String pool) {
        this.pool = Util.fixEmptyAndTrim(pool);
    }

    public String getKeepFor() {
        return keepFor;
    }

    @DataBoundSetter
    public void setKeepFor(String keepFor) {
        this.keepFor = Util.fixEmptyAndTrim(keepFor) == null ? RetireRequest.DEFAULT_KEEP_FOR : keepFor.trim();
    }

    public boolean isNormalise() {
        return normalise;
    }

    @DataBoundSetter
    public void setNormalise(boolean normalise) {
        this.normalise = normalise;
    }

    public boolean isAllowNewest() {
        return allowNewest;
    }

    @DataBoundSetter
    public void setAllowNewest(boolean allowNewest) {
        this.allowNewest = allowNewest;
    }

    public String getTaintKey() {
        return taintKey;
    }

    @DataBoundSetter
    public void setTaintKey(String taintKey) {
        this.taintKey = Util.fixEmptyAndTrim(taintKey);
    }

    @Override
    StageRequest<?> request() {
        return RetireRequest.of(pool, getVersion(), taintKey, keepFor, normalise, allowNewest, getTimeoutMinutes());
    }

    /** Its name and its form. */
    @Extension
    public static final class DescriptorImpl extends GkeStepDescriptor<RetirePoolStep> {
        public DescriptorImpl() {
            super(RetirePoolStep.DescriptorImpl::of);
        }

        private static RetirePoolStep of(String version) {
            RetirePoolStep step = new RetirePoolStep(null);
            step.setVersion(version);
            return step;
        }

        @Override
        public String getFunctionName() {
            return "retirePool";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "GKE: empty and delete a node pool that nobody needs";
        }

        /** Either the name or the version says which pool is meant. */
        @POST
        public FormValidation doCheckPool(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String version) {
            return FormAccess.check(item, () -> {
                RetirePoolStep step = of(version);
                step.setPool(value);
                step.request();
            });
        }

        /** Whether there is one is said at the pool. */
        @Override
        @POST
        public FormValidation doCheckVersion(@AncestorInPath Item item, @QueryParameter String value) {
            return Util.fixEmptyAndTrim(value) == null ? FormValidation.ok() : super.doCheckVersion(item, value);
        }

        @POST
        public FormValidation doCheckKeepFor(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, step -> step.setKeepFor(value));
        }

        @POST
        public FormValidation doCheckTaintKey(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, step -> step.setTaintKey(value));
        }
    }
}
