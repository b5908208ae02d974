package io.jenkins.plugins.gkeupgrade.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gkeupgrade.browser.Chromium;
import io.jenkins.plugins.gkeupgrade.browser.OnChromium;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The report's page in a browser, which allows it no script and no style but those of its files. */
@OnChromium
class ReportPageTest {
    private static final String MARKUP = "<img src=x onerror=\"window.hurt=1\"><script>window.hurt=2</script>";
    private static final String TABLE = "#gke-upgrade-workload-table";

    private Chromium browser;

    @BeforeEach
    void start() throws Exception {
        browser = new Chromium();
    }

    @AfterEach
    void stop() {
        browser.close();
    }

    private static String sortButton(int column) {
        // The first column tells clusters apart, and is hidden when there is one.
        return TABLE + " thead th:nth-child(" + (column + 1) + ") button";
    }

    @Test
    void showsClustersStepsTimeLineAndWorkloads() throws Exception {
        try (ReportPage page = new ReportPage(browser, Samples.upgrade()).open()) {
            assertEquals(
                    List.of("Clusters", "Time line", "Steps", "Findings", "Workloads"),
                    page.texts("[...document.querySelectorAll('h2')].map(h => h.textContent)"));
            assertEquals(
                    List.of(
                            "Control plane 1.32.9-gke.1675000 1.33.5-gke.1162000 changed",
                            "Node pool default-pool 1.32.9-gke.1675000 1.32.9-gke.1675000 unchanged",
                            "Node pool default-pool-1-33 – 1.33.5-gke.1162000 added"),
                    page.texts("[...document.querySelectorAll('.gke-upgrade-card tbody tr')]"
                            + ".map(r => [...r.cells].map(c => c.textContent).join(' '))"));
            assertEquals(
                    List.of(
                            "checkUpgradeReadiness",
                            "gkeUpgradeMaster",
                            "createTaintedPool",
                            "optInWorkloads",
                            "verifyRollout",
                            "optInWorkloads"),
                    page.texts("[...document.querySelectorAll('.gke-upgrade-lane')].map(t => t.textContent)"));
            assertEquals(
                    List.of("optInWorkloads", "running", "3 min 00 s so far", "waiting for wave 1: 0 of 1 healthy"),
                    page.texts("[0, 1, 3, 4].map(i => document.querySelector("
                            + "'section:nth-of-type(3) tbody tr:last-child').cells[i].textContent)"));
            assertEquals(
                    "2026-11-02T08:27:00Z",
                    browser.evaluate("document.querySelector('section:nth-of-type(3) tr:last-child time').dateTime")
                            .asText());
            assertEquals(
                    List.of("passed", "failed", "inconclusive", "running", "rolled back"),
                    page.texts("[...document.querySelectorAll('.gke-upgrade-legend li')].map(l => l.textContent)"));
            assertTrue(page.text("section:nth-of-type(3) thead th:nth-child(3)").matches("Started \\(\\S+\\)"));
            assertTrue(
                    browser.evaluate("document.querySelectorAll('.gke-upgrade-moves').length")
                                    .asInt()
                            > 1,
                    "workloads on their way are drawn");
            assertEquals(List.of("failed", "failed"), page.column("Verdict").subList(0, 2), "the worst is on top");
            assertEquals("1, allowed 2 too low", page.column("Lowest available").get(0));
            assertEquals(List.of(), browser.complaints());
            assertEquals(List.of(), page.site.missed());
        }
    }

    @Test
    void sortsByEveryColumnBothWays() throws Exception {
        try (ReportPage page = new ReportPage(browser, Samples.upgrade()).open()) {
            page.click(sortButton(4));
            List<String> up = page.column("Name");
            assertEquals(List.of("service-0", "service-1", "service-2"), up.subList(0, 3));
            assertEquals("service-10", up.get(10), "numbers in names count as numbers");
            assertEquals("ascending", sorted(4));
            page.click(sortButton(4));
            assertEquals("service-119", page.column("Name").get(0));
            assertEquals("descending", sorted(4));

            page.click(sortButton(8));
            assertEquals("1 min 49 s", page.column("Duration").get(0), "the longest first");
            assertEquals("", sorted(4), "one column sorts");
            page.click(sortButton(1));
            page.set("gke-upgrade-workload-table-size", "All");
            List<String> teams = page.column("Team");
            assertEquals("", teams.get(teams.size() - 1), "those without a team come last");
            page.click(sortButton(1));
            teams = page.column("Team");
            assertEquals("search", teams.get(0));
            assertEquals("", teams.get(teams.size() - 1), "the other way round as well");
        }
    }

