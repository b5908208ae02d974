package io.jenkins.plugins.gkeupgrade.engine.readiness;

import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that stands in the way of an upgrade without downtime.
 *
 * @param id what it is, as docs/readiness.md explains it
 * @param severity how much it matters here, mostly the id's own
 * @param workload whose it is; null for the cluster's
 * @param object what carries it, for example {@code Deployment shop/cart} or {@code PodDisruptionBudget shop/cart}
 * @param reason what would happen, without a full stop
 * @param remedy what to do about it, without a full stop
 */
public record Finding(
        FindingId id, Severity severity, WorkloadRef workload, String object, String reason, String remedy)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** A finding about one workload. */
    public static Finding of(FindingId id, WorkloadRef workload, String reason, String remedy) {
        return new Finding(id, id.severity(), workload, workload.toString(), reason, remedy);
    }

    /** A finding about the cluster, or about something in it that no workload owns. */
    public static Finding ofCluster(FindingId id, String object, String reason, String remedy) {
        return new Finding(id, id.severity(), null, object, reason, remedy);
    }

    /** The same where it matters more, or less, than usual. */
    public Finding as(Severity other) {
        return new Finding(id, other, workload, object, reason, remedy);
    }

    /** Whether something is held back because of it unless it is accepted. */
    public boolean serious() {
        return severity != Severity.NOTE;
    }

    /** Plain values for scripts and reports. */
    public Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("id", id.id());
        details.put("severity", severity.name());
        details.put("object", object);
        details.put("reason", reason);
        details.put("remedy", remedy);
        return details;
    }

    /** One sentence without a full stop, and without the object. */
    public String sentence() {
        return id.id() + ": " + reason + "; " + remedy;
    }

    @Override
    public String toString() {
        return object + ": " + sentence();
    }
}
