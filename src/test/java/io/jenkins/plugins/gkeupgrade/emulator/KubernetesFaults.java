package io.jenkins.plugins.gkeupgrade.emulator;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** What goes wrong between a client and the emulated API server. All of it may be changed while the server runs. */
public final class KubernetesFaults {
    private record Rule(Predicate<KubernetesRequest> when, AtomicInteger left, Answer answer) {}

    /** What a client gets instead of an answer by the simulation. */
    sealed interface Answer {
        /** No permission, in the words of RBAC. */
        record Forbid() implements Answer {}

        /** An error of the server's. */
        record Refuse(int code, String reason, String message, int retryAfterSeconds) implements Answer {}

        /** The connection is cut, before or after the request has had its effect. */
        record Cut(boolean afterwards) implements Answer {}

        /** Everything works, but late. */
        record Delay(Duration time) implements Answer {}
    }

    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    private void add(Predicate<KubernetesRequest> when, int times, Answer answer) {
        rules.add(new Rule(when, new AtomicInteger(times), answer));
    }

    /** @param resource such as {@code deployments.apps}, as in {@link KubernetesRequest} */
    public static Predicate<KubernetesRequest> on(String verb, String resource) {
        return request -> request.verb().equals(verb) && request.resource().equals(resource);
    }

    /** Takes a permission away for good. */
    public void forbid(Predicate<KubernetesRequest> when) {
        add(when, Integer.MAX_VALUE, new Answer.Forbid());
    }

    /** The server is too busy for the next such requests. */
    public void throttle(Predicate<KubernetesRequest> when, int times, int retryAfterSeconds) {
        add(
                when,
                times,
                new Answer.Refuse(
                        429,
                        "TooManyRequests",
                        "the server has received too many requests and has asked us to try again later",
                        retryAfterSeconds));
    }

    public void refuse(Predicate<KubernetesRequest> when, int times, int code, String reason, String message) {
        add(when, times, new Answer.Refuse(code, reason, message, -1));
    }

    /** The connection breaks instead of an answer. */
    public void cut(Predicate<KubernetesRequest> when, int times, boolean afterwards) {
        add(when, times, new Answer.Cut(afterwards));
    }

    public void delay(Predicate<KubernetesRequest> when, int times, Duration time) {
        add(when, times, new Answer.Delay(time));
    }

    /** Everything works again. */
    public void clear() {
        rules.clear();
    }

    /** Whether the permission for this request was taken away for good. */
    boolean forbids(KubernetesRequest request) {
        return rules.stream()
                .anyMatch(rule ->
                        rule.answer() instanceof Answer.Forbid && rule.when().test(request));
    }

    /** The fault for this request, or null; a fault that has happened as often as it should is gone. */
    Answer next(KubernetesRequest request) {
        for (Rule rule : rules) {
            if (rule.when().test(request) && rule.left().getAndDecrement() > 0) {
                return rule.answer();
            }
        }
        return null;
    }
}
