package io.jenkins.plugins.gkeupgrade.engine.readiness.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.NodePool;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Finding;
import io.jenkins.plugins.gkeupgrade.engine.readiness.FindingId;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessPolicy;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessReport;
import io.jenkins.plugins.gkeupgrade.engine.readiness.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What only GKE knows is said to be unknown, and holds nobody back. */
class OutsideGkeTest {
    private static final String CORE = "{containers: [{name: main, resources: {requests: {cpu: '1'}}}]}";
    private static final String APART = CORE.replace(
            "{containers",
            "{affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey:"
                    + " kubernetes.io/hostname, labelSelector: {matchLabels: {app: db}}}]}}, containers");

    /** One node of four cores in each pool, and nobody knows whether there can be more. */
    private static Scene small() {
        return new Scene()
                .pools(
                        Scene.in(Scene.pool("blue", Scene.OLD, 1), NodePool.Autoscaling.off()),
                        Scene.in(Scene.green(1), NodePool.Autoscaling.off()));
    }

    private static List<Finding> found(Scene scene) {
        ReadinessReport report = ReadinessReport.of(scene.seen(), AllChecks.get(), ReadinessPolicy.DEFAULT);
        return report.open().isEmpty() ? report.notes() : report.open();
    }

    private static Finding only(List<Finding> findings, FindingId id) {
        List<Finding> its = findings.stream().filter(f -> f.id() == id).toList();
        assertEquals(1, its.size(), () -> id + " in " + findings);
        return its.get(0);
    }

    @Test
    void itIsSaidWhatIsNotKnown() {
        assertEquals(List.of(), new Scene().found(new OutsideGke()));
        Finding finding =
                new OutsideGke().check(new Scene().outsideGke().seen()).get(0);
        assertEquals(FindingId.COULD_NOT_CHECK, finding.id());
        assertEquals(Severity.NOTE, finding.severity());
        assertTrue(finding.reason().contains("maintenance exclusions"), finding.reason());
    }

    @Test
    void sizesHoldNothingBack() {
        for (String spec : List.of(CORE, APART)) {
            assertTrue(
                    found(small().statefulSet("shop", "db", 9, spec)).stream().anyMatch(Finding::serious));
            List<Finding> notes = found(small().outsideGke().statefulSet("shop", "db", 9, spec));
            Finding small = only(notes, FindingId.NEW_POOL_TOO_SMALL);
            assertEquals(Severity.NOTE, small.severity());
            assertTrue(
                    small.reason()
                            .endsWith(
                                    "(counted are the nodes that there are now; whether there can be more is not known)"),
                    small.reason());
        }
        List<Finding> notes = found(small().outsideGke().statefulSet("shop", "db", 9, APART));
        assertEquals(Severity.NOTE, only(notes, FindingId.TOO_FEW_NODES).severity());
    }

    @Test
    void theyHoldNoMoveBackEither() {
        Scene inGke = small().statefulSet("shop", "db", 9, CORE);
        assertTrue(AllChecks.ofMoves(false).ofCluster(inGke.seen()).stream().anyMatch(Finding::serious));
        Scene outside = small().outsideGke().statefulSet("shop", "db", 9, CORE);
        assertTrue(AllChecks.ofMoves(false).ofCluster(outside.seen()).stream().noneMatch(Finding::serious));
    }

    @Test
    void nodesMayBeAsFarBehindAsKubernetesAllows() {
        GkeVersion threeBehind = GkeVersion.parse("1.30.1-gke.1");
        GkeVersion fourBehind = GkeVersion.parse("1.29.1-gke.1");
        Scene allowed = new Scene().pools(Scene.pool("blue", threeBehind, 1), Scene.green(1));
        assertEquals(1, allowed.found(new SupportCheck()).size(), "GKE wants two at the most");
        assertEquals(List.of(), allowed.outsideGke().found(new SupportCheck()));
        String told = new Scene()
                .pools(Scene.pool("blue", fourBehind, 1), Scene.green(1))
                .outsideGke()
                .found(new SupportCheck())
                .get(0);
        assertTrue(told.contains("4 minor versions behind") && told.contains("and Kubernetes supports 3"), told);
    }
}
