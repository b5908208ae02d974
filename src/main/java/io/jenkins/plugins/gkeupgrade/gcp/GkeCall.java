package io.jenkins.plugins.gkeupgrade.gcp;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import io.grpc.Status;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.OperationInProgress;
import io.jenkins.plugins.gkeupgrade.engine.StageException;
import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The calls that are made, with the IAM permission that each needs, and what their failures mean to the stages. */
enum GkeCall {
    GET_CLUSTER("container.clusters.get", "read the cluster"),
    GET_SERVER_CONFIG("container.clusters.list", "read which versions GKE offers"),
    FETCH_UPGRADE_INFO("container.clusters.get", "read until when GKE supports the version"),
    LIST_OPERATIONS("container.operations.list", "list the operations on the cluster"),
    GET_OPERATION("container.operations.get", "read the operation"),
    UPDATE_MASTER("container.clusters.update", "upgrade the control plane"),
    CREATE_NODE_POOL("container.clusters.update", "make the node pool"),
    SET_MAINTENANCE_POLICY("container.clusters.update", "add a maintenance exclusion"),
    UPDATE_NODE_POOL("container.clusters.update", "change the node pool"),
    SET_NODE_POOL_AUTOSCALING("container.clusters.update", "change the autoscaling of the node pool"),
    DELETE_NODE_POOL("container.clusters.update", "delete the node pool");

    /** The permission as GKE's messages name it. */
    private static final Pattern PERMISSION = Pattern.compile("\\b[a-z]+(\\.[a-zA-Z]+){2}\\b");
    /** GKE words for "busy" when it does not name the operation. */
    private static final Pattern BUSY =
            Pattern.compile("(?i)please wait|is currently being|incompatible operation|try again once");

    /** What gRPC's transport says of every connection that fails; only the cause says why. */
    private static final String NO_CONNECTION = "io exception";

    private final String permission;
    private final String what;

    GkeCall(String permission, String what) {
        this.permission = permission;
        this.what = what;
    }

    /** Makes the call and turns its failure into one that the stages understand. */
    <T> T on(ClusterRef cluster, Supplier<T> call) {
        try {
            return call.get();
        } catch (ApiException e) {
            throw failure(cluster, e);
        }
    }

    private StageException failure(ClusterRef cluster, ApiException e) {
        StatusCode.Code code = e.getStatusCode().getCode();
        String said = said(e);
        return switch (code) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, ABORTED, INTERNAL, UNKNOWN, CANCELLED ->
                new TransientFailure("GKE did not " + what + " (" + code + "): " + said, e);
            case RESOURCE_EXHAUSTED ->
                new TransientFailure("GKE has had too many requests to " + what + ": " + said, e);
            // A retry of a call that did get through: the next look finds what is there.
            case ALREADY_EXISTS -> new TransientFailure("GKE has it already: " + said, e);
            case FAILED_PRECONDITION -> precondition(cluster, said, e);
            case NOT_FOUND ->
                new Failed(
                        "GKE cannot " + what + ": there is no such thing, or this identity may not see it. GKE says of "
                                + cluster + ": " + said,
                        e);
            case PERMISSION_DENIED ->
                new Failed(
                        "The identity may not " + what + " " + cluster + ": grant it " + missing(said)
                                + " (docs/iam-role.yaml has all that the steps need). GKE says: " + said,
                        e);
            case UNAUTHENTICATED ->
                new Failed(
                        "GKE does not accept the credentials for " + cluster + "; check credentialsId. GKE says: "
                                + said,
                        e);
            default -> new Failed("GKE declined to " + what + " of " + cluster + ": " + said, e);
        };
    }

    private StageException precondition(ClusterRef cluster, String said, ApiException e) {
        Optional<String> operation = OperationInProgress.named(said);
        if (operation.isPresent() || BUSY.matcher(said).find()) {
            return new OperationInProgress(operation.orElse(""), said);
        }
        return new Failed("GKE declined to " + what + " of " + cluster + ": " + said, e);
    }

    private String missing(String said) {
        Matcher named = PERMISSION.matcher(said);
        return named.find() && !named.group().endsWith("googleapis.com") ? named.group() : permission;
    }

    private static String said(ApiException e) {
        Status status = Status.fromThrowable(e);
        String description = status.getDescription();
        if (NO_CONNECTION.equals(description) && status.getCause() != null) {
            description = status.getCause().getMessage();
        }
        String text = description == null || description.isBlank()
                ? e.getStatusCode().getCode().name()
                : description.strip().replaceAll("\\s+", " ");
        return text.endsWith(".") ? text : text + ".";
    }
}
