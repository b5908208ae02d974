package io.jenkins.plugins.gkeupgrade.simulation;

import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.SHOP;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.deployment;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.workload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.ledger.Breach;
import io.jenkins.plugins.gkeupgrade.engine.ledger.Figures;
import io.jenkins.plugins.gkeupgrade.engine.ledger.Gap;
import io.jenkins.plugins.gkeupgrade.engine.ledger.Ledger;
import io.jenkins.plugins.gkeupgrade.engine.ledger.LedgerKeeper;
import io.jenkins.plugins.gkeupgrade.engine.ledger.Low;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadRef;
import io.jenkins.plugins.gkeupgrade.engine.port.History;
import io.jenkins.plugins.gkeupgrade.engine.port.WatchedView;
import io.jenkins.plugins.gkeupgrade.engine.port.Workloads;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.AvailabilityWatch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Patch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What the ledger counts when it is asked rarely, on a simulated cluster. */
class LedgerTest {
    private static final WorkloadRef CART = new WorkloadRef(WorkloadKind.DEPLOYMENT, "shop", "cart");
    private static final WorkloadRef DB = new WorkloadRef(WorkloadKind.STATEFUL_SET, "shop", "db");
    private static final WorkloadRef LOG = new WorkloadRef(WorkloadKind.DAEMON_SET, "shop", "log");
    private static final String SERVICE = """
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: cart, namespace: shop}
            spec: {selector: {app: cart}, ports: [{port: 80}]}
            """;

    private final LedgerKeeper keeper = new LedgerKeeper(SHOP);
    private Ledger ledger = Ledger.EMPTY;

    private Ledger begin(Twin twin, WorkloadRef... workloads) {
        ledger = keeper.begin(ledger, List.of(workloads), null, twin.world().workloads(), twin.timeline.now());
        return ledger;
    }

    private Ledger read(Twin twin) {
        ledger = keeper.read(ledger, twin.world().workloads(), twin.timeline.now());
        return ledger;
    }

    private static Twin shop(String manifests) {
        return Twin.withGreenPool().apply(manifests).settle();
    }

    private static void merge(Twin twin, Resource resource, String name, Subresource part, Map<String, Object> patch) {
        twin.api().patch(resource, "shop", name, part, new Patch(Patch.Type.MERGE, patch));
    }

    private static void restart(Twin twin, Resource resource, String name) {
        merge(
                twin,
                resource,
                name,
                Subresource.NONE,
                Map.of("spec", Map.of("template", Map.of("metadata", Map.of("annotations", Map.of("again", "1"))))));
    }

    private static void scale(Twin twin, String name, long replicas) {
        merge(twin, Resources.DEPLOYMENTS, name, Subresource.NONE, Map.of("spec", Map.of("replicas", replicas)));
    }

    private static String anyPod(Twin twin) {
        return twin.list(Resources.PODS).stream()
                .filter(pod -> "cart".equals(pod.labels().get("app")))
                .findFirst()
                .orElseThrow()
                .name();
    }

    /** The pod is not ready for a moment that no look falls into. */
    private static void blink(Twin twin, String pod) {
        for (String status : List.of("False", "True")) {
            merge(
                    twin,
                    Resources.PODS,
                    pod,
                    Subresource.STATUS,
                    Map.of(
                            "status",
                            Map.of(
                                    "conditions",
                                    List.of(Map.of(
                                            "type",
                                            "Ready",
                                            "status",
                                            status,
                                            "lastTransitionTime",
                                            twin.timeline.now().toString())))));
            twin.timeline.advance(Duration.ofMillis(50));
        }
    }

    @Test
    void aRolloutBetweenTwoLooksIsCountedAsTheWatcherOutsideCountsIt() {
        Twin twin =
                shop(deployment("cart", 4, "") + workload("StatefulSet", "db", 3, "  serviceName: db", "") + SERVICE);
        AvailabilityWatch outside = AvailabilityWatch.over(twin.kubernetes);
        begin(twin, CART, DB);
        restart(twin, Resources.DEPLOYMENTS, "cart");
        restart(twin, Resources.STATEFUL_SETS, "db");
        twin.settle();
        read(twin);

        assertEquals(new Low(3, 3), ledger.figures().get(CART).low());
        assertEquals(new Low(2, 2), ledger.figures().get(DB).low());
        outside.workloads()
                .forEach(low -> assertEquals(
                        new Low(low.lowest(), low.allowed()),
                        ledger.figures().get(low.workload()).low()));
        assertEquals(
                outside.services().iterator().next().lowest(),
                ledger.serviceLows().get("shop/cart").available());
        assertEquals(List.of(), ledger.inOrder());
    }

