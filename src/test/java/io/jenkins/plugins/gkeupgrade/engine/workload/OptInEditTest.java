package io.jenkins.plugins.gkeupgrade.engine.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptInEditTest {
    private static final OptInTaint NEW = new OptInTaint("kubernetes_version", GkeVersion.parse("1.33.5-gke.1"));
    private static final OptInEdit EDIT = new OptInEdit(NEW, Set.of("green"));

    private static final String TOLERATION =
            "{key: kubernetes_version, operator: Equal, value: 1.33.5-gke.1, effect: NoSchedule}";
    private static final String EXPRESSION = "{key: kubernetes_version, operator: In, values: [1.33.5-gke.1]}";

    private static Placement placement(String yaml) {
        return Placement.of(Tree.yaml(yaml));
    }

    private static void assertOptedIn(String before, String after) {
        Placement result = EDIT.apply(placement(before), true, null);
        assertEquals(Tree.yaml(after), result.tree());
        assertTrue(EDIT.holdsFor(result, true), "what was opted in must look opted in");
        assertEquals(result.tree(), EDIT.apply(result, true, null).tree(), "twice is the same as once");
    }

    private static String required(String terms) {
        return "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: " + terms
                + "}}}";
    }

    @Test
    void addsTolerationAndAffinityWhereThereIsNone() {
        assertOptedIn(
                "{}", "tolerations: [" + TOLERATION + "]\n" + required("[{matchExpressions: [" + EXPRESSION + "]}]"));
    }

    @Test
    void keepsOtherTolerationsInOrder() {
        assertOptedIn(
                "tolerations: [{key: gpu, operator: Exists, effect: NoExecute, tolerationSeconds: 30}]",
                "tolerations: [{key: gpu, operator: Exists, effect: NoExecute, tolerationSeconds: 30}, " + TOLERATION
                        + "]\n" + required("[{matchExpressions: [" + EXPRESSION + "]}]"));
    }

    @Test
    void aTolerationThatComparesNumbersIsNoToleration() {
        String greater = "{key: kubernetes_version, operator: Gt, value: 1.33.5-gke.1, effect: NoSchedule}";
        assertOptedIn(
                "tolerations: [" + greater + "]",
                "tolerations: [" + greater + ", " + TOLERATION + "]\n"
                        + required("[{matchExpressions: [" + EXPRESSION + "]}]"));
    }

    @Test
    void addsToEveryTermBecauseTermsAreAlternatives() {
        assertOptedIn(
                required("[{matchExpressions: [{key: disk, operator: In, values: [ssd]}]},"
                        + " {matchFields: [{key: metadata.name, operator: In, values: [n1]}]}]"),
                "tolerations: [" + TOLERATION + "]\n"
                        + required(
                                "[{matchExpressions: [{key: disk, operator: In, values: [ssd]}, " + EXPRESSION + "]},"
                                        + " {matchFields: [{key: metadata.name, operator: In, values: [n1]}],"
                                        + " matchExpressions: [" + EXPRESSION + "]}]"));
    }

    @Test
    void leavesPreferredAffinityAndPodAntiAffinityAlone() {
        String others = "podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: h}]}";
        assertOptedIn(
                "affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1}]}, " + others
                        + "}",
                "tolerations: [" + TOLERATION + "]\naffinity: {nodeAffinity: {"
                        + "preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1}],"
                        + " requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: ["
                        + EXPRESSION + "]}]}}, " + others + "}");
    }

    @Test
    void movesANodeSelectorThatPinsToTheOldPool() {
        assertOptedIn(
                "nodeSelector: {cloud.google.com/gke-nodepool: blue, disk: ssd}",
                "tolerations: [" + TOLERATION + "]\n" + required("[{matchExpressions: [" + EXPRESSION + "]}]")
                        + "\nnodeSelector: {cloud.google.com/gke-nodepool: green, disk: ssd}");
    }

    @Test
    void movesAnAffinityThatPinsToTheOldPool() {
        assertOptedIn(
                required("[{matchExpressions: [{key: cloud.google.com/gke-nodepool, operator: In, values: [blue]}]}]"),
                "tolerations: [" + TOLERATION + "]\n"
                        + required("[{matchExpressions: [{key: cloud.google.com/gke-nodepool, operator: In, values:"
                                + " [green]}, " + EXPRESSION + "]}]"));
    }

    @Test
    void replacesTheVersionOfAnEarlierUpgrade() {
        String old = "{key: kubernetes_version, operator: In, values: [1.32.1-gke.1]}";
        assertOptedIn(
                required("[{matchExpressions: [" + old + "]}]"),
                "tolerations: [" + TOLERATION + "]\n" + required("[{matchExpressions: [" + EXPRESSION + "]}]"));
    }

    @Test
    void takesOurOwnEarlierTolerationAwayButNobodyElses() {
        OptInTaint old = new OptInTaint("kubernetes_version", GkeVersion.parse("1.32.1-gke.1"));
        Placement start = placement("tolerations: [{key: own, operator: Exists}]");
        Placement opted = new OptInEdit(old, Set.of("blue")).apply(start, true, null);
        OptInRecord ours = new OptInRecord(old, start, opted, "", List.of(), Map.of(), ImagePins.NONE);
        OptInRecord theirs = new OptInRecord(old, opted, opted, "", List.of(), Map.of(), ImagePins.NONE);

        assertEquals(
                2,
                Trees.mutableList(EDIT.apply(opted, true, ours).tolerations()).size());
        assertEquals(
                3,
                Trees.mutableList(EDIT.apply(opted, true, theirs).tolerations()).size());
    }

    @Test
    void addsNoTolerationWhereOneCoversTheTaintAlready() {
        for (String toleration : List.of(
                "{operator: Exists}",
                "{key: kubernetes_version, operator: Exists}",
                "{key: kubernetes_version, value: 1.33.5-gke.1}",
                TOLERATION)) {
            Placement before = placement("tolerations: [" + toleration + "]");
            assertEquals(before.tolerations(), EDIT.apply(before, true, null).tolerations(), toleration);
        }
    }

    @Test
    void aTolerationAloneIsNotOptedIn() {
        Placement tolerating = placement("tolerations: [" + TOLERATION + "]");
        assertFalse(EDIT.holdsFor(tolerating, true));
        assertTrue(EDIT.holdsFor(tolerating, false), "enough for a DaemonSet");
    }

    @Test
    void oneTermWithoutTheVersionIsNotOptedIn() {
        assertFalse(EDIT.holdsFor(
                placement("tolerations: [" + TOLERATION + "]\n"
                        + required("[{matchExpressions: [" + EXPRESSION
                                + "]}, {matchExpressions: [{key: disk, operator: Exists}]}]")),
                true));
    }

    @Test
    void givesADaemonSetTheTolerationOnly() {
        Placement after = EDIT.apply(placement("nodeSelector: {cloud.google.com/gke-nodepool: blue}"), false, null);
        assertEquals(
                Tree.yaml("tolerations: [" + TOLERATION + "]\nnodeSelector: {cloud.google.com/gke-nodepool: blue}"),
                after.tree());
    }
}