    private String sorted(int column) throws Exception {
        JsonNode value = browser.evaluate("document.querySelector('" + TABLE + " thead th:nth-child(" + (column + 1)
                + ")').getAttribute('aria-sort') || ''");
        return value.asText();
    }

    @Test
    void filtersByTextAndByChoice() throws Exception {
        try (ReportPage page = new ReportPage(browser, Samples.upgrade()).open()) {
            page.set("gke-upgrade-workload-table-search", "STATEFULSET failed");
            assertEquals(List.of("StatefulSet"), List.copyOf(new TreeSet<>(page.column("Kind"))));
            assertEquals(List.of("failed"), List.copyOf(new TreeSet<>(page.column("Verdict"))));
            String status = page.text("section:last-of-type [role=status]");
            assertTrue(status.matches("\\d+ of 120 workloads"), status);
            page.set("gke-upgrade-workload-table-search", "");
            page.set("gke-upgrade-workload-table-team", "payments");
            assertEquals(List.of("payments"), List.copyOf(new TreeSet<>(page.column("Team"))));
            page.set("gke-upgrade-workload-table-search", "no such thing");
            assertEquals(List.of(), page.column("Team"));
            assertEquals("no rows", page.text("section:last-of-type .gke-upgrade-where"));
        }
    }

    @Test
    void worksWithTheKeyboardAlone() throws Exception {
        try (ReportPage page = new ReportPage(browser, Samples.upgrade()).open()) {
            focus("gke-upgrade-workload-table-search");
            browser.type("service-11");
            assertTrue(page.column("Name").contains("service-11"), "typing filters");
            tabTo("document.activeElement.closest('th')?.textContent === 'Name'");
            assertNotEquals(
                    "none",
                    browser.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                            .asText());
            browser.press("Enter");
            assertEquals("ascending", sorted(4));
            assertEquals("service-11", page.column("Name").get(0));
            browser.press("Space");
            assertEquals("descending", sorted(4));
            assertEquals("service-119", page.column("Name").get(0));
        }
    }

    private void focus(String id) throws Exception {
        browser.evaluate("document.getElementById('" + id + "').focus()");
    }

    private void tabTo(String condition) throws Exception {
        for (int i = 0; i < 30 && !browser.evaluate("!!(" + condition + ")").asBoolean(); i++) {
            browser.press("Tab");
        }
        assertTrue(browser.evaluate("!!(" + condition + ")").asBoolean(), "the tabulator leads to " + condition);
    }

    @Test
    void everythingHasAName() throws Exception {
        try (ReportPage page = new ReportPage(browser, Samples.upgrade()).open()) {
            assertEquals(
                    List.of(),
                    page.texts(
                            "[...document.querySelectorAll('input, select')].filter(f => !f.labels.length).map(f => f.id)"));
            assertEquals(
                    List.of(),
                    page.texts(
                            "[...document.querySelectorAll('table')].filter(t => !t.caption?.textContent).map(t => t.id)"));
            assertEquals(
                    List.of(),
                    page.texts("[...document.querySelectorAll('thead th, tbody th')].filter(h => !h.scope)"
                            + ".map(h => h.textContent)"));
            assertEquals(
                    List.of(),
                    page.texts("[...document.querySelectorAll('svg, section, [role=region]')]"
                            + ".filter(e => !e.ariaLabel && !document.getElementById(e.getAttribute('aria-labelledby')))"
                            + ".map(e => e.outerHTML.slice(0, 80))"));
            assertEquals(
                    List.of(),
                    page.texts("(() => { const seen = new Set();"
                            + " return [...document.querySelectorAll('[id]')].map(e => e.id)"
                            + ".filter(id => seen.size === seen.add(id).size); })()"),
                    "ids are unique");
        }
    }

