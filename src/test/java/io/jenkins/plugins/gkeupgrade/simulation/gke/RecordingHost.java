package io.jenkins.plugins.gkeupgrade.simulation.gke;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.simulation.NodeHost;
import io.jenkins.plugins.gkeupgrade.simulation.NodeTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Kubernetes that only remembers its nodes. */
public final class RecordingHost implements NodeHost {
    private final Map<String, NodeTemplate> nodes = new LinkedHashMap<>();
    private GkeVersion version;
    private boolean away;
    private int timesAway;

    @Override
    public void join(String nodeName, NodeTemplate template) {
        nodes.put(nodeName, template);
    }

    @Override
    public void leave(String nodeName) {
        nodes.remove(nodeName);
    }

    @Override
    public void change(String nodeName, NodeTemplate template) {
        nodes.replace(nodeName, template);
    }

    @Override
    public List<String> nodesOf(String pool) {
        return nodes.entrySet().stream()
                .filter(n -> n.getValue().pool().equals(pool))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public void controlPlaneVersion(GkeVersion now) {
        version = now;
    }

    @Override
    public void apiServerAway(boolean now) {
        away = now;
        timesAway += now ? 1 : 0;
    }

    public Map<String, NodeTemplate> nodes() {
        return nodes;
    }

    public GkeVersion version() {
        return version;
    }

    public boolean away() {
        return away;
    }

    public int timesAway() {
        return timesAway;
    }
}
