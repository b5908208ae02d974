package io.jenkins.plugins.gkeupgrade.realkube.differential;

import static io.jenkins.plugins.gkeupgrade.realkube.differential.PodTemplate.expression;
import static io.jenkins.plugins.gkeupgrade.realkube.differential.PodTemplate.tolerateAll;
import static io.jenkins.plugins.gkeupgrade.realkube.differential.PodTemplate.toleration;

import io.jenkins.plugins.gkeupgrade.realkube.FakePool;
import io.jenkins.plugins.gkeupgrade.realkube.differential.PodTemplate.Fate;
import io.jenkins.plugins.gkeupgrade.realkube.differential.Script.Phase;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes up one script: a workload, perhaps with a budget, and what people do to it. The same seed, the same script. */
final class ScriptMaker {
    private static final String APP = "app";
    private static final String KEY = "kubernetes_version";
    private static final String NEW = "1.33.5-gke.1162000";
    private static final String OLD = "1.32.9-gke.1675000";
    private static final int USUAL_DEADLINE = 600;
    private static final int SHORT_DEADLINE = 5;
    private static final int CHANGES = 3;

    private final Random random;
    private List<FakePool> pools = List.of();
    private final String namespace;
    private final PodTemplate template;
    private final Resource kind;
    private final List<Phase> phases = new ArrayList<>();
    private final boolean dedicated;
    private final boolean pinned;
    private int replicas;
    private int rollouts;
    private boolean cordoned;
    private boolean crowded;
    /** It has a budget for which the owner's size would have to be known, and a DaemonSet has none. */
    private boolean uncounted;

    private String cordonedNode = "";
    private boolean paused;
    private boolean removed;

    private ScriptMaker(int number, long seed) {
        random = new Random(seed * 1000 + number);
        namespace = "s" + number;
        template = new PodTemplate(APP, namespace);
        kind = oneOf(
                Resources.DEPLOYMENTS,
                Resources.DEPLOYMENTS,
                Resources.DEPLOYMENTS,
                Resources.DEPLOYMENTS,
                Resources.STATEFUL_SETS,
                Resources.DAEMON_SETS,
                Resources.REPLICA_SETS);
        dedicated = random.nextInt(5) == 0;
        pinned = random.nextInt(5) == 0;
        if (pinned) {
            template.in(oneOf("europe-west1-b", "europe-west1-c"));
        }
        if (kind != Resources.DAEMON_SETS && random.nextInt(6) == 0) {
            template.alone();
            crowded = true;
        }
        replicas = 1 + random.nextInt(5);
    }

    static Script make(int number, long seed) {
        return new ScriptMaker(number, seed).script();
    }

    private Script script() {
        pools = List.of(pool("old", OLD), newPool());
        begin();
        for (int i = 0; i < CHANGES; i++) {
            if (removed) {
                phase("nothing", List.of());
            } else if (cordoned && random.nextBoolean()) {
                uncordon();
            } else {
                change();
            }
        }
        return new Script(namespace, pools, List.copyOf(phases));
    }

    private FakePool pool(String name, String version) {
        return FakePool.of(name + "-" + namespace, 1 + random.nextInt(2))
                .withVersion("v" + version)
                .withLabel(Script.LABEL, namespace)
                .withCapacity("4", "16Gi", 20);
    }

    private FakePool newPool() {
        FakePool pool = pool("new", NEW).withLabel(KEY, NEW).withTaint(KEY + "=" + NEW + ":NoSchedule");
        return dedicated ? pool.withTaint("dedicated=batch:" + oneOf("NoSchedule", "PreferNoSchedule")) : pool;
    }

