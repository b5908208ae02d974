package io.jenkins.plugins.gkeupgrade.steps;

import hudson.model.Item;
import hudson.util.FormValidation;
import java.util.List;
import java.util.function.Function;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * What the descriptors share of steps that work on selected workloads.
 *
 * @param <T> the step
 */
public abstract class WorkloadsStepDescriptor<T extends WorkloadsStep> extends GkeStepDescriptor<T> {
    WorkloadsStepDescriptor(Function<String, T> sample) {
        super(sample);
    }

    @POST
    public FormValidation doCheckNamespace(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, step -> step.setNamespace(value));
    }

    @POST
    public FormValidation doCheckSelector(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, step -> step.setSelector(value));
    }

    @POST
    public FormValidation doCheckNames(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, step -> step.setNames(listed(value)));
    }

    @POST
    public FormValidation doCheckKinds(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, step -> step.setKinds(listed(value)));
    }

    @POST
    public FormValidation doCheckTaintKey(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, step -> step.setTaintKey(value));
    }

    /** The list as the form's text field shows it. */
    public String joined(List<String> items) {
        return items == null ? "" : String.join(", ", items);
    }
}
