package io.jenkins.plugins.gkeupgrade.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two builds compile the same sources, so their poms must agree on what they compile against. */
class PomAgreementTest {
    /** Jenkins plugins that bring libraries, which the standalone build packages as jars. */
    private static final Set<String> LIBRARY_PLUGINS = Set.of("gson-api", "jackson2-api", "kubernetes-client-api");

    private final Pom canonical = Pom.read(Repository.file("pom.xml"));
    private final Pom standalone = Pom.read(Repository.file("standalone/pom.xml"));
    private final Pom plugin = Pom.read(Repository.file("standalone/plugin/pom.xml"));

    PomAgreementTest() throws IOException {}

    @ParameterizedTest
    @ValueSource(strings = {"google-cloud-container.version", "okhttp.version", "archunit.version"})
    void versionsAreTheSame(String property) {
        assertEquals(canonical.property(property), standalone.property(property));
    }

    @Test
    void theBaselineIsTheSame() {
        String version = canonical
                .property("jenkins.version")
                .replace("${jenkins.baseline}", canonical.property("jenkins.baseline"));
        assertEquals(version, standalone.property("jenkins.version"));
    }

    /** The canonical build takes it from the kubernetes-client-api plugin, whose version the Jenkins BOM decides. */
    @Test
    void theKubernetesClientIsTheSame() {
        assertEquals(standalone.property("kubernetes-client.version"), Version.clientVersion());
    }

    @Test
    void theSamePartsOfGooglesClientAreLeftOut() {
        Set<String> expected =
                new TreeSet<>(plugin.dependency("google-cloud-container").exclusions());
        expected.add("com.google.code.gson:gson");
        assertEquals(expected, canonical.dependency("google-cloud-container").exclusions());
    }

    @Test
    void theSameJenkinsPluginsAreNeeded() {
        Map<String, Boolean> declared = new TreeMap<>();
        Stream.of(plugin.property("plugin.dependencies").split(",")).forEach(each -> {
            String[] parts = each.split("[:;]", 3);
            declared.put(parts[0], parts.length == 3 && parts[2].equals("resolution:=optional"));
        });
        Map<String, Boolean> expected = canonical.dependencies().stream()
                .filter(each -> each.packaged() && !each.group().equals("com.google.cloud"))
                .filter(each -> !LIBRARY_PLUGINS.contains(each.artifact()))
                .collect(Collectors.toMap(
                        Pom.Dependency::artifact, Pom.Dependency::optional, (a, b) -> a, TreeMap::new));
        assertEquals(expected, declared);
    }

    @Test
    void testLibrariesAreTheSame() {
        Set<String> here = plugin.dependencies().stream()
                .filter(each -> each.scope().equals("test"))
                .map(Pom.Dependency::artifact)
                // The Jenkins parent POM brings these two.
                .filter(artifact -> !Set.of("junit-jupiter", "slf4j-jdk14").contains(artifact))
                .collect(Collectors.toSet());
        Set<String> there = canonical.dependencies().stream()
                .filter(each -> each.scope().equals("test"))
                .map(Pom.Dependency::artifact)
                .collect(Collectors.toSet());
        assertTrue(there.containsAll(here), () -> "the canonical pom has only " + there + " of " + here);
    }

    @Test
    void bothPreferTheBundledLibraries() throws IOException {
        assertTrue(Files.readString(Repository.file("pom.xml"))
                .contains("<pluginFirstClassLoader>true</pluginFirstClassLoader>"));
        assertTrue(Files.readString(Repository.file("standalone/plugin/hpi/MANIFEST.MF"))
                .contains("PluginFirstClassLoader: true"));
    }
}
