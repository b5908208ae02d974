package io.jenkins.plugins.gkeupgrade.steps;

import hudson.Util;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessPolicy;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** What the steps share that check workloads and let findings be accepted. */
public abstract class AcceptingStep extends WorkloadsStep {
    static final String REQUIRE = "require";

    private List<String> accept = List.of();
    private String maintenanceExclusion = REQUIRE;

    protected AcceptingStep(String cluster, String version, int timeoutMinutes) {
        super(cluster, version, timeoutMinutes);
    }

    public List<String> getAccept() {
        return accept;
    }

    /** @param accept ids of findings; each may hold several, separated by commas or white space */
    @DataBoundSetter
    public void setAccept(List<String> accept) {
        this.accept = split(accept);
    }

    public String getMaintenanceExclusion() {
        return maintenanceExclusion;
    }

    @DataBoundSetter
    public void setMaintenanceExclusion(String maintenanceExclusion) {
        String given = Util.fixEmptyAndTrim(maintenanceExclusion);
        this.maintenanceExclusion = given == null ? REQUIRE : given;
    }

    ReadinessPolicy policy() {
        return ReadinessPolicy.of(accept, maintenanceExclusion);
    }
}
