package io.jenkins.plugins.gkeupgrade.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import jenkins.model.GlobalConfiguration;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;

/** The clusters that Pipelines may call by name. */
@Extension
@Symbol("gkeOptInUpgrade")
public final class GkeUpgradeConfiguration extends GlobalConfiguration {
    private volatile List<NamedCluster> clusters = new ArrayList<>();

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

    public List<NamedCluster> getClusters() {
        return List.copyOf(clusters);
    }

    @DataBoundSetter
    public void setClusters(List<NamedCluster> clusters) {
        this.clusters = new ArrayList<>(clusters == null ? List.of() : clusters);
        save();
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
            ClusterRef ref = named(() -> ClusterRef.parse(cluster));
            return ClusterSettings.of(ref);
        }
        for (NamedCluster candidate : clusters) {
            if (candidate.getName() != null && candidate.getName().equals(cluster)) {
                return named(candidate::settings);
            }
        }
        throw new InvalidValue("cluster: '" + cluster + "' is not configured: "
                + (clusters.isEmpty()
                        ? "no cluster is, so name one as projects/PROJECT/locations/LOCATION/clusters/CLUSTER."
                        : "expected one of " + String.join(", ", names())
                                + ", or projects/PROJECT/locations/LOCATION/clusters/CLUSTER."));
    }

    private static <T> T named(Supplier<T> value) {
        try {
            return value.get();
        } catch (InvalidValue e) {
            throw e.in("cluster");
        }
    }
}
