package io.jenkins.plugins.gkeupgrade.realkube;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * The requests of a fake kubelet: many at a time, none of which holds a thread of ours.
 *
 * <p>Only to be used on the kubelet's own thread, which also hears the answers.
 */
final class KubeletRequests {
    /** What stands for the status code when there was no answer. */
    static final int NO_ANSWER = 0;

    private static final int AT_ONCE = 8;

    private record Waiting(Supplier<HttpRequest> request, IntConsumer answer) {}

    private final HttpClient http;
    private final String server;
    private final Executor kubelet;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int running;

    KubeletRequests(KubernetesClient client, Executor kubelet) {
        this.http = client.getHttpClient();
        this.server = client.getMasterUrl().toString().replaceAll("/$", "");
        this.kubelet = kubelet;
    }

    /** Reports the status, if that very pod is still there. */
    void report(Pod pod, PodStatus status, IntConsumer answer) {
        Map<String, Object> patch =
                Map.of("metadata", Map.of("uid", pod.getMetadata().getUid()), "status", status);
        send(
                () -> request(pod, "/status")
                        .patch("application/strategic-merge-patch+json", Serialization.asJson(patch))
                        .build(),
                answer);
    }

    /** Says that nothing is left of that very pod. */
    void remove(Pod pod, IntConsumer answer) {
        Map<String, Object> options = Map.of(
                "apiVersion",
                "v1",
                "kind",
                "DeleteOptions",
                "gracePeriodSeconds",
                0,
                "preconditions",
                Map.of("uid", pod.getMetadata().getUid()));
        send(
                () -> request(pod, "")
                        .delete("application/json", Serialization.asJson(options))
                        .build(),
                answer);
    }

    private HttpRequest.Builder request(Pod pod, String part) {
        return http.newHttpRequestBuilder()
                .uri(server + "/api/v1/namespaces/" + pod.getMetadata().getNamespace() + "/pods/"
                        + pod.getMetadata().getName() + part);
    }

    private void send(Supplier<HttpRequest> request, IntConsumer answer) {
        waiting.add(new Waiting(request, answer));
        sendNext();
    }

    private void sendNext() {
        while (running < AT_ONCE && !waiting.isEmpty()) {
            Waiting next = waiting.remove();
            running++;
            http.sendAsync(next.request().get(), String.class)
                    .whenCompleteAsync((response, failure) -> done(next, response), kubelet);
        }
    }

    private void done(Waiting sent, HttpResponse<String> response) {
        running--;
        sent.answer().accept(response == null ? NO_ANSWER : response.code());
        sendNext();
    }
}
