package io.jenkins.plugins.gkeupgrade.emulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.simulation.gke.GkeFaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorldReaderTest {
    private static final String CLUSTER = "clusters: [{name: shop, location: europe-west1-b";

    @TempDir
    private Path folder;

    private World read(String yaml) throws IOException {
        return WorldReader.read(Files.writeString(folder.resolve("w.yaml"), yaml));
    }

    @Test
    void aClusterIsEnough() throws IOException {
        World world = read(CLUSTER + "}]");
        World.ClusterPlan cluster = world.clusters().get(0);
        assertEquals(
                "projects/shop-prod/locations/europe-west1-b/clusters/shop",
                cluster.ref().resourceName());
        assertEquals(List.of("europe-west1-b"), cluster.settings().zones());
        assertEquals(60, world.speed());
        assertEquals("w", world.name());
    }

    @Test
    void everythingCanBeSaid() throws IOException {
        Files.createDirectories(folder.resolve("objects"));
        Files.writeString(
                folder.resolve("objects/b.yaml"),
                "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: elsewhere}\n---\n"
                        + "apiVersion: v1\nkind: Namespace\nmetadata: {name: other}\n");
        Files.writeString(folder.resolve("objects/README.md"), "no manifest");
        World world = read("""
                project: prod
                seed: 3
                speed: 2.5
                settle: 90s
                timings: {operations: 0.5, nodeBoot: 10s-20s, podStart: 500ms}
                versions: {default: 1.32.4-gke.1, offered: [1.32.4-gke.1, 1.33.5-gke.2]}
                clusters:
                  - name: big
                    location: europe-west1
                    channel: STABLE
                    zones: [europe-west1-b, europe-west1-c]
                    namespace: shop
                    manifests: [objects]
                    pools:
                      - name: default-pool
                        version: 1.31.1-gke.7
                        machine: n2-highmem-8
                        zones: [europe-west1-b]
                        nodes: 4
                        autoscaling: {min: 2, max: 9, total: true}
                        labels: {a: b}
                        taints: ["dedicated=shop:NoSchedule"]
                        settings: {config.diskType: pd-ssd}
                faults:
                  calls: [{method: GetCluster, fault: QUOTA, times: 2}]
                  operations: [{type: UPGRADE_MASTER, error: broken}]
                  afterPoolCreation: [{type: REPAIR_CLUSTER, delay: 1s, length: 2m}]
                  emptyZones: [europe-west1-c]
                """);
        World.ClusterPlan cluster = world.clusters().get(0);
        assertEquals("STABLE", cluster.settings().channel());
        assertEquals(
                List.of("shop/web", "/other"),
                cluster.manifests().stream()
                        .map(m -> m.namespace() + "/" + m.name())
                        .toList());
        NodePool pool = cluster.pools().get(0).pool();
        assertEquals(4, cluster.pools().get(0).nodesPerZone());
        assertEquals(new NodePool.Autoscaling(true, 2, 9, true), pool.autoscaling());
        assertEquals("pd-ssd", pool.settings().get("config.diskType"));
        assertEquals("dedicated=shop:NoSchedule", pool.taints().get(0).toString());
        assertEquals(Duration.ofSeconds(20), world.timings().nodeBoot().max());
        assertEquals(Duration.ofMinutes(3), world.timings().zonalUpgrade().min());
        assertEquals(Duration.ofMillis(500), world.podStart());
        assertEquals(GkeFaults.CallFault.QUOTA, world.faults().onCall("GetCluster"));
        assertEquals("broken", world.faults().operationError("UPGRADE_MASTER").orElseThrow());
        assertTrue(world.faults().outOfStock("europe-west1-c", "e2-medium"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "speeed: 3 | w.yaml: speeed is not known here: expected one of clusters, faults, project",
                "speed: fast | w.yaml: speed: 'fast' is not allowed: expected a number above 0.",
                "speed: 0 | w.yaml: speed: '0' is not allowed",
                "settle: 5 | w.yaml: settle: '5' is not a duration: expected such as 500ms, 90s, 5m or 1h.",
                "timings: {nodeBoot: 9s-1s} | w.yaml: timings.nodeBoot: Not a span of time",
                "clusters: 7 | w.yaml: clusters should be a list.",
                "clusters: [shop] | w.yaml: clusters[0] 'shop' should be a mapping of names to values.",
                "clusters: [{location: europe-west1}] | w.yaml: clusters[0].name is missing.",
                "clusters: [{name: shop, location: moon}] | w.yaml: clusters[0].name: 'moon' is not a zone or region",
                "faults: {calls: [{method: GetCluster, fault: OOPS}]} | w.yaml: faults.calls[0].fault: 'OOPS' is not allowed: expected one of [NONE, UNAVAILABLE",
                "faults: {calls: [{method: Nope, fault: QUOTA}]} | w.yaml: faults.calls[0].method: 'Nope' is not allowed",
                "a: 1\ta: 2 | w.yaml: this is not YAML",
            })
    void mistakesAreToldWithTheirPlace(String yaml, String message) {
        String text = yaml.replace("\t", "\n");
        String whole = text.contains("clusters") ? text : text + "\n" + CLUSTER + "}]";
        WorldException e = assertThrows(WorldException.class, () -> read(whole));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ", version: 1.33 | clusters[0].version: '1.33' is not an exact GKE version",
                ", channel: SLOW | clusters[0].channel: 'SLOW' is not a release channel: expected one of RAPID, REGULAR",
                ", autopilot: maybe | clusters[0].autopilot: 'maybe' is not allowed: expected true or false.",
                ", pools: [{name: Pool}] | clusters[0].pools[0].name: 'Pool' is not a pool name",
                ", pools: [{name: p, machine: huge}] | clusters[0].pools[0].machine: 'huge' is not a machine type",
                ", pools: [{name: p, nodes: -1}] | clusters[0].pools[0].nodes: '-1' is not allowed: expected a whole number from 0",
                ", pools: [{name: p, taints: ['a=b:No_Schedule']}] | clusters[0].pools[0].taints[0]: 'No_Schedule' is not a taint effect",
                ", pools: [{name: p, autoscaling: {min: 3, max: 2}}] | clusters[0].pools[0].autoscaling.max: '2' is not allowed",
                ", manifests: [nowhere.yaml] | clusters[0].manifests[0]: the file '",
            })
    void mistakesInClustersToo(String rest, String message) {
        WorldException e = assertThrows(WorldException.class, () -> read(CLUSTER + rest + "}]"));
        assertTrue(e.getMessage().startsWith("w.yaml: " + message), e.getMessage());
    }

    @Test
    void twoClustersOfOneNameAreOneTooMany() {
        WorldException e =
                assertThrows(WorldException.class, () -> read(CLUSTER + "}, {name: shop, location: europe-west1-b}]"));
        assertTrue(e.getMessage().endsWith("clusters/shop is there twice."), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "region", "trouble"})
    void theSampleWorldsCanBeRead(String name) {
        Path samples = Path.of(System.getProperty("repository.root"), "samples", "worlds");
        World world = WorldReader.read(samples.resolve(name + ".yaml"));
        assertTrue(world.clusters().stream().anyMatch(c -> c.manifests().size() > 20));
    }
}
