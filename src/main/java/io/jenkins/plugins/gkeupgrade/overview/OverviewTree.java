package io.jenkins.plugins.gkeupgrade.overview;

import io.jenkins.plugins.gkeupgrade.engine.model.Cluster;
import io.jenkins.plugins.gkeupgrade.engine.overview.ClusterOverview;
import io.jenkins.plugins.gkeupgrade.engine.overview.OptInStatus;
import io.jenkins.plugins.gkeupgrade.engine.overview.PoolStatus;
import io.jenkins.plugins.gkeupgrade.engine.overview.TeamStatus;
import io.jenkins.plugins.gkeupgrade.engine.overview.WorkloadStatus;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** An overview as plain values, which is what the page and the remote API show. Dates are {@code 2026-04-11}. */
final class OverviewTree {
    static final String SUMMARY = "summary";

    private OverviewTree() {}

    static Map<String, Object> of(ClusterOverview seen, LocalDate today) {
        Cluster cluster = seen.cluster();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("cluster", cluster.ref().resourceName());
        tree.put("gke", cluster.ref().gke());
        tree.put("version", cluster.version().toString());
        tree.put("releaseChannel", cluster.releaseChannel());
        tree.put("supportEnd", text(seen.supportEnd()));
        tree.put("target", seen.target() == null ? null : seen.target().toString());
        tree.put(SUMMARY, OverviewText.sentences(seen, today));
        tree.put("optedIn", optedIn(seen));
        tree.put("notYet", seen.counts().getOrDefault(OptInStatus.NOT_YET, 0L));
        tree.put("cannot", seen.counts().getOrDefault(OptInStatus.CANNOT, 0L));
        tree.put("pools", seen.pools().stream().map(OverviewTree::pool).toList());
        tree.put("teams", seen.teams().stream().map(OverviewTree::team).toList());
        tree.put(
                "workloads",
                seen.workloads().stream().map(OverviewTree::workload).toList());
        return tree;
    }

    static long optedIn(ClusterOverview seen) {
        return seen.workloads().stream().filter(w -> w.status().optedIn()).count();
    }

    private static Map<String, Object> pool(PoolStatus status) {
        Map<String, Object> pool = new LinkedHashMap<>();
        pool.put("name", status.pool().name());
        pool.put("version", status.pool().version().toString());
        pool.put("status", status.pool().status());
        pool.put("new", status.isNew());
        pool.put("nodes", status.nodes());
        pool.put("supportEnd", text(status.supportEnd()));
        return pool;
    }

    private static Map<String, Object> team(TeamStatus status) {
        Map<String, Object> team = new LinkedHashMap<>();
        team.put("team", status.team());
        team.put("optedIn", status.optedIn());
        team.put("notYet", status.notYet());
        team.put("cannot", status.cannot());
        team.put("supportEnd", text(status.supportEnd()));
        return team;
    }

    private static Map<String, Object> workload(WorkloadStatus status) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("team", status.team());
        row.put("namespace", status.workload().ref().namespace());
        row.put("kind", status.workload().kind().kubernetes());
        row.put("name", status.workload().ref().name());
        row.put("status", status.status().words());
        row.put("reason", status.status() == OptInStatus.CANNOT ? status.reason() : "");
        row.put("pools", String.join(", ", status.pools()));
        row.put("supportEnd", text(status.supportEnd()));
        return row;
    }

    private static String text(LocalDate day) {
        return day == null ? null : day.toString();
    }
}
