package io.jenkins.plugins.gkeupgrade.overview;

import hudson.Util;
import hudson.model.Api;
import hudson.model.ModelObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The page of one cluster. Its data is what the remote API gives, {@code api/json}; a script makes the tables of it. */
@ExportedBean
public final class ClusterPage implements ModelObject {
    /** Visibility of what the remote API of the list of clusters shows of each: not all that is in it. */
    private static final int IN_LIST = 2;

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

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
    @Exported(visibility = IN_LIST)
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

    /** For the list of clusters: how far it has come, or why that is not known; as the last look saw it. */
    @Exported(visibility = IN_LIST)
    public List<String> getSentences() {
        return overviews.of(name).sentences();
    }

    /** Whether the cluster is being looked at now, so that asking again soon tells more. */
    @Exported(visibility = IN_LIST)
    public boolean isRunning() {
        return overviews.of(name).running();
    }

    /** When the cluster was last seen, to the minute; empty when it was not. */
    @Exported(visibility = IN_LIST)
    public String getSeen() {
        Instant taken = overviews.of(name).taken();
        return taken == null ? "" : MINUTE.format(taken);
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
