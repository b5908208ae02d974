package io.jenkins.plugins.gkeupgrade.engine.readiness;

import static io.jenkins.plugins.gkeupgrade.engine.readiness.ReadyWorld.deployment;
import static io.jenkins.plugins.gkeupgrade.engine.readiness.ReadyWorld.service;
import static io.jenkins.plugins.gkeupgrade.engine.readiness.ReadyWorld.workload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each finding about a workload in a world where it is due, and in one like it where it is not. */
class WorkloadFindingsTest {
    private static void assertFound(String ids, String manifests) {
        Set<String> expected = ids.isEmpty() ? Set.of() : new TreeSet<>(Arrays.asList(ids.split(", ")));
        assertEquals(expected, new ReadyWorld(manifests).ids(), manifests);
    }

    private static String severity(String manifests, String id) {
        return (String) new ReadyWorld(manifests).finding(id).get("severity");
    }

    private static String container(String lines) {
        return "containers:\n- name: main\n  image: registry.example/cart:1.0.0\n" + lines.indent(2);
    }

    private static final String PROBE = "readinessProbe: {httpGet: {path: /, port: 80}}\n";
    private static final String PRE_STOP = "lifecycle: {preStop: {exec: {command: [sleep, '5']}}}\n";

    @Test
    void whatCannotMove() {
        assertFound("cannot-move", deployment("paused: true", ""));
        assertFound("", deployment("paused: false", ""));
        assertFound(
                "cannot-move",
                deployment("", pinned("[{key: kubernetes.io/hostname, operator: In, values: [n]}]", "")));
        assertFound(
                "cannot-move",
                deployment("", pinned("[]", "matchFields: [{key: metadata.name, operator: In, values: [n]}]")));
        assertFound("", deployment("", pinned("[{key: kubernetes.io/hostname, operator: NotIn, values: [n]}]", "")));
        assertFound("cannot-move", workload("ReplicaSet", "rs", "replicas: 1", ""));
        assertFound("", workload("ReplicaSet", "rs", "replicas: 2", ""));
    }

    private static String pinned(String expressions, String fields) {
        return "affinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n"
                + "      nodeSelectorTerms:\n      - matchExpressions: " + expressions + "\n"
                + (fields.isEmpty() ? "" : "        " + fields + "\n");
    }

    private static String autoscaler(int minimum) {
        return """
                ---
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: cart, namespace: shop}
                spec:
                  minReplicas: %d
                  maxReplicas: 5
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: cart}
                """.formatted(minimum);
    }

    @Test
    void autoscalerMinimum() {
        assertFound("autoscaler-minimum-one", deployment("", "") + autoscaler(1));
        assertFound("", deployment("", "") + autoscaler(2));
    }

    private static String budget(String name, String spec, String app) {
        return """
                ---
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: %s, namespace: shop}
                spec: {%s, selector: {matchLabels: {app: %s}}}
                """.formatted(name, spec, app);
    }

    @Test
    void budgetsThatAllowNothing() {
        for (String never :
                new String[] {"minAvailable: 2", "minAvailable: 51%", "maxUnavailable: 0", "maxUnavailable: 0%"}) {
            assertFound("budget-allows-nothing", deployment("", "") + budget("cart", never, "cart"));
        }
        for (String some :
                new String[] {"minAvailable: 1", "minAvailable: 50%", "maxUnavailable: 1", "maxUnavailable: 1%"}) {
            assertFound("", deployment("", "") + budget("cart", some, "cart"));
        }
        assertFound(
                "budget-allows-nothing",
                deployment("", "")
                        + budget("one", "maxUnavailable: 1", "cart")
                        + budget("two", "maxUnavailable: 1", "cart"));
    }

    @Test
    void aBudgetThatIsSpentForNow() {
        String ill = deployment("", container(PROBE + PRE_STOP))
                .replace(
                        "metadata: {labels: {app: cart}}",
                        "metadata: {labels: {app: cart}, annotations: {simulation.gke-upgrade.jenkins.io/fault: crash-loop}}");
        String finding = new ReadyWorld(ill + budget("cart", "maxUnavailable: 1", "cart"))
                .finding("budget-allows-nothing")
                .toString();
        assertTrue(
                finding.contains("allows no disruption now: of its pods 0 are healthy, and it wants 1")
                        && finding.contains("severity=NOTE"),
                finding);
    }

