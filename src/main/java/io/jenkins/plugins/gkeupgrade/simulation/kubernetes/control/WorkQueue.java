package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control;

import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Keys of objects to look at, each once however often it is added before its turn comes. */
public final class WorkQueue<K> {
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final ControlContext context;
    private final Consumer<K> work;
    private final Set<K> waiting = new LinkedHashSet<>();
    private final Map<K, Instant> alarms = new HashMap<>();
    private boolean awake;

    /** @param work looks at one object; when the API server says no, it is tried again later */
    public WorkQueue(ControlContext context, Consumer<K> work) {
        this.context = context;
        this.work = work;
    }

    public void add(K key) {
        waiting.add(key);
        if (!awake) {
            awake = true;
            context.after(context.speeds().reaction(), this::drain);
        }
    }

    /** Has the object looked at after the delay, unless that is going to happen before. */
    public void addAfter(K key, Duration delay) {
        Instant due = context.now().plus(delay);
        Instant known = alarms.get(key);
        if (known != null && known.isAfter(context.now()) && !known.isAfter(due)) {
            return;
        }
        alarms.put(key, due);
        context.after(delay, () -> {
            alarms.remove(key, due);
            add(key);
        });
    }

    private void drain() {
        awake = false;
        List<K> turn = List.copyOf(waiting);
        waiting.clear();
        for (K key : turn) {
            try {
                work.accept(key);
            } catch (ApiException e) {
                addAfter(key, e.reason().equals("Conflict") ? context.speeds().reaction() : RETRY);
            }
        }
    }
}
