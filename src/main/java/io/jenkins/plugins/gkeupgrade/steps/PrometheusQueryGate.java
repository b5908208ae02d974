package io.jenkins.plugins.gkeupgrade.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gkeupgrade.config.FormAccess;
import io.jenkins.plugins.gkeupgrade.credentials.CredentialsPicker;
import io.jenkins.plugins.gkeupgrade.engine.gate.Gate;
import io.jenkins.plugins.gkeupgrade.engine.gate.PrometheusQuery;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code prometheusQuery(url: 'https://prometheus.example.com', query: '…', max: '0.01')}: a value within bounds. */
public final class PrometheusQueryGate extends WaveGate {
    private static final String SOME_MAX = "1";

    private final String url;
    private final String query;
    private String min;
    private String max;
    private String credentialsId;

    @DataBoundConstructor
    public PrometheusQueryGate(String url, String query) {
        this.url = Util.fixEmptyAndTrim(url);
        this.query = Util.fixEmptyAndTrim(query);
    }

    public String getUrl() {
        return url;
    }

    public String getQuery() {
        return query;
    }

    public String getMin() {
        return min;
    }

    /** @param min a number; a text, because Groovy's decimal numbers bind to no field */
    @DataBoundSetter
    public void setMin(String min) {
        this.min = Util.fixEmptyAndTrim(min);
    }

    public String getMax() {
        return max;
    }

    /** @param max a number; a text, because Groovy's decimal numbers bind to no field */
    @DataBoundSetter
    public void setMax(String max) {
        this.max = Util.fixEmptyAndTrim(max);
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    @Override
    Gate gate() {
        return PrometheusQuery.of(url, query, min, max, credentialsId, limits());
    }

    /** Its name and its form. */
    @Extension
    @Symbol("prometheusQuery")
    public static final class DescriptorImpl extends WaveGateDescriptor<PrometheusQueryGate> {
        public DescriptorImpl() {
            super(() -> sample("https://prometheus.example.com", "up"));
        }

        private static PrometheusQueryGate sample(String url, String query) {
            PrometheusQueryGate gate = new PrometheusQueryGate(url, query);
            gate.setMax(SOME_MAX);
            return gate;
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "Prometheus query";
        }

        @POST
        public FormValidation doCheckUrl(@AncestorInPath Item item, @QueryParameter String value) {
            return checkUrl(item, value, () -> sample(value, "up").gate());
        }

        @POST
        public FormValidation doCheckQuery(@AncestorInPath Item item, @QueryParameter String value) {
            return FormAccess.check(
                    item, () -> sample("https://prometheus.example.com", value).gate());
        }

        @POST
        public FormValidation doCheckMin(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String max) {
            return check(item, gate -> {
                gate.setMin(value);
                gate.setMax(max);
            });
        }

        @POST
        public FormValidation doCheckMax(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String min) {
            return check(item, gate -> {
                gate.setMin(min);
                gate.setMax(value);
            });
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return CredentialsPicker.web(item, credentialsId);
        }
    }
}
