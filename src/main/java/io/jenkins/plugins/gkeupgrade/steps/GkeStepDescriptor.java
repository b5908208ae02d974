package io.jenkins.plugins.gkeupgrade.steps;

import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gkeupgrade.config.FormAccess;
import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.credentials.CredentialsPicker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * What the descriptors of all steps share. A field is checked by making a step that is right but for that field and
 * reading its request: the same code that a build runs.
 *
 * @param <T> the step
 */
public abstract class GkeStepDescriptor<T extends GkeStep> extends StepDescriptor {
    /** A version that every step takes. */
    static final String SOME_VERSION = "latest";

    private final Function<String, T> sample;

    /** @param sample makes a step for a version, all else at its defaults */
    GkeStepDescriptor(Function<String, T> sample) {
        this.sample = sample;
    }

    /** A step as it is when nobody sets anything, for what a new form shows. */
    public T getDefaults() {
        return sample.apply(SOME_VERSION);
    }

    /**
     * Makes the step that a script calls. This way, and not with a custom model, because a model can only complain in a
     * stack trace.
     */
    @Override
    @SuppressWarnings("deprecation")
    public Step newInstance(Map<String, Object> arguments) throws Exception {
        return super.newInstance(ScriptArguments.of(this, List.of("cluster", "version"), arguments));
    }

    /** No workspace and no node: waiting for a cluster occupies no executor. */
    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, FlowNode.class);
    }

    @Override
    public String argumentsToString(Map<String, Object> namedArgs) {
        List<String> told = new ArrayList<>();
        for (String name : List.of("cluster", "pool", "version")) {
            // Jenkins puts marks of its own in the place of values that it does not store.
            if (namedArgs.get(name) instanceof CharSequence value) {
                told.add(value.toString());
            }
        }
        return told.isEmpty() ? null : String.join(" ", told);
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
        String cluster = Util.fixEmptyAndTrim(value);
        return cluster == null
                ? FormValidation.warning("Only inside withGkeCluster a step may do without.")
                : FormAccess.check(item, () -> GkeUpgradeConfiguration.get().settings(cluster));
    }

    @POST
    public FormValidation doCheckVersion(@AncestorInPath Item item, @QueryParameter String value) {
        return FormAccess.check(item, () -> sample.apply(value).request());
    }

    @POST
    public FormValidation doCheckTimeoutMinutes(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, step -> step.setTimeoutMinutes(FormAccess.number("timeoutMinutes", value)));
    }

    /** A text field as a list of one text, which setters split; none when a request comes without it. */
    static List<String> listed(String value) {
        return value == null ? List.of() : List.of(value);
    }

    /** Checks one field of a step that is right in all others. */
    FormValidation check(Item item, Consumer<T> setter) {
        return FormAccess.check(item, () -> {
            T step = getDefaults();
            setter.accept(step);
            step.request();
        });
    }
}
