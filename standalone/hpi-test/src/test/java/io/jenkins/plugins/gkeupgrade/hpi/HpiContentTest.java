package io.jenkins.plugins.gkeupgrade.hpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HpiContentTest {
    private static final String SYMBOLS = "META-INF/services/annotations/org.jenkinsci.Symbol";
    /** Of gson-api, jackson2-api, kubernetes-client-api, okhttp-api and snakeyaml-api. */
    private static final Pattern IN_LIBRARY_PLUGINS = Pattern.compile(
            "^(gson$|jackson-|kotlin-|kubernetes-|logging-interceptor|okhttp-|okio-|snakeyaml|zjsonpatch)");

    private static final String EXTENSIONS = "META-INF/annotations/hudson.Extension";

    @TempDir
    static Path folder;

    private static Hpi hpi;

    @BeforeAll
    static void open() throws IOException {
        hpi = Hpi.read(Path.of(System.getProperty("hpi.file")), folder);
    }

    @Test
    void theManifestTellsJenkinsWhatItIs() {
        Map<String, String> manifest = hpi.manifest();
        assertEquals("gke-opt-in-upgrade", manifest.get("Short-Name"));
        assertEquals(System.getProperty("hpi.version"), manifest.get("Plugin-Version"));
        assertEquals(System.getProperty("hpi.jenkins-version"), manifest.get("Jenkins-Version"));
        assertEquals("17", manifest.get("Minimum-Java-Version"));
        assertEquals("true", manifest.get("PluginFirstClassLoader"));
    }

    @Test
    void everyPluginWhoseClassesAreUsedIsADependency() {
        Map<String, Boolean> optional = new HashMap<>();
        for (String dependency : hpi.manifest().get("Plugin-Dependencies").split(",")) {
            assertTrue(dependency.matches("[a-z0-9-]+:[0-9a-z._]+(;resolution:=optional)?"), dependency);
            optional.put(dependency.substring(0, dependency.indexOf(':')), dependency.contains(";"));
        }
        assertEquals(
                Map.of(
                        "credentials", false,
                        "google-oauth-plugin", true,
                        "plain-credentials", false,
                        "structs", false,
                        "workflow-api", false,
                        "workflow-step-api", false,
                        "workflow-support", false),
                optional);
    }

    /** Jenkins takes for the plugin's own only classes of a jar that has the plugin's manifest. */
    @Test
    void thePluginsJarHasTheSameManifest() throws IOException {
        Map<String, String> inner = Hpi.manifest(hpi.pluginJar());
        hpi.manifest().forEach((name, value) -> {
            if (!name.equals("Created-By")) {
                assertEquals(value, inner.get(name), name);
            }
        });
    }

    @Test
    void thePageOfTheReportIsThere() {
        Set<String> jar = hpi.pluginJarEntries();
        String room = "io/jenkins/plugins/gkeupgrade/report/";
        for (String file : List.of(
                "page/dom.js",
                "page/filter.js",
                "page/table.js",
                "page/timeline.js",
                "page/refresh.js",
                "page/parts.js",
                "page/report.js")) {
            assertTrue(jar.contains(room + file), file);
        }
        for (String file :
                List.of("page/report.css", "GkeUpgradeAction/index.jelly", "GkeUpgradeAction/summary.jelly")) {
            assertTrue(jar.contains(room + file), file);
        }
    }

    @Test
    void extensionsAndSymbolsAreListed() {
        Set<String> jar = hpi.pluginJarEntries();
        assertTrue(jar.contains(EXTENSIONS));
        assertTrue(jar.contains("index.jelly"));
        List<String> symbols = hpi.text(SYMBOLS).lines().toList();
        assertFalse(symbols.isEmpty());
        for (String symbol : symbols) {
            assertTrue(jar.contains(symbol.replace('.', '/') + ".class"), symbol);
        }
        List<String> extensions = hpi.text(EXTENSIONS + ".txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ (]")[0])
                .toList();
        assertTrue(extensions.containsAll(symbols), () -> "of " + symbols + " only " + extensions + " are extensions");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // The Jenkins API: Jenkins has it.
                "hudson/",
                "jenkins/",
                "org/jenkinsci/",
                "org/kohsuke/",
                "com/cloudbees/",
                "com/google/jenkins/",
                // In Jenkins core, and passed to and from it.
                "com/google/common/",
                "org/slf4j/",
                "org/springframework/",
                "jakarta/",
                "javax/annotation/",
                "org/apache/commons/",
                "edu/umd/",
                // Test libraries.
                "org/junit/",
                "io/fabric8/kubernetes/client/server/",
                "com/tngtech/",
                "io/vertx/"
            })
    void doesNotContain(String folder) {
        assertEquals(
                List.of(),
                hpi.classes().keySet().stream()
                        .filter(name -> name.startsWith(folder))
                        .limit(3)
                        .toList());
    }

    @Test
    void noClassIsThereTwice() {
        Map<String, List<String>> twice = hpi.classes().entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertEquals(Map.of(), twice);
    }

    /** What the canonical build bundles is here too; the rest it takes from plugins that wrap libraries. */
    @Test
    void theCanonicalBuildBundlesTheSameLibraries() throws IOException {
        String pom = Files.readString(Path.of(System.getProperty("canonical.pom")));
        Matcher list = Pattern.compile("<hpi.bundledArtifacts>(.*)</hpi.bundledArtifacts>")
                .matcher(pom);
        assertTrue(list.find());
        List<String> here = hpi.jars().keySet().stream()
                .map(jar -> jar.replaceFirst("-[0-9][0-9.]*\\.jar$", ""))
                .filter(jar -> !jar.equals("gke-opt-in-upgrade"))
                .filter(jar -> !IN_LIBRARY_PLUGINS.matcher(jar).find())
                .sorted()
                .toList();
        assertEquals(List.of(list.group(1).split(",")), here);
    }

    @Test
    void thePluginsClassesAreInItsJarAlone() {
        assertTrue(hpi.files().stream().noneMatch(name -> name.startsWith("WEB-INF/classes")));
        assertTrue(hpi.pluginJarEntries().stream()
                .filter(name -> name.endsWith(".class"))
                .allMatch(name -> name.startsWith("io/jenkins/plugins/gkeupgrade/")));
    }

    /** Jenkins reads parameter names from the class files when there is no .stapler file beside a class. */
    @Test
    void parameterNamesAreInTheClassFiles() {
        hpi.text(SYMBOLS).lines().forEach(symbol -> {
            String owner = symbol.replaceAll("\\$.*", "").replace('.', '/');
            String bytes = hpi.text(owner + ".class");
            assertTrue(!bytes.contains("DataBoundConstructor") || bytes.contains("MethodParameters"), owner);
        });
    }

    @Test
    void licencesOfTheLibrariesAreThere() {
        assertTrue(hpi.files().contains("WEB-INF/licenses.xml"));
    }
}
