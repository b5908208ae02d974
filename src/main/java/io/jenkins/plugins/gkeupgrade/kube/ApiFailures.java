package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.StageException;
import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Turns errors of requests into the failures that the engine knows, each told in a sentence. */
final class ApiFailures {
    /** The file with the permissions that the steps need. */
    static final String RBAC_FILE = "docs/rbac/step-user.yaml";
    /** The file with those that only {@code retirePool} needs. */
    static final String RETIRE_RBAC_FILE = "docs/rbac/retire-pool.yaml";
    /** The same as the first for one namespace. */
    static final String NAMESPACE_RBAC_FILE = "docs/rbac/step-user-namespace.yaml";

    /** How RBAC words it; a quota, a policy or a webhook that says "forbidden" does not. */
    private static final Pattern MISSING_PERMISSION = Pattern.compile("cannot \\S+ resource |cannot \\S+ path ");

    private final String server;
    private final JsonTrees json;
    private final BooleanSupplier awayLately;

    /** @param awayLately whether the server has been out of reach a moment ago */
    ApiFailures(String server, JsonTrees json, BooleanSupplier awayLately) {
        this.server = server;
        this.json = json;
        this.awayLately = awayLately;
    }

    /** Whether the user lacks a permission, as opposed to an admission plugin that declines this very change. */
    boolean missingPermission(ApiResponse response) {
        return refusedByRole(response) && !awayLately.getAsBoolean();
    }

    /**
     * Whether a missing permission may be none: an API server that starts answers before it has read its roles, and refuses
     * everybody meanwhile who is no administrator.
     *
     * @see <a href="https://kubernetes.io/docs/reference/using-api/health-checks/">informer-sync, which it is not ready
     *     without</a>
     */
    boolean refusedTooEarly(ApiResponse response) {
        return refusedByRole(response) && awayLately.getAsBoolean();
    }

    private boolean refusedByRole(ApiResponse response) {
        return response.code() == 403
                && MISSING_PERMISSION.matcher(response.message(json)).find();
    }

    Failed forbidden(Operation operation, ApiResponse response) {
        String alone = operation.namespace().isEmpty()
                ? ""
                : " (or " + NAMESPACE_RBAC_FILE + " for namespace " + operation.namespace() + " alone)";
        return new Failed("The Kubernetes user may not " + operation.verb() + " " + operation.resource()
                + operation.where() + ": apply " + file(operation) + alone
                + " to the cluster and bind it to that user. "
                + "The API server says: " + response.message(json));
    }

    /** Only who retires pools may change nodes. */
    private static String file(Operation operation) {
        boolean node = operation.verb().equals("patch") && operation.resource().equals("nodes");
        return node ? RETIRE_RBAC_FILE : RBAC_FILE;
    }

    /** @param again whether the server has refused the credentials before, although they were refreshed in between */
    StageException unauthorized(Operation operation, boolean again) {
        String what = "The Kubernetes API server at " + server + " does not accept the credentials (401, to "
                + operation + ")";
        return again
                ? new Failed(what + ": check that they belong to this cluster and have not been revoked.")
                : new TransientFailure(what + "; trying once more with fresh ones.");
    }

    /** What an answer without success means for a read, or for a change that has no result of its own. */
    StageException of(Operation operation, ApiResponse response) {
        int code = response.code();
        String told = "The Kubernetes API server could not " + operation + ": " + response.message(json);
        if (refusedTooEarly(response)) {
            return new TransientFailure(
                    "The Kubernetes API server has just come back and may not have read its roles yet: "
                            + response.message(json));
        }
        if (missingPermission(response)) {
            return forbidden(operation, response);
        }
        if (code == 401) {
            return unauthorized(operation, false);
        }
        return code == 404 || code == 408 || code == 409 || code == 410 || code == 429 || code >= 500
                ? new TransientFailure(told)
                : new Failed(told);
    }

    /** What it means that there was no answer. */
    StageException of(Operation operation, Throwable error) {
        Throwable cause = ApiClient.unwrapped(error);
        if (cause instanceof StageException already) {
            return already;
        }
        if (isAbout(cause, CertificateException.class)) {
            return new Failed(
                    "The certificate of the Kubernetes API server at " + server + " is not trusted: check the CA "
                            + "certificate of the cluster. " + cause.getMessage(),
                    cause);
        }
        return new TransientFailure(noAnswer(operation, cause), cause);
    }

    /** One sentence for a request without an answer. */
    String noAnswer(Operation operation, Throwable error) {
        Throwable cause = ApiClient.unwrapped(error);
        return "The Kubernetes API server at " + server + " did not " + operation + ": " + why(cause) + ".";
    }

    private static String why(Throwable cause) {
        if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        // The JDK's has no message.
        return cause instanceof ConnectException
                ? "no connection"
                : cause.getClass().getSimpleName() + detail(cause);
    }

    private static String detail(Throwable cause) {
        return cause.getMessage() == null || cause.getMessage().isBlank() ? "" : " (" + cause.getMessage() + ")";
    }

    private static boolean isAbout(Throwable error, Class<? extends Throwable> type) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
