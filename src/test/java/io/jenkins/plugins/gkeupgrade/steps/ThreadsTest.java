package io.jenkins.plugins.gkeupgrade.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.config.SharedConnections;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.realkube.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many threads many waiting steps take, with the connections and the time of production. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ThreadsTest {
    private static final int STEPS = 200;
    private static final int MOST = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<ResourceKind> KINDS =
            List.of(ResourceKind.PODS, ResourceKind.NODES, ResourceKind.DEPLOYMENTS, ResourceKind.STATEFUL_SETS);

    /** The emulators' own, gRPC's servers, Jenkins' timer, the JVM's one timer for all futures, and those of the test. */
    private static final Pattern OTHERS = Pattern.compile(
            "emulat(ed-|or-).*|CompletableFutureDelayScheduler|pool-\\d+-thread-\\d+|grpc-(nio-(boss|worker)|default-(boss|worker)|timer|shared-destroyer).*"
                    + "|grpc-default-executor-\\d+|.*[Tt]imer.*|HTTP-Dispatcher|idle-timeout-task|junit-.*|main"
                    + "|ForkJoinPool.*|Attach Listener|process reaper.*|Common-Cleaner|Finalizer|Keep-Alive-.*");

    private final GkeUpgradeConfiguration configuration = GkeUpgradeConfiguration.get();
    private final List<StepRun> runs = new ArrayList<>();

    @AfterEach
    void abort() {
        runs.forEach(StepRun::abort);
        configuration.setClusters(List.of());
    }

    @Test
    void twoHundredWaitingStepsTakeEightThreads() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Path manifests = Path.of(System.getProperty("repository.root", "."), "samples", "shop");
        try (EmulatedShop shop = new EmulatedShop(manifests)) {
            configuration.setClusters(List.of(shop.configuration()));
            SharedConnections connections = new SharedConnections();
            BackgroundTickScheduler scheduler = new BackgroundTickScheduler();
            for (int i = 0; i < STEPS; i++) {
                runs.add(StepRun.start(EmulatedShop.NAME, request(), connections, scheduler));
            }
            for (StepRun run : runs) {
                assertTrue(run.printsWithin("Waiting: 6 nodes", PATIENCE), () -> String.join("\n", run.console()));
            }
            // The client library's timer of requests ends ten seconds after the last one.
            Await.until("at most " + MOST + " threads", () -> ours(before).size() <= MOST, () -> names(ours(before)));
            Set<Thread> ours = ours(before);
            for (String name : List.of("GKE upgrade steps", "GKE API events", "kubernetes https", "HttpClient-")) {
                assertTrue(names(ours).stream().anyMatch(each -> each.startsWith(name)), () -> name + names(ours));
            }
            assertEquals(
                    1,
                    names(ours).stream()
                            .filter(each -> each.startsWith("GKE API events"))
                            .count());
        }
    }

    private static Set<Thread> ours(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> (!before.contains(thread) || lingers(thread))
                        && !OTHERS.matcher(thread.getName()).matches())
                .collect(Collectors.toSet());
    }

    /** Outlives its last user by a second, so that it may be one that an earlier test began. */
    private static boolean lingers(Thread thread) {
        return thread.getName().startsWith("GKE API events");
    }

    private static ScriptedStage.Request request() {
        return new ScriptedStage.Request((phase, world) -> {
            world.controlPlane().cluster();
            int nodes = world.workloads()
                    .view(Set.copyOf(KINDS), "")
                    .list(ResourceKind.NODES)
                    .size();
            return ScriptedStage.waiting(phase, 5, nodes + " nodes");
        });
    }

    private static Set<String> names(Set<Thread> threads) {
        return threads.stream()
                .map(thread -> thread.getName() + "#" + thread.getId())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
