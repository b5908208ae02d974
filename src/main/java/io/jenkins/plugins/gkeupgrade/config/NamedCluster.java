package io.jenkins.plugins.gkeupgrade.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gkeupgrade.credentials.CredentialsLookup;
import io.jenkins.plugins.gkeupgrade.credentials.CredentialsPicker;
import io.jenkins.plugins.gkeupgrade.engine.StageException;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.gcp.KubernetesEndpoint;
import io.jenkins.plugins.gkeupgrade.kube.KubernetesLimits;
import java.util.function.Consumer;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A cluster as an administrator describes it, under a name that Pipelines use. */
@SuppressWarnings("deprecation") // AbstractDescribableImpl is what forms and configuration as code of the baseline know
public final class NamedCluster extends AbstractDescribableImpl<NamedCluster> {
    private final String name;
    private final String project;
    private final String location;
    private final String cluster;
    private String credentialsId;
    private KubernetesEndpoint endpoint = KubernetesEndpoint.AUTO;
    private String gkeApiEndpoint;
    private String kubernetesUrl;
    private String caCertificate;
    private String kubeconfigCredentialsId;
    /** Null for the default: who saves the form without a choice of their own gets what is the default then. */
    private Integer changesInFlight;

    private Integer changesPerSecond;

    @DataBoundConstructor
    public NamedCluster(String name, String project, String location, String cluster) {
        this.name = Util.fixEmptyAndTrim(name);
        this.project = Util.fixEmptyAndTrim(project);
        this.location = Util.fixEmptyAndTrim(location);
        this.cluster = Util.fixEmptyAndTrim(cluster);
    }

    public String getName() {
        return name;
    }

    public String getProject() {
        return project;
    }

    public String getLocation() {
        return location;
    }

    public String getCluster() {
        return cluster;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    public KubernetesEndpoint getEndpoint() {
        return endpoint;
    }

    @DataBoundSetter
    public void setEndpoint(KubernetesEndpoint endpoint) {
        this.endpoint = endpoint == null ? KubernetesEndpoint.AUTO : endpoint;
    }

    public String getGkeApiEndpoint() {
        return gkeApiEndpoint;
    }

    @DataBoundSetter
    public void setGkeApiEndpoint(String gkeApiEndpoint) {
        this.gkeApiEndpoint = Util.fixEmptyAndTrim(gkeApiEndpoint);
    }

    public String getKubernetesUrl() {
        return kubernetesUrl;
    }

    @DataBoundSetter
    public void setKubernetesUrl(String kubernetesUrl) {
        this.kubernetesUrl = Util.fixEmptyAndTrim(kubernetesUrl);
    }

    public String getCaCertificate() {
        return caCertificate;
    }

    @DataBoundSetter
    public void setCaCertificate(String caCertificate) {
        this.caCertificate = Util.fixEmptyAndTrim(caCertificate);
    }

    public String getKubeconfigCredentialsId() {
        return kubeconfigCredentialsId;
    }

    @DataBoundSetter
    public void setKubeconfigCredentialsId(String kubeconfigCredentialsId) {
        this.kubeconfigCredentialsId = Util.fixEmptyAndTrim(kubeconfigCredentialsId);
    }

    /** Most changes that are under way in the cluster at a time. */
    public int getChangesInFlight() {
        return changesInFlight == null ? KubernetesLimits.DEFAULT.changesInFlight() : changesInFlight;
    }

    @DataBoundSetter
    public void setChangesInFlight(Integer changesInFlight) {
        this.changesInFlight = chosen(changesInFlight, KubernetesLimits.DEFAULT.changesInFlight());
    }

    /** Most changes that are started in a second. */
    public int getChangesPerSecond() {
        return changesPerSecond == null ? (int) KubernetesLimits.DEFAULT.changesPerSecond() : changesPerSecond;
    }

    @DataBoundSetter
    public void setChangesPerSecond(Integer changesPerSecond) {
        this.changesPerSecond = chosen(changesPerSecond, KubernetesLimits.DEFAULT.changesPerSecond());
    }

    private static Integer chosen(Integer number, double usual) {
        return number == null || number == usual ? null : number;
    }

    /**
     * What connections are made of.
     *
     * @throws InvalidValue naming the field
     */
    ClusterSettings settings() {
        ClusterFields.requireName(name);
        return new ClusterSettings(
                ref(),
                credentialsId,
                endpoint == null ? KubernetesEndpoint.AUTO : endpoint,
                gkeApiEndpoint,
                kubernetesUrl,
                caCertificate,
                kubeconfigCredentialsId,
                ClusterFields.limits(getChangesInFlight(), getChangesPerSecond()));
    }

    /** Whether there is no GKE behind it. */
    private boolean kubeconfigAlone() {
        return project == null && location == null && cluster == null && kubeconfigCredentialsId != null;
    }

    private ClusterRef ref() {
        if (kubeconfigAlone()) {
            return ClusterRef.outsideGke(name);
        }
        if (project == null && location == null && cluster == null) {
            throw new InvalidValue("project: none is given, nor anything else that says which cluster it is: expected"
                    + " project, location and cluster of one of GKE, or kubeconfigCredentialsId for one without GKE.");
        }
        ClusterFields.requireProject(project);
        ClusterFields.requireLocation(location);
        ClusterFields.requireCluster(cluster);
        return new ClusterRef(project, location, cluster);
    }

    /** The form of one cluster. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<NamedCluster> {
        private static final String SOME_NAME = "a";
        private static final String SOME_URL = "https://localhost";

        /** A cluster as it is when nobody sets anything, for what a new form shows. */
        public NamedCluster getDefaults() {
            return new NamedCluster(SOME_NAME, "p1", "europe-west1", "c");
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "GKE cluster";
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return CredentialsPicker.google(item, credentialsId);
        }

        @POST
        public ListBoxModel doFillKubeconfigCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String kubeconfigCredentialsId) {
            return CredentialsPicker.files(item, kubeconfigCredentialsId);
        }

