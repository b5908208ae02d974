package io.jenkins.plugins.gkeupgrade.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.gkeupgrade.browser.Chromium;
import io.jenkins.plugins.gkeupgrade.browser.OnChromium;
import io.jenkins.plugins.gkeupgrade.browser.TestSite;
import io.jenkins.plugins.gkeupgrade.report.GkeUpgradeAction;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list of clusters in a browser: it brings itself up to date until each cluster has been looked at, and no longer. */
@OnChromium
class ListScriptTest {
    private static final String MARKUP = "<img src=x onerror=\"window.hurt=1\"><script>window.hurt=2</script>";
    private static final String ALL_SEEN = "document.querySelector('[role=status]').textContent.startsWith('All')";
    /** Counts questions from when they are asked, which is in the order in which timers run. */
    private static final String COUNT_QUESTIONS = "(() => { const real = window.fetch; window.asked = 0;"
            + " window.fetch = (...all) => { window.asked++; return real(...all); }; })()";
    /** Comes after every timer of the page that is due by then: a question that was to come has been asked. */
    private static final String TWENTY_PAUSES = "new Promise(done => setTimeout(() => done(window.asked), 400))";

    private Chromium browser;
    private TestSite site;

    @BeforeEach
    void start() throws Exception {
        browser = new Chromium();
        site = new TestSite();
        site.serving("/favicon.ico", "").serving("/list.js", GkeUpgrades.class, "list.js");
        for (String file : List.of("dom.js", "refresh.js")) {
            site.serving("/" + file, GkeUpgradeAction.class, "page/" + file);
        }
    }

    @AfterEach
    void stop() {
        site.close();
        browser.close();
    }

    private static Map<String, Object> cluster(String name, boolean running, String... sentences) {
        return Map.of("name", name, "running", running, "seen", running ? "" : "now", "sentences", sentences);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    private void answer(Map<String, Object>... clusters) throws IOException {
        site.serving("/api/json", new ObjectMapper().writeValueAsString(Map.of("clusters", clusters)));
    }

    /** The page as the server makes it, with these clusters being looked at. */
    private void open(String... running) throws Exception {
        StringBuilder rows = new StringBuilder();
        for (String name : List.of("prod", "stage")) {
            rows.append("<tr data-cluster=\"%s\" data-running=\"%s\"><td>%1$s</td><td data-field=\"sentences\">"
                            .formatted(name, Arrays.asList(running).contains(name)))
                    .append("<div>Being looked at...</div></td><td data-field=\"seen\"></td></tr>");
        }
        site.serving(
                "/list.html",
                "<!DOCTYPE html><html lang=\"en\"><head><title>GKE upgrades</title></head><body>"
                        + "<div data-clusters=\"/api/json\" data-refresh=\"0.02\"><table><tbody>" + rows
                        + "</tbody></table></div><script src=\"/dom.js\"></script>"
                        + "<script src=\"/refresh.js\"></script><script src=\"/list.js\"></script></body></html>");
        browser.open(site.url("/list.html"));
    }

    private List<String> texts(String selector) throws Exception {
        return browser.evaluate("[...document.querySelectorAll('" + selector + "')].map(e => e.textContent)")
                .valueStream()
                .map(text -> text.asText())
                .toList();
    }

    @Test
    void bringsItselfUpToDateUntilEachClusterHasBeenSeen() throws Exception {
        answer(cluster("prod", true, "Being looked at..."), cluster("stage", true, "Being looked at..."));
        open("prod", "stage");
        assertEquals(List.of("Looking at 2 clusters..."), texts("[role=status]"));
        answer(cluster("prod", true, "Being looked at..."), cluster("stage", false, "3 of 9 opted in.", "Soon over."));
        browser.until("document.querySelector('[role=status]').textContent === 'Looking at 1 cluster...'");
        assertEquals(List.of("3 of 9 opted in.", "Soon over."), texts("tr:nth-child(2) [data-field=sentences] div"));
        assertEquals(List.of("", "now"), texts("[data-field=seen]"));

        browser.evaluate(COUNT_QUESTIONS);
        // One that could not be reached has been looked at as well; the other is looked at anew meanwhile.
        answer(cluster("prod", false, "GKE did not answer."), cluster("stage", true, "3 of 9 opted in."));
        browser.until(ALL_SEEN);
        assertEquals(List.of("GKE did not answer."), texts("tr:nth-child(1) [data-field=sentences] div"));
        long asked = browser.evaluate("window.asked").asLong();
        assertEquals(asked, browser.evaluate(TWENTY_PAUSES).asLong(), "nothing is asked any more");
        assertEquals(List.of(), browser.complaints());
        assertEquals(List.of(), site.missed());
    }

    @Test
    void asksNothingWhenAllIsKnown() throws Exception {
        open();
        browser.evaluate(COUNT_QUESTIONS);
        assertEquals(0, browser.evaluate(TWENTY_PAUSES).asLong());
        assertEquals(List.of(), texts("[role=status], [role=alert]"));
        assertEquals(List.of(), site.missed(), "nor at first");
    }

    @Test
    void aClusterThatIsNotConfiguredAnyMoreIsNotWaitedFor() throws Exception {
        answer(cluster("stage", false, "3 of 9 opted in."));
        open("prod", "stage");
        browser.until(ALL_SEEN);
        assertEquals(List.of("Being looked at..."), texts("tr:nth-child(1) [data-field=sentences] div"));
    }

    @Test
    void whatComesFromAClusterIsText() throws Exception {
        answer(cluster("prod", false, MARKUP));
        open("prod");
        browser.until(ALL_SEEN);
        assertEquals(List.of(MARKUP), texts("tr:nth-child(1) [data-field=sentences] div"));
        assertEquals(List.of(), texts("table img, table script"));
        assertTrue(browser.evaluate("window.hurt === undefined").asBoolean());
    }

    @Test
    void saysThatItCannotAskAndGoesOn() throws Exception {
        site.serving("/api/json", "<html>log in</html>");
        open("prod");
        browser.until("document.querySelector('[role=alert]').textContent !== ''");
        assertTrue(texts("[role=alert]").get(0).startsWith("The list cannot be refreshed: "));
        answer(cluster("prod", false, "3 of 9 opted in."));
        browser.until(ALL_SEEN);
        assertEquals(List.of(""), texts("[role=alert]"));
    }
}