    @Test
    void namesWithMarkupStayText() throws Exception {
        try (ReportPage page = new ReportPage(browser, Samples.hostile(MARKUP)).open()) {
            assertEquals(MARKUP, page.column("Name").get(0));
            assertEquals(MARKUP, page.column("Reason").get(0));
            assertEquals(
                    0,
                    browser.evaluate("document.querySelectorAll('main img, main script').length")
                            .asInt());
            assertEquals("undefined", browser.evaluate("typeof window.hurt").asText());
            assertTrue(page.text(".gke-upgrade-card").contains(MARKUP));
            assertTrue(page.text(".gke-upgrade-lane").contains(MARKUP));
            assertEquals(List.of(), browser.complaints());
        }
    }

    @Test
    void isReadableInTheLightAndInTheDark() throws Exception {
        try (ReportPage page = new ReportPage(browser, Samples.upgrade())) {
            for (boolean dark : List.of(false, true)) {
                browser.prefer(dark);
                page.open();
                for (String selector : List.of(
                        ".gke-upgrade-card td",
                        ".gke-upgrade-secondary",
                        TABLE + " thead button",
                        TABLE + " tbody td",
                        ".gke-upgrade-low",
                        ".gke-upgrade-status",
                        "figcaption",
                        "#gke-upgrade-workload-table-search")) {
                    double contrast =
                            browser.evaluate(CONTRAST.formatted(selector)).asDouble();
                    assertTrue(contrast >= 4.5, selector + (dark ? " in the dark: " : " in the light: ") + contrast);
                }
            }
        }
    }

    /** Contrast of text against the first background behind it, as WCAG 2 reckons it. */
    private static final String CONTRAST = """
            (() => {
              const channels = (c) => c.match(/[\\d.]+/g).map(Number);
              const element = document.querySelector('%s');
              let behind = element;
              while (behind.parentElement && channels(getComputedStyle(behind).backgroundColor)[3] === 0) {
                behind = behind.parentElement;
              }
              const light = (c) => channels(c).slice(0, 3).map((v) => (c.startsWith("color(srgb") ? v : v / 255))
                .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
              const [one, other] = [light(getComputedStyle(element).color), light(getComputedStyle(behind).backgroundColor)];
              return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
            })()
            """;

    @Test
    void takesTheColoursOfJenkins() throws Exception {
        String theme = ":root { --text-color: rgb(1, 2, 3); --card-background: rgb(4, 5, 6); }";
        try (ReportPage page = new ReportPage(browser, Samples.upgrade(), theme).open()) {
            assertEquals(List.of(), page.site.missed());
            assertEquals(
                    "rgb(1, 2, 3)",
                    browser.evaluate("getComputedStyle(document.querySelector('.gke-upgrade td')).color")
                            .asText());
            assertEquals(
                    "rgb(4, 5, 6)",
                    browser.evaluate("getComputedStyle(document.querySelector('.gke-upgrade-card')).backgroundColor")
                            .asText());
        }
    }

    /** A theme chooses its red for areas. */
    @Test
    void wordsThatWarnAreReadableInAnyRed() throws Exception {
        String theme = ":root { --text-color: rgb(20, 20, 31); --red: rgb(235, 70, 50); }"
                + " body { background: rgb(255, 255, 255); }";
        try (ReportPage page = new ReportPage(browser, Samples.upgrade(), theme).open()) {
            double contrast =
                    browser.evaluate(CONTRAST.formatted(".gke-upgrade-low")).asDouble();
            assertTrue(contrast >= 4.5, "contrast " + contrast);
            assertEquals(List.of(), page.site.missed());
        }
    }