    @Test
    void aBudgetForSeveralWorkloads() {
        String both = "---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: both, namespace: shop}\n"
                + "spec: {minAvailable: %d, selector: {matchExpressions: [{key: app, operator: In, values: [x, y]}]}}\n";
        String two = workload("ReplicaSet", "x", "replicas: 2", "") + workload("ReplicaSet", "y", "replicas: 2", "");
        assertFound("", two + both.formatted(3));
        assertFound("budget-allows-nothing", two + both.formatted(4));
    }

    @Test
    void aBudgetBlocksOnlyWhatMovesByEviction() {
        String never = budget("x", "maxUnavailable: 0", "x");
        assertEquals("NOTE", severity(workload("Deployment", "x", "replicas: 2", "") + never, "budget-allows-nothing"));
        assertEquals(
                "BLOCKED", severity(workload("ReplicaSet", "x", "replicas: 2", "") + never, "budget-allows-nothing"));
    }

    @Test
    void budgetsThatMatchNothing() {
        ReadyWorld idle = new ReadyWorld(deployment("", "") + budget("cart", "maxUnavailable: 1", "card"));
        assertEquals(Set.of("budget-matches-nothing"), idle.clusterIds());
        ReadyWorld used = new ReadyWorld(deployment("", "") + budget("cart", "maxUnavailable: 1", "cart"));
        assertEquals(Set.of(), used.clusterIds());
        ReadyWorld elsewhere = new ReadyWorld(
                deployment("", "") + budget("cart", "maxUnavailable: 1", "card").replace("shop", "other"));
        assertEquals(Set.of(), elsewhere.clusterIds(), "other namespaces are others' business");
    }

    @Test
    void readinessProbes() {
        String without = container(PRE_STOP);
        assertFound("no-readiness-probe", deployment("", without) + service());
        assertEquals("AT_RISK", severity(deployment("", without) + service(), "no-readiness-probe"));
        assertEquals("NOTE", severity(deployment("", without), "no-readiness-probe"), "nobody sends it traffic");
        assertFound("", deployment("", container(PRE_STOP + PROBE)) + service());
        assertFound("", deployment("", container(PRE_STOP + PROBE.replace("readiness", "startup"))) + service());
    }

    /** A probe, or a hook, of another container says nothing about the one that serves. */
    @Test
    void containersThatServe() {
        String sidecar = container("ports: [{containerPort: 8080}]\n") + "initContainers:\n- name: proxy\n"
                + "  image: registry.example/proxy:1.0.0\n  restartPolicy: Always\n  ports: [{name: https, containerPort: %s}]\n"
                + (PROBE + PRE_STOP).indent(2);
        assertFound("no-pre-stop, no-readiness-probe", deployment("", sidecar.formatted("8443")) + service());
        assertFound("", deployment("", sidecar.formatted("80")) + service());
        String named = service().replace("port: 80", "port: 443, targetPort: https");
        assertFound("", deployment("", sidecar.formatted("8443")) + named);
        String two =
                "containers:\n- name: main\n  image: registry.example/cart:1.0.0\n  ports: [{containerPort: 80}]\n%s"
                        + "- name: log\n  image: registry.example/log:1.0.0\n  ports: [{containerPort: 9090}]\n%s";
        assertFound("", deployment("", two.formatted((PROBE + PRE_STOP).indent(2), "")) + service());
        String other = deployment("", two.formatted("", (PROBE + PRE_STOP).indent(2))) + service();
        assertFound("no-pre-stop, no-readiness-probe", other);
        assertTrue(((String) new ReadyWorld(other).finding("no-readiness-probe").get("reason"))
                .startsWith("none of its containers that serve (main) has a readinessProbe"));
    }

