package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control;

import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ApiServer;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Caller;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ObjectStore;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.OwnerIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What every component of a simulated cluster works with. */
public final class ControlContext {
    private final ApiServer server;
    private final Speeds speeds;
    private final OwnerIndex owners = new OwnerIndex();
    private final PodIndex pods = new PodIndex();
    private final EventRecorder events;
    private final List<Runnable> parked = new ArrayList<>();

    public ControlContext(ApiServer server, Speeds speeds) {
        this.server = server;
        this.speeds = speeds;
        this.events = new EventRecorder(server);
        server.store().addIndex(owners);
        server.store().addIndex(pods);
    }

    public ApiServer server() {
        return server;
    }

    public ObjectStore store() {
        return server.store();
    }

    /** The API as the component of that name uses it. */
    public KubernetesApi api(String component) {
        return server.as(Caller.component(component));
    }

    public Speeds speeds() {
        return speeds;
    }

    public OwnerIndex owners() {
        return owners;
    }

    public PodIndex pods() {
        return pods;
    }

    public EventRecorder events() {
        return events;
    }

    public Instant now() {
        return server.timeline().now();
    }

    /** Has this done after the delay, or later when the API server is away then. */
    public void after(Duration delay, Runnable action) {
        server.timeline().after(delay, () -> whenServing(action));
    }

    /** Does this now, or when the API server is back. */
    public void whenServing(Runnable action) {
        if (server.isAway()) {
            parked.add(action);
        } else {
            action.run();
        }
    }

    /** The API server is back: what had to wait for it is done now. */
    public void resume() {
        List<Runnable> due = List.copyOf(parked);
        parked.clear();
        due.forEach(action -> after(Duration.ZERO, action));
    }
}
