package io.jenkins.plugins.gkeupgrade.simulation.gke;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Who asked GKE for what, and when. */
public final class RequestLog {
    /**
     * One call.
     *
     * @param method name of the API method, for example {@code UpdateMaster}
     * @param resource the cluster or location that it was about
     * @param subject version, pool or operation that it was about, may be empty
     * @param write whether it asked for a change
     * @param result {@code OK} or the code of the error that the caller saw
     */
    public record Entry(
            Instant time, String who, String method, String resource, String subject, boolean write, String result) {}

    private final List<Entry> entries = new ArrayList<>();

    void add(Entry entry) {
        entries.add(entry);
    }

    public List<Entry> all() {
        return List.copyOf(entries);
    }

    /** The calls that asked for a change. */
    public List<Entry> writes() {
        return entries.stream().filter(Entry::write).toList();
    }

    public long count(String method) {
        return entries.stream().filter(e -> e.method().equals(method)).count();
    }
}