        @POST
        public ListBoxModel doFillEndpointItems() {
            ListBoxModel options = new ListBoxModel();
            for (KubernetesEndpoint endpoint : KubernetesEndpoint.values()) {
                options.add(endpoint.words(), endpoint.name());
            }
            return options;
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return check(() -> ClusterFields.requireName(Util.fixEmptyAndTrim(value)));
        }

        @POST
        public FormValidation doCheckProject(
                @QueryParameter String value,
                @QueryParameter String location,
                @QueryParameter String cluster,
                @QueryParameter String kubeconfigCredentialsId) {
            return checkGke(
                    new NamedCluster(null, value, location, cluster),
                    kubeconfigCredentialsId,
                    () -> ClusterFields.requireProject(Util.fixEmptyAndTrim(value)));
        }

        @POST
        public FormValidation doCheckLocation(
                @QueryParameter String value,
                @QueryParameter String project,
                @QueryParameter String cluster,
                @QueryParameter String kubeconfigCredentialsId) {
            return checkGke(
                    new NamedCluster(null, project, value, cluster),
                    kubeconfigCredentialsId,
                    () -> ClusterFields.requireLocation(Util.fixEmptyAndTrim(value)));
        }

        @POST
        public FormValidation doCheckCluster(
                @QueryParameter String value,
                @QueryParameter String project,
                @QueryParameter String location,
                @QueryParameter String kubeconfigCredentialsId) {
            return checkGke(
                    new NamedCluster(null, project, location, value),
                    kubeconfigCredentialsId,
                    () -> ClusterFields.requireCluster(Util.fixEmptyAndTrim(value)));
        }

        /** Reads what the controller has of that id, and asks nobody. */
        @POST
        public FormValidation doCheckCredentialsId(
                @QueryParameter String value,
                @QueryParameter String project,
                @QueryParameter String location,
                @QueryParameter String cluster,
                @QueryParameter String kubeconfigCredentialsId) {
            return check(() -> {
                NamedCluster typed = new NamedCluster(SOME_NAME, project, location, cluster);
                typed.setKubeconfigCredentialsId(kubeconfigCredentialsId);
                typed.setCredentialsId(value);
                if (typed.kubeconfigAlone()) {
                    typed.settings();
                }
                if (typed.getCredentialsId() != null) {
                    fit(() -> CredentialsLookup.ofController().google(typed.getCredentialsId()));
                }
            });
        }

