package io.jenkins.plugins.gkeupgrade.emulator.world;

import io.jenkins.plugins.gkeupgrade.emulator.world.World.PoolPlan;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.simulation.gke.ClusterSettings;
import io.jenkins.plugins.gkeupgrade.simulation.gke.GkeError;
import io.jenkins.plugins.gkeupgrade.simulation.gke.MachineType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The node pools of a cluster in a world file. */
final class PoolPlans {
    private static final int MOST_NODES = 1000;

    private PoolPlans() {}

    static List<PoolPlan> read(YamlMap cluster, ClusterSettings settings) {
        List<PoolPlan> pools = new ArrayList<>();
        for (YamlMap pool : cluster.maps("pools")) {
            pools.add(pool(pool, settings));
        }
        return pools;
    }

    private static PoolPlan pool(YamlMap pool, ClusterSettings cluster) {
        pool.allowing("name", "version", "machine", "zones", "nodes", "autoscaling", "labels", "taints", "settings");
        Map<String, String> settings = new HashMap<>(pool.texts("settings"));
        settings.put("config.machineType", machine(pool));
        int nodes = pool.number("nodes", 0, MOST_NODES, 1);
        List<String> zones = pool.list("zones", text -> text);
        NodePool shape = new NodePool(
                pool.read("name", PoolPlans::name),
                pool.read("version", GkeVersion::parse, cluster.version()),
                "",
                "",
                nodes,
                autoscaling(pool),
                pool.texts("labels"),
                pool.list("taints", Taint::parse),
                zones.isEmpty() ? cluster.zones() : zones,
                settings);
        return new PoolPlan(shape, nodes);
    }

    private static String name(String text) {
        if (!text.matches("[a-z]([-a-z0-9]{0,38}[a-z0-9])?")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a pool name: expected at most 40 lower-case letters, digits and hyphens.");
        }
        return text;
    }

    private static String machine(YamlMap pool) {
        return pool.read(
                "machine",
                text -> {
                    try {
                        MachineType.of(text);
                        return text;
                    } catch (GkeError e) {
                        throw new IllegalArgumentException(
                                "'" + text + "' is not a machine type: expected such as e2-standard-4 or n2-highmem-8.",
                                e);
                    }
                },
                "e2-standard-4");
    }

    private static NodePool.Autoscaling autoscaling(YamlMap pool) {
        if (!pool.has("autoscaling")) {
            return NodePool.Autoscaling.off();
        }
        YamlMap limits = pool.map("autoscaling").allowing("min", "max", "total");
        int min = limits.number("min", 0, MOST_NODES, 0);
        int max = limits.number("max", Math.max(1, min), MOST_NODES, Math.max(1, min));
        return new NodePool.Autoscaling(true, min, max, limits.flag("total"));
    }
}
