package io.jenkins.plugins.gkeupgrade.simulation.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ApiException;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisruptionTest {
    private final TestCluster cluster = new TestCluster().nodes("blue", 3);

    private void budget(String name, String spec) {
        cluster.create(
                Resources.POD_DISRUPTION_BUDGETS,
                "{'metadata':{'name':'" + name + "','namespace':'shop'},'spec':{" + spec
                        + ",'selector':{'matchLabels':{'app':'cart'}}}}");
    }

    private void evictFirst() {
        cluster.api.evict("shop", cluster.pods("cart").get(0).name(), DeleteOptions.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'minAvailable':2 | 3 | 2 | 1",
                "'minAvailable':'50%' | 3 | 2 | 1",
                "'maxUnavailable':1 | 3 | 2 | 1",
                "'maxUnavailable':'30%' | 3 | 2 | 1",
                "'maxUnavailable':0 | 3 | 3 | 0",
                "'minAvailable':3 | 3 | 3 | 0",
                "'minAvailable':'100%' | 3 | 3 | 0"
            })
    void countsAsKubernetesDoes(String spec, long expected, long desired, long allowed) {
        cluster.deployment("cart", 3, "", "");
        budget("cart", spec);
        cluster.untilRolledOut("cart").advance(1);
        Manifest budget = cluster.get(Resources.POD_DISRUPTION_BUDGETS, "cart");
        assertEquals(expected, budget.number(-1, "status", "expectedPods"));
        assertEquals(desired, budget.number(-1, "status", "desiredHealthy"));
        assertEquals(3, budget.number(-1, "status", "currentHealthy"));
        assertEquals(allowed, budget.number(-1, "status", "disruptionsAllowed"));
    }

    /** Nobody says how many pods a DaemonSet is meant to have, so nothing but a number of pods can be counted with. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {"'minAvailable':1 | 3 | 2", "'minAvailable':'50%' | 0 | 0", "'maxUnavailable':1 | 0 | 0"})
    void theSizeOfADaemonSetIsNotKnown(String spec, long expected, long allowed) {
        budget("cart", spec);
        cluster.advance(1);
        cluster.create(
                Resources.DAEMON_SETS,
                "{'metadata':{'name':'cart','namespace':'shop'},'spec':{'selector':{'matchLabels':{'app':'cart'}},"
                        + "'template':{'metadata':{'labels':{'app':'cart'}},"
                        + "'spec':{'containers':[{'name':'main','image':'cart:1'}]}}}}");
        cluster.advance(60);
        assertEquals(3, cluster.pods("cart").size());
        Manifest budget = cluster.get(Resources.POD_DISRUPTION_BUDGETS, "cart");
        assertEquals(expected, budget.number(0, "status", "expectedPods"));
        assertEquals(allowed, budget.number(0, "status", "disruptionsAllowed"));
        assertEquals(
                allowed > 0 ? "SufficientPods" : "SyncFailed",
                budget.items("status", "conditions").get(0).text("reason"));
        if (allowed > 0) {
            evictFirst();
        } else {
            assertEquals(429, assertThrows(ApiException.class, this::evictFirst).code());
        }
    }

    @Test
    void anEvictionTooManyIsRefusedByTheBudgetByName() {
        cluster.deployment("cart", 2, "", "");
        budget("cart-budget", "'maxUnavailable':1");
        cluster.untilRolledOut("cart").advance(1);
        evictFirst();
        ApiException refused = assertThrows(
                ApiException.class,
                () -> cluster.api.evict("shop", cluster.pods("cart").get(1).name(), DeleteOptions.DEFAULT));
        assertEquals(429, refused.code());
        assertEquals("Cannot evict pod as it would violate the pod's disruption budget.", refused.getMessage());
        assertEquals(
                "Cannot evict pod as it would violate the pod's disruption budget. The disruption budget cart-budget"
                        + " needs 1 healthy pods and has 2 currently",
                refused.explanation());
        cluster.untilRolledOut("cart").advance(5);
        evictFirst();
    }

    @Test
    void twoBudgetsAreOneTooMany() {
        cluster.deployment("cart", 2, "", "");
        budget("a", "'maxUnavailable':1");
        budget("b", "'maxUnavailable':1");
        cluster.untilRolledOut("cart").advance(1);
        assertEquals(500, assertThrows(ApiException.class, this::evictFirst).code());
    }

    @Test
    void aRolloutDoesNotAskBudgets() {
        cluster.deployment("cart", 2, "", "");
        budget("cart", "'minAvailable':2");
        cluster.untilRolledOut("cart");
        cluster.merge(
                Resources.DEPLOYMENTS,
                "cart",
                "{'spec':{'template':{'spec':{'containers':[{'name':'main','image':'cart:2'}]}}}}");
        cluster.untilRolledOut("cart");
    }

    @Test
    void anAutoscalerKeepsAWorkloadWithinItsBounds() {
        cluster.deployment("cart", 1, "", "");
        cluster.create(
                Resources.HORIZONTAL_POD_AUTOSCALERS,
                "{'metadata':{'name':'cart','namespace':'shop'},'spec':{'minReplicas':2,'maxReplicas':4,"
                        + "'scaleTargetRef':{'apiVersion':'apps/v1','kind':'Deployment','name':'cart'}}}");
        cluster.advance(30);
        assertEquals(2, cluster.pods("cart").size());
        cluster.merge(Resources.DEPLOYMENTS, "cart", "{'spec':{'replicas':9}}");
        cluster.advance(60);
        assertEquals(4, cluster.pods("cart").size());
    }
}
