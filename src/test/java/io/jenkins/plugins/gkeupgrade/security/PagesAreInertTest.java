package io.jenkins.plugins.gkeupgrade.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pages and scripts as files: what comes from a cluster, a job or a user can only ever be text in them, and they work
 * where a Content-Security-Policy forbids scripts and styles inside of pages.
 */
class PagesAreInertTest {
    private static final Path ROOT = Path.of(System.getProperty("repository.root", "."));
    private static final String ESCAPES = "<?jelly escape-by-default='true'?>";
    /** Ways around escaping, scripts and handlers inside of the page, styles inside of it. */
    private static final List<Pattern> FORBIDDEN_IN_PAGES = Stream.of(
                    "<j:out\\b",
                    "escapeText=\"false\"",
                    "<script(?![^>]*\\bsrc=)",
                    "\\bon[a-z]+=\"",
                    "javascript:",
                    "<style\\b",
                    "\\bstyle=\"",
                    "<st:bind\\b")
            .map(Pattern::compile)
            .toList();
    /** Ways from text to markup or code. */
    private static final List<Pattern> FORBIDDEN_IN_SCRIPTS = Stream.of(
                    "innerHTML",
                    "outerHTML",
                    "insertAdjacentHTML",
                    "document\\.write",
                    "\\beval\\(",
                    "new Function",
                    "setTimeout\\(\"",
                    "DOMParser",
                    "createContextualFragment")
            .map(Pattern::compile)
            .toList();

    static Stream<Path> pages() throws IOException {
        return files("src/main/resources", ".jelly");
    }

    static Stream<Path> scripts() throws IOException {
        return Stream.concat(files("src/main/resources", ".js"), files("src/main/webapp", ".js"));
    }

    static Stream<Path> sources() throws IOException {
        return files("src/main/java", ".java");
    }

    private static Stream<Path> files(String folder, String ending) throws IOException {
        Path root = ROOT.resolve(folder);
        if (!Files.isDirectory(root)) {
            return Stream.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> file.toString().endsWith(ending)).map(ROOT::relativize).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pagesEscapeAndHoldNoScript(Path page) throws IOException {
        String text = Files.readString(ROOT.resolve(page));
        assertTrue(text.startsWith(ESCAPES), page + " does not begin with " + ESCAPES);
        assertFree(page, text, FORBIDDEN_IN_PAGES);
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void scriptsMakeTextOnly(Path script) throws IOException {
        assertFree(script, Files.readString(ROOT.resolve(script)), FORBIDDEN_IN_SCRIPTS);
    }

    /** Answers of forms and lines of the console: never as markup, which Jenkins would pass on as it is. */
    @ParameterizedTest
    @MethodSource("sources")
    void javaMakesNoMarkup(Path source) throws IOException {
        assertFree(
                source,
                Files.readString(ROOT.resolve(source)),
                List.of(
                        Pattern.compile("WithMarkup\\("),
                        Pattern.compile("ConsoleNote"),
                        Pattern.compile("respond\\(")));
    }

    private static void assertFree(Path file, String text, List<Pattern> forbidden) {
        for (Pattern each : forbidden) {
            assertEquals(
                    List.of(),
                    each.matcher(text).results().map(hit -> hit.group()).toList(),
                    file + " has " + each);
        }
    }
}
