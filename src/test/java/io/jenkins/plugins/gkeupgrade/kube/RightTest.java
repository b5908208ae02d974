package io.jenkins.plugins.gkeupgrade.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.emulator.KubernetesFaults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The rights that the Test button asks for are those of the documented roles. */
class RightTest {
    private static final Path ROLES = Path.of(System.getProperty("repository.root", "."), "docs", "rbac");

    /** What a role grants, in the words of {@link Right}. */
    private static Set<String> granted(String file) throws Exception {
        Map<String, Object> role = new Yaml().load(Files.readString(ROLES.resolve(file)));
        Set<String> granted = new TreeSet<>();
        for (Object each : (List<?>) role.get("rules")) {
            Map<?, ?> rule = (Map<?, ?>) each;
            for (String verb : texts(rule, "verbs")) {
                texts(rule, "nonResourceURLs").forEach(path -> granted.add(verb + " " + path));
                for (String group : texts(rule, "apiGroups")) {
                    texts(rule, "resources")
                            .forEach(resource ->
                                    granted.add(verb + " " + resource + (group.isEmpty() ? "" : "." + group)));
                }
            }
        }
        return granted;
    }

    private static List<String> texts(Map<?, ?> rule, String field) {
        return rule.get(field) instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }

    private static Set<String> words(List<Right> rights) {
        return rights.stream().map(Right::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void stepsNeedWhatTheirRoleGrants() throws Exception {
        assertEquals(granted("step-user.yaml"), words(Right.OF_STEPS));
        assertEquals(Right.OF_STEPS.size(), words(Right.OF_STEPS).size(), "each once");
    }

    @Test
    void retiringNeedsMore() throws Exception {
        Set<String> more = granted("retire-pool.yaml");
        more.removeAll(words(Right.OF_STEPS));
        assertEquals(more, words(Right.OF_RETIRING));
    }

    @Test
    void theServerIsAskedForEachRight() throws Exception {
        try (EmulatedCluster cluster = new EmulatedCluster()) {
            KubernetesWorkloads window = cluster.connection.workloads();
            assertEquals(List.of(), window.missing(Right.OF_STEPS));
            for (Right right : Right.OF_STEPS) {
                cluster.emulator.faults().clear();
                cluster.emulator.faults().forbid(KubernetesFaults.on(right.verb(), right.resource()));
                assertEquals(List.of(right), window.missing(Right.OF_STEPS));
            }
            assertTrue(window.missing(List.of()).isEmpty());
        }
    }
}
