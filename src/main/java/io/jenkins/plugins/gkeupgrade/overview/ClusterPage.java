package io.jenkins.plugins.gkeupgrade.overview;

import hudson.Util;
import hudson.model.Api;
import hudson.model.ModelObject;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The page of one cluster. Its data is what the remote API gives, {@code api/json}; a script makes the tables of it. */
@ExportedBean
public final class ClusterPage implements ModelObject {
    private final String name;
    private final Overviews overviews;

    ClusterPage(String name, Overviews overviews) {
        this.name = name;
        this.overviews = overviews;
    }

    public Api getApi() {
        return new Api(this);
    }

    /** What Pipelines call the cluster. */
    @Exported
    public String getName() {
        return name;
    }

    /** Where the page is, seen from the list of clusters. */
    public String getUrl() {
        return "cluster/" + Util.rawEncode(name) + "/";
    }

    @Override
    public String getDisplayName() {
        return name + ": GKE upgrade";
    }

    /**
     * What is known of the cluster: {@code overview} (null before it was first seen), {@code taken} (when that was seen),
     * {@code failure} (why the last look failed; null when it did not) and {@code running} (whether it is being looked at
     * now, so that asking again soon tells more).
     */
    @Exported
    public Map<String, Object> getState() {
        return overviews.of(name).state();
    }
}