    @Test
    void isFastWithFiveThousandWorkloads() throws Exception {
        try (ReportPage page = new ReportPage(browser, Samples.many(5000)).open()) {
            long shown = browser.evaluate("Math.round(performance.now())").asLong();
            String timed =
                    "(() => { const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));"
                            + " const start = performance.now(); %s; document.body.offsetHeight;"
                            + " return frame().then(() => Math.round(performance.now() - start)); })()";
            long sort = browser.evaluate(timed.formatted("document.querySelector('" + sortButton(10) + "').click()"))
                    .asLong();
            long filter = browser.evaluate(timed.formatted("(() => { const field = document.getElementById("
                            + "'gke-upgrade-workload-table-search'); field.value = 'search';"
                            + " field.dispatchEvent(new Event('input')); })()"))
                    .asLong();
            long load = browser.evaluate("Math.round(performance.getEntriesByType('resource')"
                            + ".filter(e => e.name.endsWith('api/json')).map(e => e.responseEnd)[0])")
                    .asLong();
            System.getLogger("report")
                    .log(
                            System.Logger.Level.INFO,
                            "5,000 workloads: data there after {0} ms, shown after {1} ms, sorted in {2} ms,"
                                    + " filtered in {3} ms",
                            load,
                            shown,
                            sort,
                            filter);
            assertTrue(sort < 5_000 && filter < 5_000, sort + " ms, " + filter + " ms");
            assertEquals(100, page.column("Name").size(), "a page of rows is in the document");
            assertEquals("1,000 of 5,000 workloads", page.text("section:last-of-type [role=status]"));
            page.click("section:last-of-type .gke-upgrade-pager button[aria-label='Next page']");
            assertEquals("101–200 of 1,000", page.text("section:last-of-type .gke-upgrade-where"));
        }
    }

    @Test
    void saysWhenThereIsNothingAndWhenItCannotTell() throws Exception {
        try (ReportPage page = new ReportPage(browser, Samples.report(List.of())).open()) {
            assertEquals("No step of this build has begun yet.", page.text(".gke-upgrade-summary"));
            assertTrue(browser.evaluate("[...document.querySelectorAll('section')].every(s => s.hidden)")
                    .asBoolean());
            page.site.serving("/gke-upgrade/api/json", "<html>log in</html>");
            page.open();
            assertTrue(page.text("[role=alert]").startsWith("The report cannot be shown: "), page.text("[role=alert]"));
        }
    }

    /** As wide as what a window of 1,200 pixels leaves beside Jenkins' side panel, with margins and a scroll bar. */
    @Test
    void theStepsOfTwoClustersFitBesideTheSidePanel() throws Exception {
        browser.resize(793 + 2 * 32 + 15, 900);
        try (ReportPage page = new ReportPage(browser, Samples.twoClusters()).open()) {
            assertEquals(
                    List.of(),
                    page.texts("[...document.querySelectorAll('section:nth-of-type(3) .gke-upgrade-scroll')]"
                            + ".filter(e => e.scrollWidth > e.clientWidth).map(e => e.scrollWidth)"),
                    "nothing of the table is cut off");
            assertEquals(
                    List.of(),
                    page.texts("[...document.querySelectorAll('.gke-upgrade-lane')].filter(e =>"
                            + " e.getBoundingClientRect().left < e.closest('svg').getBoundingClientRect().left)"
                            + ".map(e => e.textContent)"),
                    "nor of a name in the time line");
        }
    }

    @Test
    void leavesPicturesToLookAt() throws Exception {
        Path folder = Path.of(System.getProperty("repository.root", "."), "standalone", "plugin", "target", "pictures");
        Files.createDirectories(folder);
        try (ReportPage page = new ReportPage(browser, Samples.upgrade())) {
            for (boolean dark : List.of(false, true)) {
                browser.prefer(dark).resize(1280, 1500);
                page.open();
                byte[] picture = browser.screenshot();
                assertTrue(picture.length > 20_000, picture.length + " bytes");
                Files.write(folder.resolve(dark ? "report-dark.png" : "report-light.png"), picture);
            }
            browser.prefer(false).resize(420, 900);
            page.open();
            assertEquals(
                    List.of(),
                    page.texts(
                            "[...document.querySelectorAll('.gke-upgrade *')].filter(e => !e.closest('.gke-upgrade-scroll')"
                                    + " && e.getBoundingClientRect().right > innerWidth).map(e => e.outerHTML.slice(0, 90))"),
                    "a narrow window scrolls tables, not the page");
            assertEquals(
                    List.of(),
                    page.texts("[...document.querySelectorAll('figure .gke-upgrade-scroll')]"
                            + ".filter(e => e.scrollWidth > e.clientWidth).map(e => e.ariaLabel)"),
                    "and the time line fits");
            Files.write(folder.resolve("report-narrow.png"), browser.screenshot());
        }
    }
}
