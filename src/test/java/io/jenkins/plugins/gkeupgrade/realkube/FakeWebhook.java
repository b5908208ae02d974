package io.jenkins.plugins.gkeupgrade.realkube;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionRequest;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionResponse;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionResponseBuilder;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionReview;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionReviewBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** A validating admission webhook of a test's own, called by the real API server. */
public final class FakeWebhook implements AutoCloseable {
    private final KubernetesClient admin;
    private final String name;
    private final Function<AdmissionRequest, Optional<String>> objection;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpsServer server;

    private FakeWebhook(
            KubernetesClient admin, String name, SSLContext tls, Function<AdmissionRequest, Optional<String>> objection)
            throws IOException {
        this.admin = admin;
        this.name = name;
        this.objection = objection;
        this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /**
     * Starts a webhook and registers it for these requests. It may take a moment until the API server calls it.
     *
     * @param name of the webhook's configuration, in lower-case letters
     * @param objection why a request is rejected, or empty to let it pass
     */
    public static FakeWebhook start(
            RealKubernetes cluster,
            String name,
            RuleWithOperations rule,
            Function<AdmissionRequest, Optional<String>> objection) {
        try {
            FakeWebhook webhook = new FakeWebhook(cluster.admin(), name, ServingKeys.of(cluster, name), objection);
            webhook.register(rule);
            return webhook;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void register(RuleWithOperations rule) {
        admin.admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .resource(new ValidatingWebhookConfigurationBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .addNewWebhook()
                        .withName(name + ".example.com")
                        .withNewClientConfig()
                        .withUrl("https://127.0.0.1:" + server.getAddress().getPort())
                        .withCaBundle(admin.getConfiguration().getCaCertData())
                        .endClientConfig()
                        .withRules(rule)
                        .withFailurePolicy("Fail")
                        .withSideEffects("None")
                        .withAdmissionReviewVersions("v1")
                        .endWebhook()
                        .build())
                .create();
    }

    /** Takes the webhook out of the cluster and stops it. */
    @Override
    public void close() {
        admin.admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName(name)
                .delete();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            AdmissionReview review;
            try (InputStream body = exchange.getRequestBody()) {
                review = Serialization.unmarshal(body, AdmissionReview.class);
            }
            byte[] answer = Serialization.asJson(new AdmissionReviewBuilder()
                            .withResponse(response(review.getRequest()))
                            .build())
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private AdmissionResponse response(AdmissionRequest request) {
        Optional<String> reason = objection.apply(request);
        return new AdmissionResponseBuilder()
                .withUid(request.getUid())
                .withAllowed(reason.isEmpty())
                .withStatus(
                        reason.map(text -> new StatusBuilder().withMessage(text).build())
                                .orElse(null))
                .build();
    }
}
