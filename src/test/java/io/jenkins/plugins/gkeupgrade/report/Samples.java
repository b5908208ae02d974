package io.jenkins.plugins.gkeupgrade.report;

import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Steps of a build as they may be left in its report. */
final class Samples {
    static final ClusterRef PROD = ClusterRef.parse("projects/shop/locations/europe-west1/clusters/prod");

    private static final Instant START = Instant.parse("2026-11-02T08:00:00Z");

    private Samples() {}

    static Instant at(long second) {
        return START.plusSeconds(second);
    }

    /** As the build shows it half an hour after its first opt-in began. */
    static UpgradeReport report(List<StepRecord> steps) {
        return ReportBuilder.report(steps, Optional.of(at(1800)));
    }

    static StepRecord begun(String id, String step, long second) {
        return new StepRecord(id, step, PROD.resourceName(), PROD.name(), at(second));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static StepRecord ended(StepRecord step, StepState state, long second, Map<String, Object>... rows) {
        return step.ended(state, "It has ended.", Map.of("workloads", Arrays.asList(rows)), at(second));
    }

    static Map<String, Object> row(String name, String verdict, Map<String, Object> more) {
        Map<String, Object> row = new LinkedHashMap<>(
                Map.of("team", "basket", "namespace", "shop", "kind", "Deployment", "name", name, "verdict", verdict));
        row.putAll(more);
        return row;
    }

    static Cluster cluster(String version, Map<String, String> pools) {
        List<NodePool> all = new ArrayList<>();
        pools.forEach((name, poolVersion) -> all.add(new NodePool(
                name,
                GkeVersion.parse(poolVersion),
                NodePool.RUNNING,
                "",
                1,
                NodePool.Autoscaling.off(),
                Map.of(),
                List.of(),
                List.of(),
                Map.of())));
        return new Cluster(PROD, GkeVersion.parse(version), "RUNNING", false, false, "REGULAR", all);
    }

    /** Rows of many workloads, of every verdict, as one opt-in would leave them. */
    static List<Map<String, Object>> rows(int count) {
        String[] teams = {"basket", "catalog", "payments", "search", ""};
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row(
                    "service-" + i,
                    verdict(i),
                    Map.of(
                            "team",
                            teams[i % teams.length],
                            "namespace",
                            "ns-" + i % 40,
                            "kind",
                            i % 9 == 4 ? "StatefulSet" : "Deployment",
                            "from",
                            "default-pool 1.32.9-gke.1675000",
                            "to",
                            "default-pool-1-33 1.33.5-gke.1162000",
                            "durationSeconds",
                            20 + (i * 7919L) % 90,
                            "startedAt",
                            at(i / 10 * 100L).toString(),
                            "lowestAvailable",
                            i % 50 == 0 ? 1 : 3,
                            "allowedAvailable",
                            2,
                            "reason",
                            "3 of 3 replicas updated and available")));
        }
        return rows;
    }

    private static String verdict(int i) {
        return switch (i % 20) {
            case 4 -> "FAILED";
            case 7 -> "ROLLED_BACK";
            case 13 -> "INCONCLUSIVE";
            default -> "PASSED";
        };
    }

    private static final String OLD = "1.32.9-gke.1675000";
    private static final String NEW = "1.33.5-gke.1162000";

    /** A whole upgrade, with a wave under way. */
    static UpgradeReport upgrade() {
        Cluster before = cluster(OLD, Map.of("default-pool", OLD));
        Cluster upgraded = cluster(NEW, Map.of("default-pool", OLD));
        Cluster after = cluster(NEW, Map.of("default-pool", OLD, "default-pool-1-33", NEW));
        List<Map<String, Object>> moved = rows(120);
        moved.get(4)
                .putAll(Map.of("lowestAvailable", 1, "reason", "pod service-4-7d9f is in CrashLoopBackOff; went back"));
        Map<String, Object> finding = Map.of(
                "id",
                "budget-blocks",
                "severity",
                "AT_RISK",
                "object",
                "PodDisruptionBudget ns-4/service-4",
                "reason",
                "it allows no disruption",
                "remedy",
                "let it allow one",
                "acceptedBy",
                "");
        return report(List.of(
                begun("3", "checkUpgradeReadiness", -90)
                        .seeing(before)
                        .ended(
                                StepState.PASSED,
                                "119 of 120 workloads are ready.",
                                Map.of("cluster", Map.of("findings", List.of(finding))),
                                at(-80)),
                begun("5", "gkeUpgradeMaster", -75)
                        .seeing(before)
                        .seeing(upgraded)
                        .ended(StepState.PASSED, "The control plane was upgraded.", Map.of(), at(-20)),
                begun("7", "createTaintedPool", -18)
                        .seeing(after)
                        .ended(StepState.PASSED, "Node pool default-pool-1-33 was made.", Map.of(), at(-2)),
                begun("9", "optInWorkloads", 0)
                        .seeing(after)
                        .ended(StepState.FAILED, "Wave 12 failed. It went back.", Map.of("workloads", moved), at(1300)),
                begun("11", "verifyRollout", 1310)
                        .seeing(after)
                        .ended(
                                StepState.INCONCLUSIVE,
                                "After 5 min still waiting for 3 of 120 workloads.",
                                Map.of(),
                                at(1610)),
                begun("13", "optInWorkloads", 1620)
                        .seeing(after)
                        .knowing(new StepNow("waiting for wave 1: 0 of 1 healthy", Map.of()))));
    }

    /** Steps that say much, on clusters with names of some length. */
    static UpgradeReport twoClusters() {
        String other = "stage-of-the-payments-team";
        return report(List.of(
                begun("9", "optInWorkloads", 0)
                        .ended(
                                StepState.INCONCLUSIVE,
                                "13 workloads opted in to kubernetes_version=1.33.5-gke.1162000:NoSchedule in 7 waves"
                                        + " and 1 min 1 s; 1 cannot move: Job shop/price-import: it has ended.",
                                Map.of(),
                                at(600)),
                new StepRecord(
                        "10", "checkUpgradeReadiness", "projects/p/locations/l/clusters/" + other, other, at(5))));
    }

    static UpgradeReport many(int count) {
        return report(List.of(begun("9", "optInWorkloads", 0)
                .seeing(cluster(NEW, Map.of("default-pool", OLD)))
                .ended(StepState.PASSED, "All have moved.", Map.of("workloads", rows(count)), at(16_000))));
    }

    /** Everything that may be named from outside is the given text. */
    static UpgradeReport hostile(String text) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (String key : List.of("team", "namespace", "kind", "name", "from", "to", "verdict", "reason")) {
            row.put(key, text);
        }
        row.put("findings", List.of(Map.of("id", text, "severity", text, "object", text)));
        return report(List.of(new StepRecord(text, text, text, text, at(0))
                .ended(StepState.FAILED, text, Map.of("workloads", List.of(row)), at(60))));
    }
}