    private void begin() {
        List<Act> acts = new ArrayList<>();
        if (random.nextInt(8) == 0) {
            cordoned = true;
            cordonedNode = oneOf(pools.get(0), pools.get(1)).node(0);
            acts.add(cordon(true));
        }
        maybeBudget(acts);
        Map<String, Object> spec =
                Trees.map("selector", Trees.map("matchLabels", Trees.map("app", APP)), "template", template.tree());
        if (kind != Resources.DAEMON_SETS) {
            spec.put("replicas", replicas);
        }
        strategy(spec);
        acts.add(new Act.Create(kind, Trees.map("metadata", Trees.map("name", APP), "spec", spec)));
        phase("create a " + kind.kind() + " of " + replicas + (cordoned ? ", a node cordoned" : ""), acts);
    }

    /** Before there are pods, so that the scheduler's words about those that come are never older. */
    private Act cordon(boolean on) {
        return new Act.ChangeNode(cordonedNode, Trees.map("spec", Trees.map("unschedulable", on ? true : null)));
    }

    private void uncordon() {
        cordoned = false;
        phase("uncordon", List.of(cordon(false)));
    }

    private void maybeBudget(List<Act> acts) {
        if (random.nextBoolean()) {
            if (kind == Resources.STATEFUL_SETS) {
                template.stopSlowly();
            }
            String field = oneOf("minAvailable", "maxUnavailable");
            Object amount = this.<Object>oneOf(0, 1, 2, "30%", "50%");
            uncounted = kind == Resources.DAEMON_SETS && (field.equals("maxUnavailable") || amount instanceof String);
            acts.add(new Act.Create(
                    Resources.POD_DISRUPTION_BUDGETS,
                    Trees.map(
                            "metadata",
                            Trees.map("name", APP),
                            "spec",
                            Trees.map(field, amount, "selector", Trees.map("matchLabels", Trees.map("app", APP))))));
        }
    }

    private void strategy(Map<String, Object> spec) {
        if (kind == Resources.DEPLOYMENTS) {
            deploymentStrategy(spec);
        } else if (kind == Resources.STATEFUL_SETS) {
            spec.put("serviceName", APP);
            spec.put("podManagementPolicy", oneOf("OrderedReady", "Parallel"));
            if (random.nextInt(3) == 0) {
                spec.put("updateStrategy", rolling("partition", random.nextInt(3)));
            }
        } else if (kind == Resources.DAEMON_SETS && random.nextBoolean()) {
            spec.put("updateStrategy", rolling("maxUnavailable", this.<Object>oneOf(1, 2, "50%")));
        }
    }

    private void deploymentStrategy(Map<String, Object> spec) {
        spec.put("minReadySeconds", oneOf(0, 0, 1));
        int choice = random.nextInt(8);
        if (choice == 0) {
            spec.put("strategy", Trees.map("type", "Recreate"));
        } else if (choice > 1) {
            Object surge = this.<Object>oneOf(0, 1, 2, "25%", "50%", "100%");
            Object unavailable =
                    surge.equals(0) ? this.<Object>oneOf(1, 2, "50%") : this.<Object>oneOf(0, 1, "25%", "50%", "100%");
            spec.put(
                    "strategy",
                    Trees.map(
                            "type",
                            "RollingUpdate",
                            "rollingUpdate",
                            Trees.map("maxSurge", surge, "maxUnavailable", unavailable)));
        }
    }

    private static Map<String, Object> rolling(String field, Object value) {
        return Trees.map("type", "RollingUpdate", "rollingUpdate", Trees.map(field, value));
    }

