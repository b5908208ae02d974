package io.jenkins.plugins.gkeupgrade.steps;

import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.gkeupgrade.config.FormAccess;
import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * What the descriptors of all gates share. A field is checked by making a gate that is right but for that field.
 *
 * @param <T> the gate
 */
public abstract class WaveGateDescriptor<T extends WaveGate> extends Descriptor<WaveGate> {
    private final Supplier<T> sample;

    /** @param sample makes a gate that is right in all fields */
    WaveGateDescriptor(Supplier<T> sample) {
        this.sample = sample;
    }

    /** A gate as it is when nobody sets anything, for what a new form shows. */
    public T getDefaults() {
        return sample.get();
    }

    FormValidation check(Item item, Consumer<T> setter) {
        return FormAccess.check(item, () -> {
            T gate = sample.get();
            setter.accept(gate);
            gate.gate();
        });
    }

    /** Checks the address, also whether an administrator lets gates ask it. */
    static FormValidation checkUrl(Item item, String url, Runnable gate) {
        return FormAccess.check(item, () -> {
            gate.run();
            GkeUpgradeConfiguration.get().allowedForGates(url);
        });
    }

    @POST
    public FormValidation doCheckSuccesses(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, gate -> gate.setSuccesses(FormAccess.number("successes", value)));
    }

    @POST
    public FormValidation doCheckFailureLimit(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, gate -> gate.setFailureLimit(FormAccess.number("failureLimit", value)));
    }

    @POST
    public FormValidation doCheckInconclusiveLimit(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, gate -> gate.setInconclusiveLimit(FormAccess.number("inconclusiveLimit", value)));
    }

    @POST
    public FormValidation doCheckIntervalSeconds(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, gate -> gate.setIntervalSeconds(FormAccess.number("intervalSeconds", value)));
    }
}
