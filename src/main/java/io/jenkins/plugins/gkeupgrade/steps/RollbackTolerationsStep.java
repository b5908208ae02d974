package io.jenkins.plugins.gkeupgrade.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.optin.RollbackRequest;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code rollbackTolerations}: takes workloads back to where they were before they opted in. */
public final class RollbackTolerationsStep extends WorkloadsStep {
    @DataBoundConstructor
    public RollbackTolerationsStep(String version) {
        this(null, version);
    }

    public RollbackTolerationsStep(String cluster, String version) {
        super(cluster, version, RollbackRequest.DEFAULT_TIMEOUT_MINUTES);
    }

    @Override
    StageRequest<?> request() {
        return RollbackRequest.of(getVersion(), getTaintKey(), selection(), getTimeoutMinutes());
    }

    /** Its name and its form. */
    @Extension
    public static final class DescriptorImpl extends WorkloadsStepDescriptor<RollbackTolerationsStep> {
        public DescriptorImpl() {
            super(RollbackTolerationsStep::new);
        }

        @Override
        public String getFunctionName() {
            return "rollbackTolerations";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "GKE: take workloads back from the new node pool";
        }
    }
}
