package io.jenkins.plugins.gkeupgrade.simulation.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class ManyWorkloadsTest {
    private static final int MANY = 1000;

    private final TestCluster cluster =
            new TestCluster().nodes("blue", 45).nodes("green", 45, "kubernetes_version=1.33:NoSchedule");

    @Test
    void movesAThousandDeploymentsThereAndBack(TestReporter reporter) {
        for (int i = 0; i < MANY; i++) {
            cluster.deployment("w" + i, 1, "", "");
        }
        cluster.advance(300);
        assertEquals(MANY, rolledOut());
        AvailabilityWatch watch = AvailabilityWatch.over(cluster.kubernetes);
        long before = cpu();

        patchAll("{'spec':{'template':{'spec':{'tolerations':[{'key':'kubernetes_version','operator':'Exists'}],"
                + "'nodeSelector':{'cloud.google.com/gke-nodepool':'green'}}}}}");
        assertEquals(MANY, on("green"));
        patchAll("{'spec':{'template':{'spec':{'tolerations':null,'nodeSelector':null}}}}");
        assertEquals(MANY, on("blue"));

        assertEquals(0, watch.violations().size());
        reporter.publishEntry(
                "CPU seconds for moving " + MANY + " Deployments there and back",
                String.format("%.1f", (cpu() - before) / 1e9));
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private void patchAll(String patch) {
        for (int i = 0; i < MANY; i++) {
            cluster.merge(Resources.DEPLOYMENTS, "w" + i, patch);
        }
        cluster.advance(300);
        assertEquals(MANY, rolledOut());
    }

    private long rolledOut() {
        return IntStream.range(0, MANY)
                .filter(i -> cluster.isRolledOut("w" + i))
                .count();
    }

    private long on(String pool) {
        return IntStream.range(0, MANY)
                .filter(i -> cluster.pods("w" + i).stream()
                        .filter(pod -> pod.at("metadata", "deletionTimestamp") == null)
                        .allMatch(pod -> cluster.poolOf(pod).equals(pool)))
                .count();
    }
}
