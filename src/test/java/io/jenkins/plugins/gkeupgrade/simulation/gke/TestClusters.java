package io.jenkins.plugins.gkeupgrade.simulation.gke;

import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.simulation.Timeline;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A simulated GKE with a zonal and a regional cluster, for tests. */
public final class TestClusters {
    public static final GkeVersion V1_31 = GkeVersion.parse("1.31.9-gke.1044000");
    public static final GkeVersion V1_32 = GkeVersion.parse("1.32.4-gke.1415000");
    public static final GkeVersion V1_33 = GkeVersion.parse("1.33.5-gke.1162000");
    public static final GkeVersion V1_33_OLD = GkeVersion.parse("1.33.4-gke.1134000");
    public static final GkeVersion V1_34 = GkeVersion.parse("1.34.1-gke.1829001");
    public static final ClusterRef ZONAL = new ClusterRef("shop-prod", "europe-west1-b", "shop");
    public static final ClusterRef REGIONAL = new ClusterRef("shop-prod", "europe-west1", "big");

    public final Timeline timeline = new Timeline(Instant.parse("2026-01-15T08:00:00Z"));
    public final ScriptedFaults faults = new ScriptedFaults();
    public final SimulatedGke gke;
    public final RecordingHost zonalNodes = new RecordingHost();
    public final RecordingHost regionalNodes = new RecordingHost();
    public final GkeApi api;

    public TestClusters() {
        this(7);
    }

    public TestClusters(long seed) {
        gke = new SimulatedGke(
                timeline,
                ServerConfig.offering(V1_32, List.of(V1_31, V1_32, V1_33_OLD, V1_33, V1_34)),
                GkeTimings.standard(),
                seed);
        gke.faults(faults);
        gke.addCluster(ClusterSettings.standard(ZONAL, V1_32));
        gke.addPool(ZONAL, pool("default-pool", V1_32), 3);
        gke.attach(ZONAL, zonalNodes);
        gke.addCluster(
                new ClusterSettings(REGIONAL, V1_32, "REGULAR", false, false, ClusterSettings.defaultZones(REGIONAL)));
        gke.addPool(REGIONAL, pool("default-pool", V1_32), 2);
        gke.attach(REGIONAL, regionalNodes);
        api = gke.api("test");
    }

    /** A pool as most are: two to five machines of four cores in each zone of its cluster. */
    public static NodePool pool(String name, GkeVersion version) {
        return new NodePool(
                name,
                version,
                "",
                "",
                2,
                NodePool.Autoscaling.perZone(2, 5),
                Map.of("team", "shop"),
                List.of(),
                List.of(),
                Map.of("config.machineType", "e2-standard-4", "config.imageType", "COS_CONTAINERD"));
    }
}