        @POST
        public FormValidation doCheckKubeconfigCredentialsId(@QueryParameter String value) {
            String id = Util.fixEmptyAndTrim(value);
            return check(() -> {
                if (id != null) {
                    fit(() -> ClusterAccess.kubeconfig(
                            id, CredentialsLookup.ofController().file("kubeconfigCredentialsId", id)));
                }
            });
        }

        private static void fit(Runnable use) {
            try {
                use.run();
            } catch (StageException e) {
                throw new InvalidValue(e.getMessage());
            }
        }

        @POST
        public FormValidation doCheckGkeApiEndpoint(@QueryParameter String value) {
            return check(cluster -> cluster.setGkeApiEndpoint(value));
        }

        @POST
        public FormValidation doCheckKubernetesUrl(
                @QueryParameter String value,
                @QueryParameter String endpoint,
                @QueryParameter String kubeconfigCredentialsId) {
            return check(cluster -> {
                cluster.setKubernetesUrl(value);
                cluster.setEndpoint(ClusterFields.endpoint(endpoint));
                cluster.setKubeconfigCredentialsId(kubeconfigCredentialsId);
            });
        }

        @POST
        public FormValidation doCheckCaCertificate(@QueryParameter String value, @QueryParameter String kubernetesUrl) {
            return check(cluster -> {
                cluster.setCaCertificate(value);
                // Whether that is an address at all is told at its own field.
                cluster.setKubernetesUrl(Util.fixEmptyAndTrim(kubernetesUrl) == null ? null : SOME_URL);
            });
        }

        @POST
        public FormValidation doCheckChangesInFlight(@QueryParameter String value) {
            return check(cluster -> cluster.setChangesInFlight(FormAccess.number("changesInFlight", value)));
        }

        @POST
        public FormValidation doCheckChangesPerSecond(@QueryParameter String value) {
            return check(cluster -> cluster.setChangesPerSecond(FormAccess.number("changesPerSecond", value)));
        }

        /** A field that says which cluster of GKE it is may be empty when all of them are, and there is a kubeconfig. */
        private static FormValidation checkGke(NamedCluster typed, String kubeconfig, Runnable check) {
            typed.setKubeconfigCredentialsId(kubeconfig);
            return check(() -> {
                if (!typed.kubeconfigAlone()) {
                    check.run();
                }
            });
        }

        private FormValidation check(Consumer<NamedCluster> setter) {
            return check(() -> {
                NamedCluster cluster = getDefaults();
                setter.accept(cluster);
                cluster.settings();
            });
        }

        private static FormValidation check(Runnable check) {
            return FormAccess.check(null, check);
        }

        @POST
        public FormValidation doTestConnection(
                @QueryParameter String name,
                @QueryParameter String project,
                @QueryParameter String location,
                @QueryParameter String cluster,
                @QueryParameter String credentialsId,
                @QueryParameter String endpoint,
                @QueryParameter String gkeApiEndpoint,
                @QueryParameter String kubernetesUrl,
                @QueryParameter String caCertificate,
                @QueryParameter String kubeconfigCredentialsId) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            NamedCluster tested = new NamedCluster(name, project, location, cluster);
            try {
                tested.setEndpoint(ClusterFields.endpoint(endpoint));
            } catch (InvalidValue e) {
                return FormValidation.error(e.getMessage());
            }
            tested.setCredentialsId(credentialsId);
            tested.setGkeApiEndpoint(gkeApiEndpoint);
            tested.setKubernetesUrl(kubernetesUrl);
            tested.setCaCertificate(caCertificate);
            tested.setKubeconfigCredentialsId(kubeconfigCredentialsId);
            return ConnectionCheck.of(tested);
        }
    }
}
