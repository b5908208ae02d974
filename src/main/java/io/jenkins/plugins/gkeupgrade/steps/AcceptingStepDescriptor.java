package io.jenkins.plugins.gkeupgrade.steps;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.function.Function;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * What the descriptors share of steps that let findings be accepted.
 *
 * @param <T> the step
 */
public abstract class AcceptingStepDescriptor<T extends AcceptingStep> extends WorkloadsStepDescriptor<T> {
    AcceptingStepDescriptor(Function<String, T> sample) {
        super(sample);
    }

    @POST
    public FormValidation doCheckAccept(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, step -> step.setAccept(listed(value)));
    }

    @POST
    public ListBoxModel doFillMaintenanceExclusionItems() {
        return new ListBoxModel(
                new ListBoxModel.Option("It must be there", AcceptingStep.REQUIRE),
                new ListBoxModel.Option("Add it if it is not there", "create"),
                new ListBoxModel.Option("Do not look", "ignore"));
    }
}
