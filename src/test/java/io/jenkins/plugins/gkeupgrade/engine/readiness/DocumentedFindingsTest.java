package io.jenkins.plugins.gkeupgrade.engine.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/readiness.md explains every finding there is, and no other. */
class DocumentedFindingsTest {
    private static final Path PAGE = Path.of(System.getProperty("repository.root", "."), "docs", "readiness.md");
    private static final Pattern SECTION = Pattern.compile("(?m)^### (\\S+)\\n(.*?)(?=^##|\\z)", Pattern.DOTALL);

    private static Map<String, String> sections() throws IOException {
        Map<String, String> sections = new LinkedHashMap<>();
        for (Matcher section = SECTION.matcher(Files.readString(PAGE)); section.find(); ) {
            sections.put(section.group(1), section.group(2));
        }
        return sections;
    }

    @Test
    void thePageHasTheIdsOfTheCatalogue() throws IOException {
        assertEquals(new TreeSet<>(FindingId.ids()), new TreeSet<>(sections().keySet()));
    }

    @ParameterizedTest
    @EnumSource
    void theSeverityIsWhatThePageSays(FindingId id) throws IOException {
        String begin =
                switch (id.severity()) {
                    case NOTE -> "A note";
                    case AT_RISK -> "At risk";
                    case BLOCKED -> "Blocking";
                };
        String section = sections().get(id.id());
        assertTrue(section.startsWith(begin), () -> id + " is " + id.severity() + ", and the page says: " + section);
    }
}
