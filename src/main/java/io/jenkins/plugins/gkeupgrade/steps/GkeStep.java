package io.jenkins.plugins.gkeupgrade.steps;

import hudson.Util;
import io.jenkins.plugins.gkeupgrade.config.ClusterTarget;
import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import java.io.Serializable;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundSetter;

/** What all steps share: a cluster, a version, credentials and a time limit. */
public abstract class GkeStep extends Step {
    private String cluster;
    private String version;
    private String credentialsId;
    private final int usualTimeoutMinutes;
    private int timeoutMinutes;

    /** @param timeoutMinutes the step's own default */
    protected GkeStep(String cluster, String version, int timeoutMinutes) {
        this.cluster = Util.fixEmptyAndTrim(cluster);
        this.version = Util.fixEmptyAndTrim(version);
        usualTimeoutMinutes = timeoutMinutes;
        this.timeoutMinutes = timeoutMinutes;
    }

    /** Name of a configured cluster or a full resource name; may be null inside {@code withGkeCluster}. */
    public String getCluster() {
        return cluster;
    }

    /** Not for the constructor: Declarative Pipelines refuse a call without what the constructor takes. */
    @DataBoundSetter
    public void setCluster(String cluster) {
        this.cluster = Util.fixEmptyAndTrim(cluster);
    }

    public String getVersion() {
        return version;
    }

    /** For a step that does not need one, and so does not take it in its constructor. */
    final void version(String text) {
        version = Util.fixEmptyAndTrim(text);
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    public int getTimeoutMinutes() {
        return timeoutMinutes;
    }

    /** @param timeoutMinutes null, as of every number of a step, for the default: an emptied field of a form */
    @DataBoundSetter
    public void setTimeoutMinutes(Integer timeoutMinutes) {
        this.timeoutMinutes = Objects.requireNonNullElse(timeoutMinutes, usualTimeoutMinutes);
    }

    /**
     * The step's parameters, checked.
     *
     * @throws InvalidValue naming the parameter
     */
    abstract StageRequest<?> request();

    @Override
    public final StepExecution start(StepContext context) throws Exception {
        try {
            StageRequest<?> request = request();
            return execution(context, target(context.get(CurrentCluster.class)), request);
        } catch (InvalidValue e) {
            throw StepFailures.changedNothing(e.getMessage());
        }
    }

    private <S extends Serializable> StepExecution execution(
            StepContext context, ClusterTarget target, StageRequest<S> request) {
        return new TickingStepExecution<>(context, getDescriptor().getFunctionName(), target, request);
    }

    /** @param around what an enclosing {@code withGkeCluster} says, or null */
    private ClusterTarget target(CurrentCluster around) {
        boolean own = cluster != null;
        if (!own && around == null) {
            // A call without names gives the version alone, which not everybody expects: so the whole call.
            throw new InvalidValue(
                    "cluster: none is given: expected " + getDescriptor().getFunctionName()
                            + " cluster: 'NAME'" + (version == null ? "" : ", version: '" + version + "'")
                            + " with a configured cluster or projects/PROJECT/locations/LOCATION/clusters/CLUSTER as its name,"
                            + " or withGkeCluster around the step.");
        }
        ClusterTarget target = new ClusterTarget(
                own ? cluster : around.cluster(),
                credentialsId != null || own ? credentialsId : around.credentialsId());
        GkeUpgradeConfiguration.get().settings(target.cluster());
        return target;
    }
}
