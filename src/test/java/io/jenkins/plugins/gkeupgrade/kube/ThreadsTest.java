package io.jenkins.plugins.gkeupgrade.kube;

import static io.jenkins.plugins.gkeupgrade.kube.EmulatedCluster.await;
import static io.jenkins.plugins.gkeupgrade.kube.EmulatedCluster.watched;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadPatch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** However many watches are open and requests in flight, a connection has the same few threads. */
class ThreadsTest {
    /** Of this process, without the emulator's own, which stand for another machine. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !name.startsWith("emulated-kubernetes") && !name.startsWith("HTTP-Dispatcher"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void fiftyUsersOfEveryKindTakeAFewThreads() throws Exception {
        try (EmulatedCluster cluster = new EmulatedCluster()) {
            Set<String> before = threads();
            Set<ResourceKind> every = EnumSet.allOf(ResourceKind.class);
            List<KubernetesWorkloads> users = new ArrayList<>();
            AtomicInteger woken = new AtomicInteger();
            for (int i = 0; i < 50; i++) {
                KubernetesWorkloads user = cluster.connection.workloads();
                user.onChange(woken::incrementAndGet);
                watched(user, every, "");
                users.add(user);
            }
            await("all watches", () -> cluster.emulator.openWatches() == every.size());
            List<WorkloadPatch> patches = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                patches.add(EmulatedCluster.annotate(
                        cluster.create(Resources.DEPLOYMENTS, EmulatedCluster.deployment("shop", "app-" + i)), "x"));
            }
            users.get(0).patch(patches);

            Set<String> ours = threads();
            ours.removeAll(before);
            assertTrue(ours.size() <= 8, "threads of ours: " + ours);
            long requests = cluster.emulator.requests().all().size();
            await("calls of the listeners", () -> woken.get() >= 50);
            assertEquals(requests, cluster.emulator.requests().all().size(), "waiting makes no requests");
        }
    }

    @Test
    void aClosedConnectionLeavesNoThreadBehind() throws Exception {
        String server;
        try (EmulatedCluster cluster = new EmulatedCluster()) {
            server = cluster.emulator.url();
            watched(cluster.connection.workloads(), EnumSet.of(ResourceKind.PODS), "");
            assertTrue(threads().contains("kubernetes " + server));
        }
        await("the end of the workers", () -> !threads().contains("kubernetes " + server));
    }
}