    @Test
    void aMomentBetweenTwoLooksIsABreach() {
        Twin twin = shop(deployment("cart", 2, "") + SERVICE);
        begin(twin, CART);
        Instant before = twin.timeline.now();
        blink(twin, anyPod(twin));
        twin.settle();
        read(twin);

        assertEquals(
                List.of(new Breach("Deployment shop/cart", 1, 2, before)),
                ledger.inOrder(),
                "when it was, not when read");
        assertEquals(new Low(1, 2), ledger.figures().get(CART).low());
    }

    @Test
    void aServiceThatLosesItsLastEndpointIsABreach() {
        Twin twin = shop(deployment("cart", 1, "") + SERVICE);
        begin(twin, CART);
        blink(twin, anyPod(twin));
        read(twin);
        assertEquals(
                List.of("Deployment shop/cart", "Service shop/cart"),
                ledger.inOrder().stream().map(Breach::what).toList());
        assertEquals(new Low(0, 1), ledger.serviceLows().get("shop/cart"));
    }

    @Test
    void aWorkloadThatMayBeAwayTakesItsServiceAlong() {
        Twin twin = shop(workload("Deployment", "cart", 2, "  strategy: {type: Recreate}", "") + SERVICE);
        begin(twin, CART);
        restart(twin, Resources.DEPLOYMENTS, "cart");
        twin.settle();
        read(twin);
        assertEquals(List.of(), ledger.inOrder());
        assertEquals(new Low(0, 0), ledger.figures().get(CART).low());
        assertEquals(new Low(0, 0), ledger.serviceLows().get("shop/cart"));
    }

    @Test
    void scalingIsNoBreachWhicheverWay() {
        Twin twin = shop(deployment("cart", 6, "") + SERVICE);
        begin(twin, CART);
        for (long replicas : List.of(2L, 8L, 3L, 0L, 4L)) {
            scale(twin, "cart", replicas);
            twin.settle();
        }
        read(twin);
        assertEquals(List.of(), ledger.inOrder());

        scale(twin, "cart", 6);
        scale(twin, "cart", 2);
        twin.timeline.advance(Duration.ofSeconds(1));
        scale(twin, "cart", 6);
        twin.settle();
        read(twin);
        assertEquals(List.of(), ledger.inOrder(), "not even while it has not come to what it was to be");
    }

    @Test
    void anOutageFromBeforeIsNoBreachUntilItIsOver() {
        Twin twin = shop(deployment("cart", 3, "simulation.gke-upgrade.jenkins.io/fault: never-ready") + SERVICE);
        begin(twin, CART);
        assertEquals(List.of("Deployment shop/cart has 0 of 3 replicas available"), ledger.shortages());
        merge(
                twin,
                Resources.DEPLOYMENTS,
                "cart",
                Subresource.NONE,
                Map.of(
                        "spec",
                        Map.of(
                                "template",
                                Map.of(
                                        "metadata",
                                        Map.of(
                                                "annotations",
                                                Map.of("simulation.gke-upgrade.jenkins.io/fault-on-pool", "no"))))));
        twin.settle();
        read(twin);
        assertEquals(List.of(), ledger.inOrder());
        blink(twin, anyPod(twin));
        read(twin);
        assertEquals(
                new Breach("Deployment shop/cart", 2, 3, ledger.inOrder().get(0).when()),
                ledger.inOrder().get(0));
    }

    @Test
    void aDaemonSetMayMissOne() {
        Twin twin = shop(workload("DaemonSet", "log", 1, "", "").replace("  replicas: 1\n", ""));
        begin(twin, LOG);
        restart(twin, Resources.DAEMON_SETS, "log");
        twin.settle();
        read(twin);
        Low low = ledger.figures().get(LOG).low();
        assertEquals(low.allowed(), low.available());
        assertEquals(List.of(), ledger.inOrder());
    }

    @Test
    void evictionsAndRestartsAreCounted() {
        Twin twin = shop(deployment("cart", 3, ""));
        begin(twin, CART);
        twin.api().evict("shop", anyPod(twin), DeleteOptions.DEFAULT);
        twin.settle();
        String other = anyPod(twin);
        merge(
                twin,
                Resources.PODS,
                other,
                Subresource.STATUS,
                Map.of("status", Map.of("containerStatuses", List.of(Map.of("name", "main", "restartCount", 2L)))));
        read(twin);
        Figures figures = ledger.figures().get(CART);
        assertEquals(1, figures.evictions());
        assertEquals(2, figures.restarts());
        assertEquals("Deployment shop/cart", ledger.inOrder().get(0).what(), "no budget protected it");
    }

