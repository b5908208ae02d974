package io.jenkins.plugins.gkeupgrade.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.gkeupgrade.engine.overview.ClusterOverview;
import io.jenkins.plugins.gkeupgrade.simulation.Twin;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverviewTextTest {
    private static List<String> told(Twin twin, String today) {
        ClusterOverview seen =
                ClusterOverview.look(twin.world().controlPlane(), twin.world().workloads());
        return OverviewText.sentences(seen, LocalDate.parse(today));
    }

    private static Twin shop(Twin twin) {
        return twin.apply("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: cart, namespace: shop, labels: {team: cart}}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: cart}}
                  template:
                    metadata: {labels: {app: cart}}
                    spec:
                      containers: [{name: main, image: registry.example/x:1}]
                """).settle();
    }

    @Test
    void saysHowManyHaveOptedInAndWhenTheOldVersionEnds() {
        assertEquals(
                List.of(
                        "0 of 1 workload opted in to 1.33.5-gke.1162000, 1 not yet.",
                        "Version 1.32 (1 node pool) leaves support on 2026-04-11, in 1 day."),
                told(shop(Twin.withGreenPool()), "2026-04-10"));
    }

    @Test
    void saysWhenTheOldVersionHasEnded() {
        assertEquals(
                "Version 1.32 (1 node pool) left support on 2026-04-11, 9 days ago.",
                told(Twin.withGreenPool(), "2026-04-20").get(1));
    }

    @Test
    void saysThatThereIsNothingToOptInTo() {
        assertEquals(
                "No node pool carries an opt-in taint, so there is nothing to opt in to yet; the cluster has 1 workload.",
                told(shop(new Twin(Twin.OLD, 7)), "2026-03-01").get(0));
    }
}
