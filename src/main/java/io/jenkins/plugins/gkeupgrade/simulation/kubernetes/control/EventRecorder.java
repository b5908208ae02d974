package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.control;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ApiServer;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Caller;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Trees;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Writes Event objects; the same thing said again of the same object is counted instead. Events live an hour. */
public final class EventRecorder {
    private static final Duration LIFE = Duration.ofHours(1);

    private record Saying(String uid, String reason, String message) {}

    private final ApiServer server;
    private final Map<Saying, Key> said = new HashMap<>();

    EventRecorder(ApiServer server) {
        this.server = server;
    }

    /** @param type Normal or Warning */
    public void record(String component, Manifest about, String type, String reason, String message) {
        String namespace = about.namespace().isEmpty() ? "default" : about.namespace();
        Saying saying = new Saying(about.uid(), reason, message);
        Key known = said.get(saying);
        Manifest event = known == null ? null : server.store().get(Resources.EVENTS, namespace, known.name());
        if (event != null) {
            again(component, event);
            return;
        }
        Manifest made = server.as(Caller.component(component))
                .create(Resources.EVENTS, Manifest.wrap(tree(component, about, type, reason, message, namespace)));
        said.put(saying, Key.of(made));
        server.timeline().after(LIFE, () -> expire(saying, made));
    }

    private void again(String component, Manifest event) {
        Map<String, Object> counted = Trees.with(event.tree(), event.number(1, "count") + 1, "count");
        counted = Trees.with(counted, server.timestamp(), "lastTimestamp");
        server.as(Caller.component(component)).replace(Resources.EVENTS, Subresource.NONE, Manifest.wrap(counted));
    }

    private void expire(Saying saying, Manifest event) {
        said.remove(saying);
        server.expire(Resources.EVENTS, event);
    }

    private Map<String, Object> tree(
            String component, Manifest about, String type, String reason, String message, String namespace) {
        return Trees.tree(
                "metadata",
                Trees.tree(
                        "name",
                        about.name() + "." + server.names().suffix()
                                + server.names().suffix(),
                        "namespace",
                        namespace),
                "involvedObject",
                Trees.tree(
                        "kind",
                        about.kind(),
                        "namespace",
                        about.namespace().isEmpty() ? null : about.namespace(),
                        "name",
                        about.name(),
                        "uid",
                        about.uid(),
                        "apiVersion",
                        about.text("apiVersion"),
                        "resourceVersion",
                        about.resourceVersion()),
                "reason",
                reason,
                "message",
                message,
                "source",
                Trees.tree("component", component),
                "firstTimestamp",
                server.timestamp(),
                "lastTimestamp",
                server.timestamp(),
                "count",
                1L,
                "type",
                type,
                "reportingComponent",
                component,
                "reportingInstance",
                "");
    }
}
