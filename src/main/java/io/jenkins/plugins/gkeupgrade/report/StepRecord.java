package io.jenkins.plugins.gkeupgrade.report;

import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is stored of one step with its build. Never changed, only replaced by a changed copy, so that it can be saved
 * and read while the step runs. No record: Jenkins reads those back as null.
 */
public final class StepRecord {
    private final String id;
    private final String step;
    private String cluster;
    private String clusterName;
    private long startedAt;
    private long endedAt;
    private StepState state = StepState.RUNNING;
    private String summary = "";
    private ClusterVersions before;
    private ClusterVersions after;
    private byte[] details = {};

    /**
     * A step that begins.
     *
     * @param id names this run of the step within the build, over restarts as well
     * @param step name of the step, as Pipelines call it
     * @param cluster full resource name, or what the script said when that is not known
     * @param clusterName short name for people
     */
    public StepRecord(String id, String step, String cluster, String clusterName, Instant startedAt) {
        this.id = id;
        this.step = step;
        this.cluster = cluster;
        this.clusterName = clusterName;
        this.startedAt = startedAt.toEpochMilli();
    }

    private StepRecord(StepRecord other) {
        id = other.id;
        step = other.step;
        cluster = other.cluster;
        clusterName = other.clusterName;
        startedAt = other.startedAt;
        endedAt = other.endedAt;
        state = other.state;
        summary = other.summary;
        before = other.before;
        after = other.after;
        details = other.details;
    }

    /** The same, with what GKE says of the cluster now. */
    public StepRecord seeing(Cluster seen) {
        StepRecord copy = new StepRecord(this);
        copy.cluster = seen.ref().resourceName();
        copy.after = new ClusterVersions(seen);
        copy.before = before == null ? copy.after : before;
        return copy;
    }

    /** The same, with what is known of it while it runs. */
    StepRecord knowing(StepNow now) {
        StepRecord copy = new StepRecord(this);
        copy.summary = now.doing();
        copy.details = PackedDetails.pack(now.details());
        return copy;
    }

    /**
     * The same, ended.
     *
     * @param what its closing sentence
     * @param known plain values: what it returns to the script, or what was known when it failed
     */
    public StepRecord ended(StepState how, String what, Map<String, Object> known, Instant when) {
        StepRecord copy = new StepRecord(this);
        copy.state = how;
        copy.summary = what;
        copy.endedAt = when.toEpochMilli();
        copy.details = PackedDetails.pack(known);
        return copy;
    }

    /** Whether the cluster looks the same to both. */
    boolean sawTheSameAs(StepRecord other) {
        return after == null ? other.after == null : after.equals(other.after);
    }

    public String id() {
        return id;
    }

    String step() {
        return step;
    }

    String cluster() {
        return cluster;
    }

    String clusterName() {
        return clusterName;
    }

    Instant startedAt() {
        return Instant.ofEpochMilli(startedAt);
    }

    Optional<Instant> endedAt() {
        return endedAt == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(endedAt));
    }

    public StepState state() {
        return state;
    }

    String summary() {
        return summary;
    }

    /** As the step first saw its cluster; empty when it never asked GKE. */
    Optional<ClusterVersions> before() {
        return Optional.ofNullable(before);
    }

    /** As the step last saw its cluster. */
    Optional<ClusterVersions> after() {
        return Optional.ofNullable(after);
    }

    Map<String, Object> details() {
        return PackedDetails.unpack(details);
    }
}
