package io.jenkins.plugins.gkeupgrade.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gkeupgrade.config.FormAccess;
import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.gate.Gate;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.optin.Handling;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInRequest;
import io.jenkins.plugins.gkeupgrade.engine.optin.Safeguards;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code optInWorkloads}: moves workloads to the new node pool, one first and then in waves. */
public final class OptInWorkloadsStep extends AcceptingStep {
    private static final String ROLLBACK = "rollback";
    private static final String WARN = "warn";
    private static final String REFUSE = "refuse";

    private int wave = OptInRequest.DEFAULT_WAVE;
    private boolean dryRun;
    private String onFailure = ROLLBACK;
    private String images = WARN;
    private String managed = REFUSE;
    private String onBreach = ROLLBACK;
    private int breachLimit;
    private int soakMinutes;
    private List<WaveGate> gates = List.of();

    @DataBoundConstructor
    public OptInWorkloadsStep(String version) {
        this(null, version);
    }

    public OptInWorkloadsStep(String cluster, String version) {
        super(cluster, version, OptInRequest.DEFAULT_TIMEOUT_MINUTES);
    }

    public int getWave() {
        return wave;
    }

    @DataBoundSetter
    public void setWave(Integer wave) {
        this.wave = Objects.requireNonNullElse(wave, OptInRequest.DEFAULT_WAVE);
    }

    public boolean isDryRun() {
        return dryRun;
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    public String getOnFailure() {
        return onFailure;
    }

    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        String given = Util.fixEmptyAndTrim(onFailure);
        this.onFailure = given == null ? ROLLBACK : given;
    }

    public String getImages() {
        return images;
    }

    @DataBoundSetter
    public void setImages(String images) {
        String given = Util.fixEmptyAndTrim(images);
        this.images = given == null ? WARN : given;
    }

    public String getManaged() {
        return managed;
    }

    @DataBoundSetter
    public void setManaged(String managed) {
        String given = Util.fixEmptyAndTrim(managed);
        this.managed = given == null ? REFUSE : given;
    }

    public String getOnBreach() {
        return onBreach;
    }

    @DataBoundSetter
    public void setOnBreach(String onBreach) {
        String given = Util.fixEmptyAndTrim(onBreach);
        this.onBreach = given == null ? ROLLBACK : given;
    }

    public int getBreachLimit() {
        return breachLimit;
    }

    @DataBoundSetter
    public void setBreachLimit(Integer breachLimit) {
        this.breachLimit = Objects.requireNonNullElse(breachLimit, 0);
    }

    public int getSoakMinutes() {
        return soakMinutes;
    }

    @DataBoundSetter
    public void setSoakMinutes(Integer soakMinutes) {
        this.soakMinutes = Objects.requireNonNullElse(soakMinutes, 0);
    }

    public List<WaveGate> getGates() {
        return gates;
    }

    @DataBoundSetter
    public void setGates(List<WaveGate> gates) {
        this.gates = gates == null ? List.of() : List.copyOf(gates);
    }

    private List<Gate> checkedGates() {
        List<Gate> checked = new ArrayList<>();
        for (WaveGate each : gates) {
            try {
                Gate gate = each.gate();
                GkeUpgradeConfiguration.get().allowedForGates(gate.question().url());
                checked.add(gate);
            } catch (InvalidValue e) {
                throw e.in("gates");
            }
        }
        return checked;
    }

    @Override
    StageRequest<?> request() {
        return OptInRequest.of(getVersion(), getTaintKey(), selection(), wave, dryRun, onFailure, getTimeoutMinutes())
                .with(Handling.of(images, managed))
                .with(Safeguards.of(onBreach, breachLimit).with(soakMinutes, checkedGates()))
                .with(policy());
    }

    /** Its name and its form. */
    @Extension
    public static final class DescriptorImpl extends AcceptingStepDescriptor<OptInWorkloadsStep> {
        public DescriptorImpl() {
            super(OptInWorkloadsStep::new);
        }

        @Override
        public String getFunctionName() {
            return "optInWorkloads";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "GKE: opt workloads in to the new node pool";
        }

        @POST
        public FormValidation doCheckWave(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, step -> step.setWave(FormAccess.number("wave", value)));
        }

        @POST
        public ListBoxModel doFillOnFailureItems() {
            return new ListBoxModel(
                    new ListBoxModel.Option("Roll the failing wave back", ROLLBACK),
                    new ListBoxModel.Option("Leave it for somebody to look at", "stop"));
        }

        @POST
        public FormValidation doCheckSoakMinutes(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, step -> step.setSoakMinutes(FormAccess.number("soakMinutes", value)));
        }

        @POST
        public ListBoxModel doFillOnBreachItems() {
            return new ListBoxModel(
                    new ListBoxModel.Option("Roll the wave back", ROLLBACK),
                    new ListBoxModel.Option("Leave it for somebody to look at", "stop"),
                    new ListBoxModel.Option("Warn and go on", WARN));
        }

        @POST
        public FormValidation doCheckBreachLimit(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String onBreach) {
            return check(item, step -> {
                step.setOnBreach(onBreach);
                step.setBreachLimit(FormAccess.number("breachLimit", value));
            });
        }

        @POST
        public ListBoxModel doFillImagesItems() {
            return new ListBoxModel(
                    new ListBoxModel.Option("Warn for tags that change their meaning", WARN),
                    new ListBoxModel.Option("Pin to the digest that runs now", "pin"),
                    new ListBoxModel.Option("Do not move workloads with such tags", REFUSE));
        }

        @POST
        public ListBoxModel doFillManagedItems() {
            return new ListBoxModel(
                    new ListBoxModel.Option("Do not move, name the owner", REFUSE),
                    new ListBoxModel.Option("Move all the same", "patch"),
                    new ListBoxModel.Option("Write the change as a file for the owner", "manifest"));
        }
    }
}
