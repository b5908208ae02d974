package io.jenkins.plugins.gkeupgrade.engine.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether nodes with the labels pool=blue, cpus=8 and the taint team=db:NoSchedule take pods. */
class NodeFitTest {
    private static final NodeFit NODES = new NodeFit(
            Map.of("pool", "blue", "cpus", "8"),
            List.of(Taint.parse("team=db:NoSchedule"), Taint.parse("spot=true:PreferNoSchedule")));

    private static Placement placement(String tolerations, String expression, String selector) {
        Map<String, Object> spec = Tree.yaml("""
                {"tolerations": [%s], "nodeSelector": {%s}}
                """.formatted(tolerations, selector));
        Object affinity = expression.isEmpty() ? null : Tree.yaml("""
                        {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution":
                          {"nodeSelectorTerms": [{"matchExpressions": [{"key": "no", "operator": "Exists"}]}, %s]}}}
                        """.formatted(expression));
        return new Placement(spec.get("tolerations"), affinity, spec.get("nodeSelector"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{\"key\": \"team\", \"operator\": \"Equal\", \"value\": \"db\", \"effect\": \"NoSchedule\"}' | true",
                "'{\"key\": \"team\", \"value\": \"db\"}' | true",
                "'{\"key\": \"team\", \"operator\": \"Exists\"}' | true",
                "'{\"operator\": \"Exists\"}' | true",
                "'{\"key\": \"team\", \"value\": \"web\"}' | false",
                "'{\"key\": \"team\", \"operator\": \"Gt\", \"value\": \"db\"}' | false",
                "'{\"key\": \"team\", \"operator\": \"Lt\", \"value\": \"db\"}' | false",
                "'{\"key\": \"team\", \"value\": \"db\", \"effect\": \"NoExecute\"}' | false",
                "'' | false"
            })
    void taintsKeepOutWhatDoesNotTolerateThem(String toleration, boolean taken) {
        assertEquals(taken, NODES.takes(placement(toleration, "", "")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"key\": \"pool\", \"operator\": \"In\", \"values\": [\"green\", \"blue\"]' | true",
                "'\"key\": \"pool\", \"operator\": \"In\", \"values\": [\"green\"]' | false",
                "'\"key\": \"pool\", \"operator\": \"NotIn\", \"values\": [\"green\"]' | true",
                "'\"key\": \"zone\", \"operator\": \"NotIn\", \"values\": [\"b\"]' | true",
                "'\"key\": \"pool\", \"operator\": \"Exists\"' | true",
                "'\"key\": \"pool\", \"operator\": \"DoesNotExist\"' | false",
                "'\"key\": \"cpus\", \"operator\": \"Gt\", \"values\": [\"4\"]' | true",
                "'\"key\": \"cpus\", \"operator\": \"Gt\", \"values\": [\"8\"]' | false",
                "'\"key\": \"cpus\", \"operator\": \"Lt\", \"values\": [\"16\"]' | true",
                "'\"key\": \"pool\", \"operator\": \"Lt\", \"values\": [\"16\"]' | false"
            })
    void oneTermOfTheAffinityMustHold(String expression, boolean taken) {
        String term = "{\"matchExpressions\": [{" + expression + "}]}";
        assertEquals(taken, NODES.takes(placement("{\"operator\": \"Exists\"}", term, "")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{}' | false",
                "'{\"matchFields\": [{\"key\": \"metadata.name\", \"operator\": \"Exists\"}]}' | false"
            })
    void aTermThatMatchesNoNodeInGeneralTakesNobody(String term, boolean taken) {
        assertEquals(taken, NODES.takes(placement("{\"operator\": \"Exists\"}", term, "")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'\"pool\": \"blue\"' | true", "'\"pool\": \"green\"' | false", "'\"zone\": \"b\"' | false"})
    void everyLabelOfTheSelectorMustBeThere(String selector, boolean taken) {
        assertEquals(taken, NODES.takes(placement("{\"operator\": \"Exists\"}", "", selector)));
    }
}
