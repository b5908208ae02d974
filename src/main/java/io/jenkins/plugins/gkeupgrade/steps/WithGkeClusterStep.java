package io.jenkins.plugins.gkeupgrade.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gkeupgrade.config.FormAccess;
import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.credentials.CredentialsPicker;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code withGkeCluster('name') { ... }}: names the cluster once for all steps inside. */
public final class WithGkeClusterStep extends Step {
    private final String cluster;
    private String credentialsId;

    @DataBoundConstructor
    public WithGkeClusterStep(String cluster) {
        this.cluster = Util.fixEmptyAndTrim(cluster);
    }

    public String getCluster() {
        return cluster;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        try {
            GkeUpgradeConfiguration.get().settings(cluster);
        } catch (InvalidValue e) {
            throw StepFailures.changedNothing(e.getMessage());
        }
        return new Execution(context, new CurrentCluster(cluster, credentialsId));
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;

        private final CurrentCluster current;

        private Execution(StepContext context, CurrentCluster current) {
            super(context);
            this.current = current;
        }

        @Override
        public boolean start() {
            getContext()
                    .newBodyInvoker()
                    .withContext(current)
                    .withCallback(BodyExecutionCallback.wrap(getContext()))
                    .start();
            return false;
        }
    }

    /** Its name and its form. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "withGkeCluster";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "GKE: set the cluster for the steps inside";
        }

        /** As the steps inside it do. */
        @Override
        @SuppressWarnings("deprecation")
        public Step newInstance(Map<String, Object> arguments) throws Exception {
            return super.newInstance(ScriptArguments.of(this, List.of("cluster"), arguments));
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of();
        }

        @Override
        public Set<? extends Class<?>> getProvidedContext() {
            return Set.of(CurrentCluster.class);
        }

        @POST
        public ComboBoxModel doFillClusterItems(@AncestorInPath Item item) {
            return GkeUpgradeConfiguration.get().offer(item);
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return CredentialsPicker.google(item, credentialsId);
        }

        @POST
        public FormValidation doCheckCluster(@AncestorInPath Item item, @QueryParameter String value) {
            return FormAccess.check(item, () -> GkeUpgradeConfiguration.get().settings(Util.fixEmptyAndTrim(value)));
        }
    }
}
