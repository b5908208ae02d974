package io.jenkins.plugins.gkeupgrade.kube;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many requests went to the API server, by verb and resource, and how many of them it asked us to repeat later. */
public final class RequestCounts {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final LongAdder throttled = new LongAdder();

    void sent(Operation operation) {
        counts.computeIfAbsent(operation.verb() + " " + operation.resource(), key -> new LongAdder())
                .increment();
    }

    void throttled() {
        throttled.increment();
    }

    /** Keys read {@code patch deployments.apps}. */
    public Map<String, Long> sent() {
        Map<String, Long> sent = new TreeMap<>();
        counts.forEach((key, count) -> sent.put(key, count.sum()));
        return sent;
    }

    public long total() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Requests answered with "too many requests" or "try again later". */
    public long throttledCount() {
        return throttled.sum();
    }
}
