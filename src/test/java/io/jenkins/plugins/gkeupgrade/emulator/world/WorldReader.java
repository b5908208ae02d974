package io.jenkins.plugins.gkeupgrade.emulator.world;

import io.jenkins.plugins.gkeupgrade.emulator.world.World.ClusterPlan;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.gke.ClusterSettings;
import io.jenkins.plugins.gkeupgrade.simulation.gke.GkeTimings;
import io.jenkins.plugins.gkeupgrade.simulation.gke.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads world files. */
public final class WorldReader {
    private static final List<String> USUAL_VERSIONS = List.of(
            "1.31.13-gke.1139000",
            "1.32.4-gke.1415000",
            "1.32.9-gke.1207000",
            "1.33.4-gke.1134000",
            "1.33.5-gke.1162000",
            "1.34.1-gke.1829001");

    private final Path file;

    private WorldReader(Path file) {
        this.file = file;
    }

    /** @throws WorldException naming file, place, value and what is allowed */
    public static World read(Path file) {
        return new WorldReader(file).world();
    }

    private World world() {
        YamlMap root = YamlMap.of(file.getFileName().toString(), parsed())
                .allowing("project", "seed", "speed", "settle", "timings", "versions", "clusters", "faults");
        YamlMap timings = root.map("timings").allowing("operations", "nodeBoot", "podStart");
        ServerConfig versions = versions(root.map("versions"));
        List<ClusterPlan> clusters = new ArrayList<>();
        for (YamlMap cluster : root.maps("clusters")) {
            clusters.add(cluster(cluster, root.text("project", "shop-prod"), versions));
        }
        if (clusters.isEmpty()) {
            throw root.complaint("clusters", "a world has at least one cluster.");
        }
        requireDistinct(root, clusters);
        return new World(
                file.getFileName().toString().replaceFirst("\\.ya?ml$", ""),
                root.factor("speed", 60),
                root.duration("settle", Duration.ofMinutes(5)),
                root.number("seed", 0, Integer.MAX_VALUE, 1),
                versions,
                GkeTimings.standard()
                        .withOperations(timings.factor("operations", 1))
                        .withNodeBoot(boot(timings)),
                timings.duration("podStart", Duration.ofSeconds(4)),
                clusters,
                FaultReader.read(root.map("faults")));
    }

    private Object parsed() {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        try {
            return new Yaml(new SafeConstructor(strict)).load(Files.readString(file));
        } catch (IOException e) {
            throw new WorldException(file + ": the file cannot be read.", e);
        } catch (YAMLException e) {
            throw new WorldException(file.getFileName() + ": this is not YAML: " + e.getMessage(), e);
        }
    }

    private static GkeTimings.Span boot(YamlMap timings) {
        return timings.read(
                "nodeBoot",
                text -> {
                    String[] ends = text.split("-", 2);
                    Duration min = YamlMap.duration(ends[0].trim());
                    return new GkeTimings.Span(min, ends.length == 1 ? min : YamlMap.duration(ends[1].trim()));
                },
                GkeTimings.standard().nodeBoot());
    }

    private static ServerConfig versions(YamlMap versions) {
        versions.allowing("default", "offered");
        List<GkeVersion> offered = versions.list("offered", GkeVersion::parse);
        if (offered.isEmpty()) {
            offered = USUAL_VERSIONS.stream().map(GkeVersion::parse).toList();
        }
        GkeVersion byDefault = versions.read("default", GkeVersion::parse, offered.get(offered.size() / 2));
        return ServerConfig.offering(byDefault, offered);
    }

    private ClusterPlan cluster(YamlMap cluster, String project, ServerConfig versions) {
        cluster.allowing(
                "name",
                "project",
                "location",
                "version",
                "channel",
                "autopilot",
                "nodeAutoProvisioning",
                "maintenanceExclusions",
                "zones",
                "pools",
                "manifests",
                "namespace");
        ClusterRef ref = ref(cluster, project);
        List<String> zones = cluster.list("zones", text -> text);
        ClusterSettings settings = new ClusterSettings(
                ref,
                cluster.read("version", GkeVersion::parse, versions.defaultVersion()),
                channel(cluster),
                cluster.flag("autopilot"),
                cluster.flag("nodeAutoProvisioning"),
                zones.isEmpty() ? ClusterSettings.defaultZones(ref) : zones);
        return new ClusterPlan(
                settings,
                PoolPlans.read(cluster, settings),
                manifests(cluster),
                cluster.list("maintenanceExclusions", text -> text));
    }

    private static ClusterRef ref(YamlMap cluster, String project) {
        String of = cluster.text("project", project);
        String location = cluster.text("location");
        return cluster.read("name", name -> new ClusterRef(of, location, name));
    }

    private static String channel(YamlMap cluster) {
        return cluster.read(
                "channel",
                text -> {
                    if (!text.isEmpty() && !ServerConfig.CHANNELS.contains(text)) {
                        throw new IllegalArgumentException("'" + text + "' is not a release channel: expected one of "
                                + String.join(", ", ServerConfig.CHANNELS) + ", or nothing for none.");
                    }
                    return text;
                },
                "");
    }

    private List<Manifest> manifests(YamlMap cluster) {
        boolean force = cluster.has("namespace");
        String namespace = cluster.text("namespace", "default");
        Path folder = file.toAbsolutePath().getParent();
        return cluster
                .list("manifests", path -> Manifests.read(folder.resolve(path).normalize(), namespace, force))
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private static void requireDistinct(YamlMap root, List<ClusterPlan> clusters) {
        Set<String> names = new TreeSet<>();
        for (ClusterPlan cluster : clusters) {
            if (!names.add(cluster.ref().resourceName())) {
                throw root.complaint("clusters", cluster.ref() + " is there twice.");
            }
        }
    }
}
