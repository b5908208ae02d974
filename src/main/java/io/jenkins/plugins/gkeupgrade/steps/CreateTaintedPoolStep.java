package io.jenkins.plugins.gkeupgrade.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.gkeupgrade.config.FormAccess;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.pool.TaintedPoolRequest;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code createTaintedPool}: clones a node pool at a new version, behind the opt-in taint. */
public final class CreateTaintedPoolStep extends GkeStep {
    private String from;
    private String name;
    private Integer minNodes;
    private Integer maxNodes;
    private String taintKey;

    @DataBoundConstructor
    public CreateTaintedPoolStep(String version) {
        this(null, version);
    }

    public CreateTaintedPoolStep(String cluster, String version) {
        super(cluster, version, TaintedPoolRequest.DEFAULT_TIMEOUT_MINUTES);
    }

    public String getFrom() {
        return from;
    }

    @DataBoundSetter
    public void setFrom(String from) {
        this.from = Util.fixEmptyAndTrim(from);
    }

    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    public Integer getMinNodes() {
        return minNodes;
    }

    @DataBoundSetter
    public void setMinNodes(Integer minNodes) {
        this.minNodes = minNodes;
    }

    public Integer getMaxNodes() {
        return maxNodes;
    }

    @DataBoundSetter
    public void setMaxNodes(Integer maxNodes) {
        this.maxNodes = maxNodes;
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
        return TaintedPoolRequest.of(getVersion(), from, name, minNodes, maxNodes, taintKey, getTimeoutMinutes());
    }

    /** Its name and its form. */
    @Extension
    public static final class DescriptorImpl extends GkeStepDescriptor<CreateTaintedPoolStep> {
        public DescriptorImpl() {
            super(CreateTaintedPoolStep::new);
        }

        @Override
        public String getFunctionName() {
            return "createTaintedPool";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "GKE: create a node pool behind an opt-in taint";
        }

        @POST
        public FormValidation doCheckFrom(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, step -> step.setFrom(value));
        }

        @POST
        public FormValidation doCheckName(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String from) {
            return check(item, step -> {
                step.setFrom(from);
                step.setName(value);
            });
        }

        @POST
        public FormValidation doCheckMinNodes(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, step -> step.setMinNodes(FormAccess.number("minNodes", value)));
        }

        @POST
        public FormValidation doCheckMaxNodes(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String minNodes) {
            return check(item, step -> {
                step.setMinNodes(FormAccess.number("minNodes", minNodes));
                step.setMaxNodes(FormAccess.number("maxNodes", value));
            });
        }

        @POST
        public FormValidation doCheckTaintKey(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, step -> step.setTaintKey(value));
        }
    }
}
