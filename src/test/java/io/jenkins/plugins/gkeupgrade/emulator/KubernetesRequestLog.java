package io.jenkins.plugins.gkeupgrade.emulator;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** What clients have asked the emulated API server for. */
public final class KubernetesRequestLog {
    private final Queue<KubernetesRequest> requests = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();

    void began(KubernetesRequest request) {
        requests.add(request);
        if (!request.verb().equals("watch")) {
            int now = inFlight.incrementAndGet();
            mostInFlight.accumulateAndGet(now, Math::max);
        }
    }

    void ended(KubernetesRequest request) {
        if (!request.verb().equals("watch")) {
            inFlight.decrementAndGet();
        }
    }

    public List<KubernetesRequest> all() {
        return List.copyOf(requests);
    }

    public long count(Predicate<KubernetesRequest> wanted) {
        return requests.stream().filter(wanted).count();
    }

    public long count(String verb, String resource) {
        return count(KubernetesFaults.on(verb, resource));
    }

    /** Most requests that were under way at a time, watches aside. */
    public int mostInFlight() {
        return mostInFlight.get();
    }

    /** Forgets the requests so far. */
    public void clear() {
        requests.clear();
        mostInFlight.set(0);
    }
}
