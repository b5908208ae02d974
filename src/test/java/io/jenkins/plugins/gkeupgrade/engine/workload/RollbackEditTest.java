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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollbackEditTest {
    private static final OptInTaint NEW = new OptInTaint("kubernetes_version", GkeVersion.parse("1.33.5-gke.1"));
    private static final OptInEdit EDIT = new OptInEdit(NEW, Set.of("green"));

    private static OptInRecord optIn(String before) {
        Placement placement = Placement.of(Tree.yaml(before));
        return new OptInRecord(
                NEW, placement, EDIT.apply(placement, true, null), "", List.of("blue"), Map.of(), ImagePins.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "tolerations: []",
                "affinity: {}",
                "nodeSelector: {}",
                "affinity: {nodeAffinity: {}}",
                "tolerations: [{key: kubernetes_version, operator: Equal, value: 1.33.5-gke.1, effect: NoSchedule}]",
                "nodeSelector: {cloud.google.com/gke-nodepool: blue}",
                "tolerations: [{key: a, tolerationSeconds: 30, effect: NoExecute}]\nnodeSelector: {disk: ssd}"
            })
    void restoresExactlyWhatWasThere(String before) {
        OptInRecord record = optIn(before);
        RollbackEdit back = RollbackEdit.of(record.after(), record);
        assertTrue(back.exact());
        assertEquals(Tree.yaml(before), back.placement().tree());
    }

    @Test
    void keepsATolerationThatSomebodyAddedMeanwhile() {
        OptInRecord record = optIn("tolerations: [{key: own, operator: Exists}]");
        List<Object> tolerations = Trees.mutableList(record.after().tolerations());
        tolerations.add(Map.of("key", "later", "operator", "Exists"));
        Placement now = new Placement(tolerations, record.after().affinity(), null);

        RollbackEdit back = RollbackEdit.of(now, record);
        assertFalse(back.exact());
        assertEquals(
                Tree.yaml("tolerations: [{key: own, operator: Exists}, {key: later, operator: Exists}]"),
                back.placement().tree());
    }

    @Test
    void keepsAnAffinityThatSomebodyAddedMeanwhile() {
        OptInRecord record = optIn("{}");
        List<Object> expressions =
                NodeTerms.expressions(NodeTerms.of(record.after().affinity()).get(0));
        expressions.add(NodeTerms.in("disk", List.of("ssd")));
        Object affinity =
                NodeTerms.withTerms(record.after().affinity(), List.of(NodeTerms.withExpressions(null, expressions)));

        RollbackEdit back = RollbackEdit.of(new Placement(record.after().tolerations(), affinity, null), record);
        assertEquals(
                Tree.yaml("affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
                        + " {nodeSelectorTerms: [{matchExpressions: [{key: disk, operator: In, values: [ssd]}]}]}}}"),
                back.placement().tree());
    }

    @Test
    void movesAPinBackThoughSomethingElseChanged() {
        OptInRecord record = optIn("nodeSelector: {cloud.google.com/gke-nodepool: blue}");
        Map<String, Object> selector = Trees.mutableMap(record.after().nodeSelector());
        selector.put("disk", "ssd");
        RollbackEdit back = RollbackEdit.of(
                new Placement(record.after().tolerations(), record.after().affinity(), selector), record);
        assertEquals(
                Tree.yaml("nodeSelector: {cloud.google.com/gke-nodepool: blue, disk: ssd}"),
                back.placement().tree());
    }

    @Test
    void putsNothingBackThatSomebodyRemovedAltogether() {
        OptInRecord record = optIn("tolerations: [{key: own, operator: Exists}]");
        RollbackEdit back = RollbackEdit.of(new Placement(null, null, null), record);
        assertEquals(Map.of("tolerations", List.of()), back.placement().tree());
    }
}
