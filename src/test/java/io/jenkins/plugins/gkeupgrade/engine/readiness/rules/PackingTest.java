package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Amounts;
import io.jenkins.plugins.gkeupgrade.engine.workload.Workload;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class PackingTest {
    private static final Set<String> GREEN = Set.of("green");

    private static Workload workload(String name) {
        return Workload.of(
                WorkloadKind.DEPLOYMENT,
                Manifest.of(Map.of("metadata", Map.of("namespace", "shop", "name", name, "uid", name))));
    }

    private static Amounts amounts(long cpu, long memory) {
        return new Amounts(Map.of("cpu", cpu, "memory", memory));
    }

    private static Demand pods(String name, long count, long cpu, long memory) {
        return new Demand(workload(name), amounts(cpu, memory), count, "", GREEN);
    }

    private static Demand bound(String name, long count, long cpu, String zone) {
        return new Demand(workload(name), amounts(cpu, 0), count, zone, GREEN);
    }

    private static List<Place> nodes(long count, long cpu, long memory, String... zones) {
        return List.of(new Place("green", Set.of(zones), amounts(cpu, memory), count));
    }

    private static String told(List<Place> places, Demand... demands) {
        List<String> told = Packing.of(places, List.of(demands)).stream()
                .map(u -> u.pods() + " " + u.demand().workload().ref().name() + " " + u.lacking() + " of " + u.nodes()
                        + (u.certain() ? " certain" : ""))
                .toList();
        return String.join(", ", told);
    }

    @Test
    void onePodToANodeHoweverMuchIsLeftOnEach() {
        assertEquals("", told(nodes(10, 4000, 9), pods("big", 10, 3000, 1)));
        assertEquals("1 big {cpu=10} of 10 certain", told(nodes(10, 4000, 9), pods("big", 11, 3000, 1)));
        assertEquals(
                "1 b {cpu=2} of 2 certain",
                told(nodes(2, 4000, 9), pods("a", 1, 3100, 0), pods("b", 2, 3000, 0)),
                "together they are one too many, whatever the order");
    }

    @Test
    void smallPodsFillWhatLargeOnesLeave() {
        assertEquals("", told(nodes(10, 4000, 9), pods("small", 10, 1000, 0), pods("big", 10, 3000, 1)));
    }

    @Test
    void whatBestWouldDoAndThisDoesNotIsNotCertain() {
        // 5 + 3 + 2 and 4 + 4 + 2 would do.
        assertEquals(
                "1 two {cpu=2} of 2",
                told(
                        nodes(2, 10, 0),
                        pods("five", 1, 5, 0),
                        pods("four", 2, 4, 0),
                        pods("three", 1, 3, 0),
                        pods("two", 2, 2, 0)));
    }

    @Test
    void everyResourceCounts() {
        assertEquals("1 a {memory=2} of 2 certain", told(nodes(2, 100, 10), pods("a", 3, 1, 6)));
        List<Place> gpus = List.of(
                new Place("green", Set.of(), amounts(8, 8), 5),
                new Place("green", Set.of(), new Amounts(Map.of("cpu", 8L, "memory", 8L, "nvidia.com/gpu", 1L)), 2));
        Demand learning =
                new Demand(workload("ml"), new Amounts(Map.of("cpu", 1L, "nvidia.com/gpu", 1L)), 3, "", GREEN);
        assertEquals("1 ml {nvidia.com/gpu=7} of 7 certain", told(gpus, learning));
    }

    @Test
    void zonesAreFilledByThoseThatNeedThemFirst() {
        List<Place> places = new ArrayList<>(nodes(1, 4, 0, "b"));
        places.addAll(nodes(1, 4, 0, "c"));
        assertEquals("", told(places, pods("any", 4, 1, 0), bound("disk", 4, 1, "b")));
        assertEquals("1 disk {cpu=1} of 1 certain", told(places, bound("disk", 5, 1, "b")));
    }

    @Test
    void aNodeThatMayBeAnywhereIsInOneZoneOnly() {
        List<Place> places = nodes(1, 4, 0, "b", "c");
        assertEquals("", told(places, bound("disk", 4, 1, "b")));
        assertEquals("1 d2 {} of 0", told(places, bound("d1", 1, 1, "b"), bound("d2", 1, 1, "c")));
    }

    @Test
    void aPoolThatDoesNotTakeThePodIsNoPlaceForIt() {
        List<Place> places = List.of(new Place("blue", Set.of(), amounts(8, 8), 5));
        assertEquals("1 a {} of 0 certain", told(places, pods("a", 1, 1, 1)));
    }

    @Test
    void aThousandWorkloadsOnAThousandNodesTakeNoTime(TestReporter reporter) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            places.add(new Place("green", Set.of("zone-" + i % 3), amounts(3900 - i % 50, 12_000), 1));
        }
        List<Demand> demands = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            demands.add(pods("app-" + i, 1 + i % 10, 100 + i % 900, 200 + i % 1500));
        }
        Packing.of(places, demands);
        long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        List<Packing.Unplaced> unplaced = Packing.of(places, demands);
        long millis = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun) / 1_000_000;
        assertEquals(List.of(), unplaced);
        reporter.publishEntry("5,500 pods of 1,000 workloads onto 1,000 nodes", millis + " ms of CPU");
        assertTrue(millis < 1000, millis + " ms");
    }
}
