package io.jenkins.plugins.gkeupgrade.simulation;

import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.deployment;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.moved;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.retire;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.settings;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.there;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.writes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.retire.RetireRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What retiring a pool refuses, with everything as it was. */
class RetireRefusalsTest {
    @Test
    void refusesWhileSomebodyHasNotMovedAndNamesThemByTeam() {
        Twin twin = moved();
        twin.apply(deployment("late", 2, "")
                        .replace("labels: {app: late}}\nspec", "labels: {app: late, team: basket}}\nspec"))
                .settle();
        Map<String, Object> before = settings(twin);
        int writes = twin.kubernetes
                .writeLog()
                .entries(e -> e.caller().equals(Twin.STEPS))
                .size();
        Refused e = assertThrows(Refused.class, () -> twin.driver().run(retire("0", true)));
        assertTrue(
                e.getMessage()
                        .contains("2 pods of workloads that have not moved run there (team basket: Deployment"
                                + " shop/late)"),
                e.getMessage());
        assertEquals(before, settings(twin));
        assertEquals(
                writes,
                twin.kubernetes
                        .writeLog()
                        .entries(w -> w.caller().equals(Twin.STEPS))
                        .size());
        assertTrue(e.details().get("workloads").toString().contains("name=late"), e.details()::toString);
    }

    @Test
    void refusesTheOnlyPoolThatTakesPodsWithoutAToleration() {
        Twin twin = moved();
        Refused e = assertThrows(Refused.class, () -> twin.driver().run(retire("0", false)));
        assertTrue(e.getMessage().contains("only pool that takes pods without a toleration"), e.getMessage());
        assertTrue(e.getMessage().contains("normalise: true"), e.getMessage());
    }

    /** Pods of a DaemonSet go with their nodes, unless there is no other node for any of them. */
    @Test
    void refusesADaemonSetOfATeamThatRunsNowhereElse() {
        Twin twin = moved();
        String agent = RetireWorld.AGENT.replace("namespace: kube-system", "namespace: shop");
        twin.apply(agent).settle();
        twin.apply(agent.replace("agent", "edge")
                        .replace(
                                "      tolerations:",
                                "      nodeSelector: {cloud.google.com/gke-nodepool: blue}\n      tolerations:"))
                .settle();
        Refused e = assertThrows(Refused.class, () -> twin.driver().run(retire("0", true)));
        assertTrue(e.getMessage().contains("(no team: DaemonSet shop/edge)"), e.getMessage());
        assertTrue(e.getMessage().contains("Let DaemonSets that select this pool onto others too."), e.getMessage());
    }

    @Test
    void refusesBarePods() {
        Twin twin = moved(deployment("cart", 2, "") + """
                        ---
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: debug, namespace: shop, labels: {team: search}}
                        spec: {containers: [{name: main, image: "registry.example/debug:1"}]}
                        """);
        Refused e = assertThrows(Refused.class, () -> twin.driver().run(retire("0", true)));
        assertTrue(e.getMessage().contains("nothing would make again"), e.getMessage());
        assertTrue(e.getMessage().contains("team search: Pod shop/debug"), e.getMessage());
    }

    @Test
    void refusesACronJobThatWouldHaveNowhereToRun() {
        Twin twin = moved();
        twin.apply("""
                ---
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: report, namespace: shop}
                spec:
                  schedule: "0 3 1 1 *"
                  jobTemplate:
                    spec:
                      template:
                        spec:
                          restartPolicy: Never
                          nodeSelector: {cloud.google.com/gke-nodepool: blue}
                          containers: [{name: main, image: "registry.example/report:1"}]
                """);
        Refused e = assertThrows(Refused.class, () -> twin.driver().run(retire("0", true)));
        assertTrue(e.getMessage().contains("no team: CronJob shop/report"), e.getMessage());
    }

    @Test
    void refusesTheNewestOptInPoolUnlessAsked() {
        Twin twin = Twin.withGreenPool().apply(deployment("cart", 2, "")).settle();
        Refused e = assertThrows(
                Refused.class, () -> twin.driver().run(RetireRequest.of("green", "", "", "0", false, false, 60)));
        assertTrue(e.getMessage().contains("newest"), e.getMessage());
        twin.driver().run(RetireRequest.of("", Twin.NEW.toString(), "", "0", false, true, 60));
        assertFalse(there(twin, "green"));
    }
}
