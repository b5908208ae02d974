package io.jenkins.plugins.gkeupgrade.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.gkeupgrade.config.FormAccess;
import io.jenkins.plugins.gkeupgrade.engine.gate.Gate;
import io.jenkins.plugins.gkeupgrade.engine.gate.HttpProbe;
import java.util.Objects;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code httpProbe(url: 'https://shop.example.com/health')}: an address that must answer well. */
public final class HttpProbeGate extends WaveGate {
    private final String url;
    private int status = HttpProbe.ANY_SUCCESS;
    private String contains;

    @DataBoundConstructor
    public HttpProbeGate(String url) {
        this.url = Util.fixEmptyAndTrim(url);
    }

    public String getUrl() {
        return url;
    }

    public int getStatus() {
        return status;
    }

    @DataBoundSetter
    public void setStatus(Integer status) {
        this.status = Objects.requireNonNullElse(status, HttpProbe.ANY_SUCCESS);
    }

    public String getContains() {
        return contains;
    }

    @DataBoundSetter
    public void setContains(String contains) {
        this.contains = Util.fixEmpty(contains);
    }

    @Override
    Gate gate() {
        return HttpProbe.of(url, status, contains, limits());
    }

    /** Its name and its form. */
    @Extension
    @Symbol("httpProbe")
    public static final class DescriptorImpl extends WaveGateDescriptor<HttpProbeGate> {
        public DescriptorImpl() {
            super(() -> new HttpProbeGate("https://shop.example.com/health"));
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "HTTP probe";
        }

        @POST
        public FormValidation doCheckUrl(@AncestorInPath Item item, @QueryParameter String value) {
            return checkUrl(item, value, () -> new HttpProbeGate(value).gate());
        }

        @POST
        public FormValidation doCheckStatus(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, gate -> gate.setStatus(FormAccess.number("status", value)));
        }
    }
}
