package io.jenkins.plugins.gkeupgrade.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.verify.VerifyRequest;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code verifyRollout}: says whether workloads have arrived on the new node pool and are well. */
public final class VerifyRolloutStep extends WorkloadsStep {
    @DataBoundConstructor
    public VerifyRolloutStep(String version) {
        this(null, version);
    }

    public VerifyRolloutStep(String cluster, String version) {
        super(cluster, version, VerifyRequest.DEFAULT_TIMEOUT_MINUTES);
    }

    @Override
    StageRequest<?> request() {
        return VerifyRequest.of(getVersion(), getTaintKey(), selection(), getTimeoutMinutes());
    }

    /** Its name and its form. */
    @Extension
    public static final class DescriptorImpl extends WorkloadsStepDescriptor<VerifyRolloutStep> {
        public DescriptorImpl() {
            super(VerifyRolloutStep::new);
        }

        @Override
        public String getFunctionName() {
            return "verifyRollout";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "GKE: verify that workloads have moved";
        }
    }
}
