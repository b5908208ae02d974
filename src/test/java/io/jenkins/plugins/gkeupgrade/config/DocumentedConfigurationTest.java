package io.jenkins.plugins.gkeupgrade.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.gcp.KubernetesEndpoint;
import java.beans.Introspector;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kohsuke.stapler.DataBoundSetter;
import org.yaml.snakeyaml.Yaml;

/** The examples of Configuration as Code in the documentation, bound as that plugin binds: by constructor and setters. */
@Tag("standalone") // A real descriptor loads and saves itself in the home of a controller.
class DocumentedConfigurationTest {
    private static final Path ROOT = Path.of(System.getProperty("repository.root", "."));
    private static final Pattern YAML = Pattern.compile("```yaml\n(unclassified:.*?)```", Pattern.DOTALL);

    private final GkeUpgradeConfiguration configuration = new GkeUpgradeConfiguration();

    @ParameterizedTest
    @ValueSource(strings = {"docs/configuration.md", "README.md"})
    void everyExampleIsAccepted(String page) throws Exception {
        List<String> examples = examples(page);
        assertTrue(!examples.isEmpty(), page + " has an example");
        for (String example : examples) {
            apply(example);
            assertTrue(!configuration.getClusters().isEmpty());
        }
    }

    @Test
    void theExampleWithoutGkeSaysWhatItMeans() throws Exception {
        apply(examples("docs/configuration.md").get(1));
        assertEquals(List.of("kind"), configuration.names());
        ClusterSettings kind = configuration.settings("kind");
        assertTrue(!kind.cluster().gke());
        assertEquals("kind-kubeconfig", kind.kubeconfigCredentialsId());
    }

    @Test
    void theExampleSaysWhatItMeans() throws Exception {
        apply(examples("docs/configuration.md").get(0));
        assertEquals(List.of("shop-prod", "shop-behind-proxy", "test-bench"), configuration.names());
        ClusterSettings prod = configuration.settings("shop-prod");
        assertEquals(KubernetesEndpoint.DNS, prod.endpoint());
        assertEquals(4, prod.limits().changesInFlight());
        assertEquals(20, prod.limits().changesPerSecond());
        ClusterSettings proxied = configuration.settings("shop-behind-proxy");
        assertEquals("container-acme.p.googleapis.com:443", proxied.gkeApiHostAndPort());
        assertEquals("https://proxy.acme.example:8443", proxied.kubernetesUrl());
        assertEquals(8, proxied.limits().changesInFlight());
        assertEquals("bench-kubeconfig", configuration.settings("test-bench").kubeconfigCredentialsId());
    }

    @Test
    void everyFieldIsDocumented() throws Exception {
        String text = Files.readString(ROOT.resolve("docs/configuration.md"));
        for (String field : setters(NamedCluster.class).keySet()) {
            assertTrue(text.contains("`" + field + "`"), field);
        }
        for (String field : setters(GkeUpgradeConfiguration.class).keySet()) {
            assertTrue(text.contains(field), field);
        }
    }

    private void apply(String example) throws Exception {
        Map<?, ?> whole = new Yaml().load(example);
        Map<?, ?> ours = (Map<?, ?>) ((Map<?, ?>) whole.get("unclassified")).get("gkeUpgrade");
        List<NamedCluster> clusters = new ArrayList<>();
        for (Object cluster : (List<?>) ours.get("clusters")) {
            clusters.add(cluster((Map<?, ?>) cluster));
        }
        configuration.setClusters(clusters);
        Map<?, ?> rest = new TreeMap<>(ours);
        rest.remove("clusters");
        set(configuration, rest);
    }

    private static List<String> examples(String page) throws IOException {
        return YAML.matcher(Files.readString(ROOT.resolve(page)))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static NamedCluster cluster(Map<?, ?> fields) throws Exception {
        Constructor<?> constructor = NamedCluster.class.getConstructors()[0];
        Map<?, ?> rest = new TreeMap<>(fields);
        Object[] arguments = Arrays.stream(constructor.getParameters())
                .map(Parameter::getName)
                .map(rest::remove)
                .toArray();
        NamedCluster cluster = (NamedCluster) constructor.newInstance(arguments);
        set(cluster, rest);
        return cluster;
    }

    private static void set(Object target, Map<?, ?> values) throws IllegalAccessException, InvocationTargetException {
        Map<String, Method> setters = setters(target.getClass());
        assertEquals(
                new TreeSet<>(),
                new TreeSet<>(values.keySet().stream()
                        .filter(key -> !setters.containsKey(key))
                        .toList()));
        for (Map.Entry<?, ?> value : values.entrySet()) {
            Method setter = setters.get(value.getKey());
            setter.invoke(target, converted(value.getValue(), setter.getParameterTypes()[0]));
        }
    }

    private static Object converted(Object value, Class<?> type) {
        return type == KubernetesEndpoint.class ? KubernetesEndpoint.valueOf(value.toString()) : value;
    }

    private static Map<String, Method> setters(Class<?> type) {
        Map<String, Method> setters = new TreeMap<>();
        for (Method method : type.getMethods()) {
            if (method.isAnnotationPresent(DataBoundSetter.class)) {
                setters.put(Introspector.decapitalize(method.getName().substring("set".length())), method);
            }
        }
        return setters;
    }
}
