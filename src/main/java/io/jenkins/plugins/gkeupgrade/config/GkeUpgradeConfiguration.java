package io.jenkins.plugins.gkeupgrade.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The clusters that Pipelines may call by name. */
@Extension
@Symbol("gkeUpgrade")
public final class GkeUpgradeConfiguration extends GlobalConfiguration {
    private volatile List<NamedCluster> clusters = new ArrayList<>();
    private volatile boolean allowControllerIdentity;
    private volatile String gateUrls = "";

    public GkeUpgradeConfiguration() {
        load();
    }

    public static GkeUpgradeConfiguration get() {
        return ExtensionList.lookupSingleton(GkeUpgradeConfiguration.class);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return "GKE opt-in upgrade";
    }

    /** All or nothing: a form in which something is refused changes nothing. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        // A form without any cluster has no such key, and must still remove the last one.
        List<NamedCluster> wanted =
                form.has("clusters") ? request.bindJSONToList(NamedCluster.class, form.get("clusters")) : List.of();
        try {
            requireFit(wanted);
        } catch (InvalidValue e) {
            throw new FormException(e.getMessage(), e, "clusters");
        }
        String urls = form.optString("gateUrls", "").strip();
        try {
            GateUrls.parse(urls);
        } catch (InvalidValue e) {
            throw new FormException(e.getMessage(), e, "gateUrls");
        }
        gateUrls = urls;
        allowControllerIdentity = form.optBoolean("allowControllerIdentity");
        clusters = new ArrayList<>(wanted);
        save();
        return true;
    }

    public List<NamedCluster> getClusters() {
        return List.copyOf(clusters);
    }

    /** @throws InvalidValue naming cluster, field and value; nothing is changed then */
    @DataBoundSetter
    public void setClusters(List<NamedCluster> clusters) {
        List<NamedCluster> wanted = clusters == null ? List.of() : List.copyOf(clusters);
        requireFit(wanted);
        this.clusters = new ArrayList<>(wanted);
        save();
    }

    private static void requireFit(List<NamedCluster> wanted) {
        Set<String> names = new HashSet<>();
        for (NamedCluster cluster : wanted) {
            try {
                cluster.settings();
            } catch (InvalidValue e) {
                throw e.in("clusters: cluster '" + cluster.getName() + "'");
            }
            if (!names.add(cluster.getName())) {
                throw new InvalidValue("clusters: the name '" + cluster.getName()
                        + "' is given to two clusters: expected a name of its own for each.");
            }
        }
    }

    /**
     * Whether a job that names a cluster by its full resource name, and no credentials, reaches it as the controller
     * itself. Not unless an administrator says so: what the controller may do is not every job's business.
     */
    public boolean isAllowControllerIdentity() {
        return allowControllerIdentity;
    }

    @DataBoundSetter
    public void setAllowControllerIdentity(boolean allowControllerIdentity) {
        this.allowControllerIdentity = allowControllerIdentity;
        save();
    }

    /** Addresses that gates may ask, and all below them; one a line. None at first, so that jobs reach nothing. */
    public String getGateUrls() {
        return gateUrls;
    }

    /** @throws InvalidValue naming the address; nothing is changed then */
    @DataBoundSetter
    public void setGateUrls(String gateUrls) {
        String wanted = Util.fixNull(gateUrls).strip();
        GateUrls.parse(wanted);
        this.gateUrls = wanted;
        save();
    }

    @POST
    public FormValidation doCheckGateUrls(@QueryParameter String value) {
        return FormAccess.check(null, () -> GateUrls.parse(value));
    }

    /**
     * The address, if gates may ask it: they ask from the controller, on behalf of whoever wrote the job.
     *
     * @throws InvalidValue when they may not
     */
    public URI allowedForGates(String url) {
        return GateUrls.parse(gateUrls).allowed(url);
    }

    /** The configured names. */
    public List<String> names() {
        return clusters.stream().map(NamedCluster::getName).toList();
    }

    /** The names as a form offers them to whom may configure the item. */
    public ComboBoxModel offer(Item item) {
        return FormAccess.mayConfigure(item) ? new ComboBoxModel(names()) : new ComboBoxModel();
    }

    /**
     * How to reach a cluster with the credentials that were named for it.
     *
     * @throws InvalidValue when there is no such name, or when the job may not be who it would be there
     */
    ClusterSettings settings(ClusterTarget target) {
        ClusterSettings settings = settings(target.cluster()).withCredentials(target.credentialsId());
        if (settings.credentialsId() == null
                && ClusterRef.looksLikeResourceName(target.cluster())
                && !allowControllerIdentity) {
            throw new InvalidValue("credentialsId: none is given for " + target.cluster() + ", and jobs may not use the"
                    + " controller's own Google identity for clusters that are not configured: name credentials, or a"
                    + " cluster that is configured under Manage Jenkins (where an administrator may also allow it).");
        }
        return settings;
    }

    /**
     * How to reach the cluster.
     *
     * @param cluster a configured name, or a full resource name; null is refused
     * @throws InvalidValue when there is no such name; it lists those that there are
     */
    public ClusterSettings settings(String cluster) {
        if (cluster == null) {
            throw new InvalidValue(
                    "cluster: none is given: name a configured cluster or projects/PROJECT/locations/LOCATION/clusters/CLUSTER.");
        }
        if (ClusterRef.looksLikeResourceName(cluster)) {
            return foreign(cluster);
        }
        for (NamedCluster candidate : clusters) {
            if (cluster.equals(candidate.getName())) {
                return configured(candidate);
            }
        }
        throw new InvalidValue("cluster: '" + cluster + "' is not configured: "
                + (clusters.isEmpty()
                        ? "no cluster is, so name one as projects/PROJECT/locations/LOCATION/clusters/CLUSTER."
                        : "expected one of " + String.join(", ", names())
                                + ", or projects/PROJECT/locations/LOCATION/clusters/CLUSTER."));
    }

    private static ClusterSettings foreign(String resourceName) {
        try {
            return ClusterSettings.of(ClusterRef.parse(resourceName));
        } catch (InvalidValue e) {
            throw e.in("cluster");
        }
    }

    /** A file that somebody edited may hold what no form and no import accepts. */
    private static ClusterSettings configured(NamedCluster cluster) {
        try {
            return cluster.settings();
        } catch (InvalidValue e) {
            throw e.in("cluster: '" + cluster.getName() + "' is configured wrongly");
        }
    }
}