    @Test
    void terminationGrace() {
        String container = container(PROBE + PRE_STOP);
        String brief = "terminationGracePeriodSeconds: 5\n" + container;
        assertFound("short-termination-grace", deployment("", brief) + service());
        assertEquals("NOTE", severity(deployment("", brief) + service(), "short-termination-grace"));
        String none = "terminationGracePeriodSeconds: 0\n" + container;
        assertEquals("AT_RISK", severity(deployment("", none) + service(), "short-termination-grace"));
        assertFound("", deployment("", brief));
        assertFound("", deployment("", "terminationGracePeriodSeconds: 10\n" + container) + service());
        assertFound("", deployment("", container) + service());
    }

    @Test
    void preStop() {
        assertFound("no-pre-stop", deployment("", container(PROBE)) + service());
        assertFound("", deployment("", container(PROBE)));
        assertFound("", deployment("", container(PROBE + PRE_STOP)) + service());
        String sleep = "lifecycle: {preStop: {sleep: {seconds: %d}}}\n";
        assertFound("", deployment("", container(PROBE + sleep.formatted(5))) + service());
        assertFound("no-pre-stop", deployment("", container(PROBE + sleep.formatted(0))) + service());
    }

    @Test
    void hostPath() {
        String mounted = container(PROBE + "volumeMounts: [{name: data, mountPath: /data, readOnly: %s}]\n")
                + "volumes: [{name: data, hostPath: {path: /mnt/data}}]";
        assertFound("host-path", deployment("", mounted.formatted("false")));
        assertEquals("AT_RISK", severity(deployment("", mounted.formatted("false")), "host-path"));
        assertEquals("NOTE", severity(deployment("", mounted.formatted("true")), "host-path"));
        assertFound(
                "", deployment("", mounted.formatted("false").replace("hostPath: {path: /mnt/data}", "emptyDir: {}")));
        assertFound("", workload("DaemonSet", "agent", "", mounted.formatted("false")));
        String socket = mounted.formatted("false").replace("path: /mnt/data", "path: /run/app.sock, type: Socket");
        assertEquals("NOTE", severity(deployment("", socket), "host-path"), "nothing is kept in a socket");
    }

    @Test
    void hostPort() {
        String ports = container(PROBE + "ports: [{containerPort: 80, %s}]\n");
        assertFound("host-port", deployment("", ports.formatted("hostPort: 8080")));
        assertFound("", deployment("", ports.formatted("name: web")));
        assertFound("", workload("DaemonSet", "agent", "", ports.formatted("hostPort: 8080")));
    }

    @Test
    void managedElsewhere() {
        String managed = deployment("", "")
                .replace("namespace: shop, labels: {app: cart}", "namespace: shop, labels: {app: cart, %s}");
        assertFound("managed-elsewhere", managed.formatted("argocd.argoproj.io/instance: shop"));
        assertFound("managed-elsewhere", managed.formatted("kustomize.toolkit.fluxcd.io/name: shop"));
        assertFound("", managed.formatted("app.kubernetes.io/part-of: shop"));
    }

    @Test
    void mutableImages() {
        String image = container(PROBE + PRE_STOP);
        assertFound("", deployment("", image));
        for (String tag : new String[] {"cart:latest", "cart", "cart:1.0"}) {
            assertFound("mutable-image", deployment("", image.replace("cart:1.0.0", tag)));
        }
        String init = image + "initContainers: [{name: setup, image: 'registry.example:5000/setup%s'}]\n";
        assertFound("mutable-image", deployment("", init.formatted("")));
        assertFound("", deployment("", init.formatted(":2.0.0")));
    }

    /** However it is written: it ends where it runs. */
    @Test
    void jobsThatWereStarted() {
        String job = """
                ---
                apiVersion: batch/v1
                kind: Job
                metadata: {name: import, namespace: shop, labels: {argocd.argoproj.io/instance: shop}}
                spec:
                  suspend: %s
                  template:
                    metadata: {labels: {app: import}}
                    spec:
                      restartPolicy: Never
                      nodeSelector: {disk: ssd}
                      containers: [{name: main, image: 'registry.example/import:latest'}]
                """;
        assertFound("", job.formatted("false"));
        assertFound("managed-elsewhere, mutable-image, no-node-fits", job.formatted("true"));
    }
}
