package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.Timeline;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What all requests to one simulated API server share. */
public final class ApiServer {
    /**
     * How the server behaves.
     *
     * @param version what it says it is until somebody upgrades it
     * @param seed for generated names
     * @param namespacesOnDemand whether a namespace is made when an object is created in it
     * @param historySize changes of each resource that a late watch can still be told of
     */
    public record Options(GkeVersion version, long seed, boolean namespacesOnDemand, int historySize) {}

    private final Timeline timeline;
    private final Options options;
    private final ObjectStore store;
    private final WriteLog writeLog = new WriteLog();
    private final Names names;
    private final Continuations continuations = new Continuations();
    private GkeVersion version;
    private boolean away;
    // Written far more often than time goes on.
    private Instant stamped;
    private String stamp;

    public ApiServer(Timeline timeline, Options options) {
        this.timeline = timeline;
        this.options = options;
        this.store = new ObjectStore(options.historySize());
        this.names = new Names(options.seed());
        this.version = options.version();
    }

    /** The API as this caller uses it. */
    public KubernetesApi as(Caller caller) {
        return new KubernetesApi(this, caller);
    }

    public ObjectStore store() {
        return store;
    }

    public Timeline timeline() {
        return timeline;
    }

    public WriteLog writeLog() {
        return writeLog;
    }

    public Names names() {
        return names;
    }

    Continuations continuations() {
        return continuations;
    }

    boolean namespacesOnDemand() {
        return options.namespacesOnDemand();
    }

    public GkeVersion version() {
        return version;
    }

    /** The minor version of Kubernetes that it behaves as. */
    public int minor() {
        return version.minor();
    }

    public void version(GkeVersion newVersion) {
        version = newVersion;
    }

    public boolean isAway() {
        return away;
    }

    /** While it is away nothing is answered; going away ends all watches. */
    public void away(boolean isAway) {
        away = isAway;
        if (isAway) {
            Resources.all().forEach(resource -> store.history(resource).closeAll());
        }
    }

    /** Takes the object away because its time is over, as the server does with events. */
    public void expire(Resource resource, Manifest object) {
        store.remove(resource, object);
    }

    /** Forgets past changes and pages that were not fetched, as etcd does when it is compacted. */
    public void compact() {
        store.compact();
        continuations.clear();
    }

    void requireServing() {
        if (away) {
            throw new ApiServerAway();
        }
    }

    /** The time now as objects write it. */
    public String timestamp() {
        Instant now = timeline.now();
        if (!now.equals(stamped)) {
            stamped = now;
            stamp = timestamp(now);
        }
        return stamp;
    }

    public static String timestamp(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