    @Test
    void whatIsSavedIsSmallAndReadOnFromThere() {
        Twin twin = shop(deployment("cart", 4, "") + SERVICE);
        Ledger saved = begin(twin, CART);
        restart(twin, Resources.DEPLOYMENTS, "cart");
        twin.timeline.advance(Duration.ofSeconds(3));
        read(twin);
        blink(twin, anyPod(twin));
        twin.settle();

        Ledger undisturbed = read(twin);
        Ledger restarted = new LedgerKeeper(SHOP).read(saved, twin.world().workloads(), twin.timeline.now());
        assertEquals(undisturbed, restarted);
        assertTrue(Saved.size(undisturbed) < 6_000, "bytes of one workload: " + Saved.size(undisturbed));
    }

    @Test
    void whatTheServerHasForgottenIsStatedAndCountedFromWhatIsFound() {
        Twin twin = shop(deployment("cart", 2, "") + deployment("other", 1, ""));
        Ledger saved = begin(twin, CART);
        blink(twin, anyPod(twin));
        twin.kubernetes.compactHistory();
        read(twin);
        assertEquals(1, ledger.gaps().size());
        assertEquals(saved.seenAt(), ledger.gaps().get(0).from());
        assertEquals(List.of(), ledger.inOrder());

        twin.list(Resources.PODS)
                .forEach(pod -> twin.api().delete(Resources.PODS, "shop", pod.name(), DeleteOptions.DEFAULT));
        twin.kubernetes.compactHistory();
        read(twin);
        assertEquals(
                new Low(0, 2), ledger.figures().get(CART).low(), "an outage that began in the gap is seen after it");
        assertEquals(
                List.of("Deployment shop/cart"),
                ledger.inOrder().stream().map(Breach::what).toList());
        assertEquals(2, ledger.gaps().size());
    }

    private static void label(Twin twin, String value) {
        merge(
                twin,
                Resources.SERVICES,
                "cart",
                Subresource.NONE,
                Map.of("metadata", Map.of("labels", Map.of("label", value))));
    }

    @Test
    void littleIsWrittenToDisk() {
        Twin twin = shop(deployment("cart", 4, "") + SERVICE);
        Ledger begun = begin(twin, CART);
        label(twin, "a");
        read(twin);
        Ledger saved = keeper.toSave(begun);
        assertNotEquals(begun, saved, "the first one after the beginning");
        label(twin, "b");
        twin.timeline.advance(Duration.ofSeconds(5));
        read(twin);
        assertEquals(saved, keeper.toSave(saved), "young, and it says the same");
        twin.timeline.advance(Duration.ofSeconds(15));
        read(twin);
        assertNotEquals(saved, keeper.toSave(saved), "before the server forgets");
    }

    /** A view whose watches are down: it tells nothing, and is not live. */
    private static Workloads cutOff(Workloads workloads) {
        return proxy(
                Workloads.class,
                workloads,
                "view",
                view -> proxy(
                        WatchedView.class,
                        (WatchedView) view,
                        "changesSince",
                        h -> new History(List.of(), ((History) h).upTo(), ((History) h).newest(), false, false)));
    }

    private static <T> T proxy(Class<T> type, T real, String method, UnaryOperator<Object> then) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, called, args) -> {
            Object answer = called.invoke(real, args);
            return called.getName().equals(method) ? then.apply(answer) : answer;
        }));
    }

    @Test
    void aGapBeginsWhenTheWatchesWentDownAndNotAtTheLastLook() {
        Twin twin = shop(deployment("cart", 2, ""));
        begin(twin, CART);
        Instant down = read(twin).seenAt();
        twin.timeline.advance(Duration.ofSeconds(50));
        ledger = keeper.read(ledger, cutOff(twin.world().workloads()), twin.timeline.now());
        restart(twin, Resources.DEPLOYMENTS, "cart");
        twin.settle();
        twin.kubernetes.compactHistory();
        read(twin);
        assertEquals(List.of(new Gap(down, twin.timeline.now())), ledger.gaps());
    }

    @Test
    void aWorkloadThatWasNotCompleteKeepsOnePodAndItsServiceOneEndpoint() {
        Twin twin = shop(deployment("cart", 3, "") + SERVICE);
        List<String> pods =
                twin.list(Resources.PODS).stream().map(Manifest::name).toList();
        Mishap.ready(twin, pods.get(0), "False");
        twin.settle();
        begin(twin, CART);
        assertEquals(List.of("Deployment shop/cart has 2 of 3 replicas available"), ledger.shortages());
        Mishap.ready(twin, pods.get(1), "False");
        twin.settle();
        read(twin);
        assertEquals(List.of(), ledger.inOrder(), "it was not complete before");
        Mishap.ready(twin, pods.get(2), "False");
        twin.settle();
        read(twin);
        assertEquals(
                List.of("Deployment shop/cart", "Service shop/cart"),
                ledger.inOrder().stream().map(Breach::what).toList());
        assertEquals(new Low(0, 1), ledger.figures().get(CART).low());
    }
}
