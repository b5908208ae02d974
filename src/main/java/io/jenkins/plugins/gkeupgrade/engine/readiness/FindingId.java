package io.jenkins.plugins.gkeupgrade.engine.readiness;

import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import java.util.Arrays;
import java.util.List;

/** Every kind of finding there is; docs/readiness.md explains each under its id. */
public enum FindingId {
    RECREATE_STRATEGY("recreate-strategy", Severity.AT_RISK),
    ALL_REPLICAS_AT_ONCE("all-replicas-at-once", Severity.AT_RISK),
    SINGLE_REPLICA("single-replica", Severity.AT_RISK),
    AUTOSCALER_MINIMUM_ONE("autoscaler-minimum-one", Severity.NOTE),
    ON_DELETE_STRATEGY("on-delete-strategy", Severity.BLOCKED),
    CANNOT_MOVE("cannot-move", Severity.BLOCKED),
    NO_NODE_FITS("no-node-fits", Severity.BLOCKED),
    BUDGET_ALLOWS_NOTHING("budget-allows-nothing", Severity.NOTE),
    BUDGET_MATCHES_NOTHING("budget-matches-nothing", Severity.NOTE),
    NO_READINESS_PROBE("no-readiness-probe", Severity.AT_RISK),
    SHORT_TERMINATION_GRACE("short-termination-grace", Severity.NOTE),
    NO_PRE_STOP("no-pre-stop", Severity.NOTE),
    READ_WRITE_ONCE_CLAIM("read-write-once-claim", Severity.BLOCKED),
    VOLUME_ZONE("volume-zone", Severity.BLOCKED),
    LOCAL_VOLUME("local-volume", Severity.BLOCKED),
    HOST_PATH("host-path", Severity.AT_RISK),
    HOST_PORT("host-port", Severity.NOTE),
    TOO_FEW_NODES("too-few-nodes", Severity.BLOCKED),
    TOO_FEW_ZONES("too-few-zones", Severity.BLOCKED),
    MUTABLE_IMAGE("mutable-image", Severity.NOTE),
    MANAGED_ELSEWHERE("managed-elsewhere", Severity.AT_RISK),
    UNKNOWN_ACCEPTANCE("unknown-acceptance", Severity.NOTE),
    DAEMON_SET_LEFT_OUT("daemonset-left-out", Severity.AT_RISK),
    NEW_POOL_TOO_SMALL("new-pool-too-small", Severity.BLOCKED),
    NO_ROOM_TO_GO_BACK("no-room-to-go-back", Severity.AT_RISK),
    WEBHOOK_ON_OLD_POOL("webhook-on-old-pool", Severity.AT_RISK),
    WEBHOOK_UNAVAILABLE("webhook-unavailable", Severity.BLOCKED),
    REMOVED_API("removed-api", Severity.AT_RISK),
    NO_MAINTENANCE_EXCLUSION("no-maintenance-exclusion", Severity.AT_RISK),
    MAINTENANCE_EXCLUSION("maintenance-exclusion", Severity.NOTE),
    END_OF_SUPPORT("end-of-support", Severity.AT_RISK),
    VERSION_SKEW("version-skew", Severity.AT_RISK),
    AUTOPILOT("autopilot", Severity.BLOCKED),
    NODE_AUTO_PROVISIONING("node-auto-provisioning", Severity.NOTE),
    RESERVED_TAINT_KEY("reserved-taint-key", Severity.AT_RISK),
    NO_NEW_POOL("no-new-pool", Severity.NOTE),
    COULD_NOT_CHECK("could-not-check", Severity.AT_RISK);

    private final String id;
    private final Severity severity;

    FindingId(String id, Severity severity) {
        this.id = id;
        this.severity = severity;
    }

    /** As users write it when they accept it. */
    public String id() {
        return id;
    }

    /** How much it matters unless a check knows better. */
    public Severity severity() {
        return severity;
    }

    public static List<String> ids() {
        return Arrays.stream(values()).map(FindingId::id).toList();
    }

    /** @throws InvalidValue for anything but an id; lists them all */
    public static FindingId parse(String text) {
        String wanted = text == null ? "" : text.trim();
        return Arrays.stream(values())
                .filter(candidate -> candidate.id.equals(wanted))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("'" + text + "' is not the id of a finding: expected one of "
                        + String.join(", ", ids()) + "."));
    }

    @Override
    public String toString() {
        return id;
    }
}
