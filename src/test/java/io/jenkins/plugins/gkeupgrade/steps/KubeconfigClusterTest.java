package io.jenkins.plugins.gkeupgrade.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.AbortException;
import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.config.SharedConnections;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The steps on a cluster that nothing but a kubeconfig describes, over HTTPS, with nodes that a person has set apart. */
@Tag("standalone") // A real controller keeps credentials in stores of its own.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class KubeconfigClusterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NAMESPACE = "shop-catalog";

    private final GkeUpgradeConfiguration configuration = GkeUpgradeConfiguration.get();
    private final SharedConnections connections = new SharedConnections();
    private PlainCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = new PlainCluster(Path.of(System.getProperty("repository.root", "."), "samples", "shop"));
        configuration.setClusters(List.of(PlainCluster.configuration()));
    }

    @AfterEach
    void stop() {
        configuration.setClusters(List.of());
        cluster.close();
    }

    private StepRun run(StageRequest<? extends Serializable> request) {
        return StepRun.start(PlainCluster.NAME, request, connections, cluster.scheduler());
    }

    private static <T extends WorkloadsStep> T catalog(T step) {
        step.setNamespace(NAMESPACE);
        step.setKinds(List.of("Deployment"));
        return step;
    }

    private Map<?, ?> passes(WorkloadsStep step) throws InterruptedException {
        StepRun run = run(catalog(step).request());
        Map<?, ?> result = run.result(PATIENCE);
        assertEquals("PASSED", result.get("verdict"), () -> result + "\n" + String.join("\n", run.console()));
        assertFalse(run.console().toString().contains(PlainCluster.TOKEN), "a secret in the log");
        assertFalse(result.toString().contains(PlainCluster.TOKEN), "a secret in the result");
        return result;
    }

    private String refusal(StageRequest<? extends Serializable> request) throws InterruptedException {
        return assertInstanceOf(AbortException.class, run(request).end(PATIENCE))
                .getMessage();
    }

    @Test
    void checkMoveVerifyAndTakeBack() throws Exception {
        cluster.setApart("kubernetes_version", "1.33");
        Map<String, Object> before = cluster.templates(NAMESPACE);
        List<String> old = cluster.nodesOf(NAMESPACE);
        assertTrue(old.stream().noneMatch(PlainCluster.NEW_NODES::contains), old.toString());

        CheckUpgradeReadinessStep check = new CheckUpgradeReadinessStep(PlainCluster.NAME, "1.33");
        check.setAccept(List.of("single-replica", "no-readiness-probe", "daemonset-left-out"));
        String findings = passes(check).get("cluster").toString();
        assertTrue(findings.contains("it has no GKE API, so that its release channel"), findings);

        Map<?, ?> moved = passes(new OptInWorkloadsStep(PlainCluster.NAME, "1.33"));
        assertEquals("1.33", moved.get("version"));
        assertEquals(List.of("kubernetes_version-1.33"), moved.get("pools"));
        assertEquals(PlainCluster.NEW_NODES, cluster.nodesOf(NAMESPACE));
        passes(new VerifyRolloutStep(PlainCluster.NAME, "1.33"));
        assertEquals(
                List.of(),
                passes(new OptInWorkloadsStep(PlainCluster.NAME, "1.33")).get("moved"));

        Map<?, ?> back = passes(new RollbackTolerationsStep(PlainCluster.NAME, "1.33"));
        assertEquals(before.size(), ((List<?>) back.get("rolledBack")).size());
        assertEquals(before, cluster.templates(NAMESPACE));
        assertEquals(Set.of(), cluster.annotations(NAMESPACE));
        assertTrue(cluster.nodesOf(NAMESPACE).stream().noneMatch(PlainCluster.NEW_NODES::contains));
    }

    @Test
    void anotherKeyAndAPatchVersionWork() throws Exception {
        cluster.setApart("team.example/kernel", "1.33.5");
        VerifyRolloutStep verify = new VerifyRolloutStep(PlainCluster.NAME, "1.33");
        OptInWorkloadsStep optIn = new OptInWorkloadsStep(PlainCluster.NAME, "1.33.5");
        optIn.setTaintKey("team.example/kernel");
        verify.setTaintKey("team.example/kernel");
        assertEquals(List.of("kernel-1.33.5"), passes(optIn).get("pools"));
        passes(verify);
    }

    @Test
    void withoutNodesThatAreSetApartTheStepsSayHowToDoThat() throws Exception {
        String byHand = "Set the new nodes apart yourself: kubectl label nodes NODE kubernetes_version=1.33 and kubectl"
                + " taint nodes NODE kubernetes_version=1.33:NoSchedule. Nothing was changed.";
        assertEquals(
                "Cluster kind has no node pool with the taint kubernetes_version=1.33:NoSchedule (no pool carries a taint"
                        + " kubernetes_version). " + byHand,
                refusal(catalog(new OptInWorkloadsStep(PlainCluster.NAME, "1.33"))
                        .request()));
        assertEquals(
                "Cluster kind has no GKE API: it is configured by a kubeconfig alone. " + byHand,
                refusal(new CreateTaintedPoolStep(PlainCluster.NAME, "latest").request()));
    }

    @Test
    void whatOnlyGkeCanDoIsRefusedInASentence() throws Exception {
        assertEquals(
                "Cluster kind has no GKE API: it is configured by a kubeconfig alone. Upgrade its control plane with its"
                        + " own tools (it runs 1.33.5), and leave gkeUpgradeMaster out. Nothing was changed.",
                refusal(new GkeUpgradeMasterStep(PlainCluster.NAME, "1.33").request()));
        RetirePoolStep retire = new RetirePoolStep(PlainCluster.NAME);
        retire.setPool("default");
        assertEquals(
                "Cluster kind has no GKE API: it is configured by a kubeconfig alone. Drain its old nodes with kubectl"
                        + " drain and remove them with its own tools, once verifyRollout has passed for everybody."
                        + " Nothing was changed.",
                refusal(retire.request()));
    }
}