    private void change() {
        switch (random.nextInt(16)) {
            case 0, 1 -> optIn();
            case 2 -> {
                template.tolerate(List.of(toleration(KEY, NEW, "NoSchedule"))).require(List.of());
                template.free(true);
                roll("tolerate the new pool only");
            }
            case 3 -> {
                template.tolerate(List.of()).require(List.of(expression(KEY, "In", NEW)));
                template.free(false);
                roll("want the new pool without a toleration");
            }
            case 4 -> {
                template.tolerate(List.of()).require(List.of()).cpu("100m").fate(Fate.READY);
                template.free(false);
                roll("back to the start");
            }
            case 5 -> {
                template.fate(Fate.NEVER_READY);
                roll("pods that never get ready");
            }
            case 6 -> {
                template.cpu("6");
                roll("more CPU than a node has");
            }
            case 7 -> {
                template.cpu("1800m");
                crowded = true;
                roll("two pods fill a node");
            }
            case 8, 9 -> scale();
            case 10, 11 -> evictOrScale();
            case 12 -> {
                template.fate(oneOf(Fate.CRASH_LOOP, Fate.IMAGE_ERROR));
                roll("pods that do not start");
            }
            case 13 -> pause();
            case 14 -> taint(oneOf("NoSchedule", "NoExecute"));
            default -> remove();
        }
    }

    private void optIn() {
        List<Object> tolerations =
                new ArrayList<>(List.of(random.nextBoolean() ? toleration(KEY, NEW, "NoSchedule") : tolerateAll(KEY)));
        if (random.nextInt(3) > 0) {
            tolerations.add(tolerateAll("dedicated"));
        }
        Object where = random.nextBoolean() ? expression(KEY, "In", NEW) : expression(KEY, "Exists");
        template.tolerate(tolerations).require(List.of(where));
        template.free(false);
        roll("opt in");
    }

    private void roll(String name) {
        Map<String, Object> spec = Trees.map("template", template.patch());
        rollouts++;
        boolean hurried = kind == Resources.DEPLOYMENTS && random.nextInt(3) == 0;
        if (kind == Resources.DEPLOYMENTS) {
            spec.put("progressDeadlineSeconds", hurried ? SHORT_DEADLINE : USUAL_DEADLINE);
        }
        if (paused) {
            paused = false;
            spec.put("paused", null);
        }
        change(name + (hurried ? ", in a hurry" : ""), spec);
    }

    /** The next rollout resumes. */
    private void pause() {
        if (kind != Resources.DEPLOYMENTS || paused) {
            scale();
            return;
        }
        paused = true;
        rollouts++;
        template.cpu("150m");
        change("pause and change", Trees.map("paused", true, "template", template.patch()));
    }

    private void scale() {
        if (kind == Resources.DAEMON_SETS) {
            evictOrOptIn();
            return;
        }
        replicas = random.nextInt(6);
        change("scale to " + replicas, Trees.map("replicas", replicas));
    }

    private void change(String name, Map<String, Object> spec) {
        phase(name, List.of(new Act.Change(kind, APP, Trees.map("spec", spec))));
    }

    /** Whether such a budget was looked at before it had pods, and so has ever been counted, is chance. */
    private void evictOrOptIn() {
        if (uncounted) {
            optIn();
        } else {
            evict();
        }
    }

    /** Where pods wait for a place, it is chance which of them gets the one of a pod that goes. */
    private void evictOrScale() {
        if (crowded || uncounted) {
            scale();
        } else {
            evict();
        }
    }

    private void evict() {
        int pods = 1 + random.nextInt(3);
        phase("evict " + pods, List.of(new Act.Evict(pods)));
    }

    /** The old pool's nodes are to be empty; new pods no longer find a place there. */
    private void taint(String effect) {
        List<Act> acts = new ArrayList<>();
        Map<String, Object> taint = Trees.map("key", "maintenance", "value", "soon", "effect", effect);
        for (int i = 0; i < pools.get(0).nodes(); i++) {
            acts.add(new Act.ChangeNode(pools.get(0).node(i), Trees.map("spec", Trees.map("taints", List.of(taint)))));
        }
        phase("taint the old pool " + effect, acts);
    }

    private void remove() {
        removed = true;
        phase("remove", List.of(new Act.Remove(kind, APP)));
    }

    private void phase(String name, List<Act> acts) {
        phases.add(new Phase(name, cordoned, rollouts > 0, acts));
    }

    @SafeVarargs
    private <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
