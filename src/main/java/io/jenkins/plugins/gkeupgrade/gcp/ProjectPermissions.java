package io.jenkins.plugins.gkeupgrade.gcp;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Asks Google Cloud which IAM permissions an identity has on a project. That takes no permission, but the Cloud Resource
 * Manager API must be enabled.
 *
 * @see <a href="https://cloud.google.com/resource-manager/reference/rest/v1/projects/testIamPermissions">
 *     projects.testIamPermissions</a>
 */
public final class ProjectPermissions {
    /** What docs/iam-role.yaml grants, but for {@link #CONNECT}. A test compares. */
    public static final List<String> OF_STEPS = List.of(
            "container.clusters.get",
            "container.clusters.list",
            "container.clusters.update",
            "container.operations.get",
            "container.operations.list");
    /** Needed on the way through the DNS-based endpoint only. */
    public static final String CONNECT = "container.clusters.connect";

    private static final URI GOOGLE = URI.create("https://cloudresourcemanager.googleapis.com");
    /** Somebody looks at the form and waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI server;

    public ProjectPermissions() {
        this(GOOGLE);
    }

    ProjectPermissions(URI server) {
        this.server = server;
    }

    /**
     * Those of the permissions that the identity has not.
     *
     * @param project id or number
     * @param token of the identity; secret
     * @throws IOException when that cannot be told; the message says why, as a part of a sentence
     */
    public List<String> missing(String project, Collection<String> permissions, String token) throws IOException {
        String body = permissions.stream()
                .map(ProjectPermissions::quoted)
                .collect(Collectors.joining(",", "{\"permissions\":[", "]}"));
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/v1/projects/" + project + ":testIamPermissions"))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response;
        try {
            response = client().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IOException(
                    server.getHost() + " did not answer (" + e.getClass().getSimpleName() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (response.statusCode() != 200) {
            throw new IOException(server.getHost() + " answered " + response.statusCode()
                    + "; is the Cloud Resource Manager API enabled in the project of the identity?");
        }
        // The answer lists those that it has, as they were asked for.
        return permissions.stream()
                .filter(permission -> !response.body().contains(quoted(permission)))
                .toList();
    }

    private static HttpClient client() {
        HttpClient.Builder client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(PATIENCE);
        if (ProxySelector.getDefault() != null) {
            client.proxy(ProxySelector.getDefault());
        }
        return client.build();
    }

    private static String quoted(String permission) {
        return "\"" + permission + "\"";
    }
}
