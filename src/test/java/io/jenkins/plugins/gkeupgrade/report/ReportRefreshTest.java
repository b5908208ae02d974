package io.jenkins.plugins.gkeupgrade.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.browser.Chromium;
import io.jenkins.plugins.gkeupgrade.browser.OnChromium;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The report's page while its build runs: it brings itself up to date. */
@OnChromium
class ReportRefreshTest {
    private static final String TABLE = "gke-upgrade-workload-table";
    private static final String SUMMARY = "document.querySelector('.gke-upgrade-summary').textContent";
    /** Counts questions from when they are asked, which is in the order in which timers run. */
    private static final String COUNT_QUESTIONS = "(() => { const real = window.fetch; window.asked = 0;"
            + " window.fetch = (...all) => { window.asked++; return real(...all); }; })()";
    /** Comes after every timer of the page that is due by then: a question that was to come has been asked. */
    private static final String TWENTY_PAUSES = "new Promise(done => setTimeout(() => done(window.asked), 400))";

    private Chromium browser;

    @BeforeEach
    void start() throws Exception {
        browser = new Chromium();
    }

    @AfterEach
    void stop() {
        browser.close();
    }

    private static List<Map<String, Object>> rows(int count, int passed) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(Samples.row(
                    "service-" + i,
                    i < passed ? "PASSED" : "PLANNED",
                    Map.of("team", i % 2 == 0 ? "basket" : "search", "reason", "its turn")));
        }
        return rows;
    }

    /** While an opt-in runs, so many seconds after it began. */
    private static UpgradeReport running(long second, List<Map<String, Object>> rows) {
        return ReportBuilder.report(
                List.of(Samples.begun("9", "optInWorkloads", 0)
                        .knowing(new StepNow("waiting for wave 1", Map.of("workloads", rows)))),
                Optional.of(Samples.at(second)));
    }

    private static UpgradeReport ended(List<Map<String, Object>> rows) {
        return ReportBuilder.report(
                List.of(Samples.begun("9", "optInWorkloads", 0)
                        .ended(StepState.PASSED, "All have moved.", Map.of("workloads", rows), Samples.at(90))),
                Optional.empty());
    }

    @Test
    void showsWhatARunningStepKnowsAndWhatBecomesOfIt() throws Exception {
        try (ReportPage page =
                ReportPage.refreshing(browser, running(10, rows(3, 0))).open()) {
            assertEquals(
                    "Running: optInWorkloads. 3 workloads: 3 planned.",
                    browser.evaluate(SUMMARY).asText());
            assertEquals(List.of("planned", "planned", "planned"), page.column("Verdict"));
            String bar = browser.evaluate("document.querySelector('.gke-upgrade-bar title').textContent")
                    .asText();
            page.telling(running(70, rows(3, 1)));
            browser.until(SUMMARY + ".includes('1 passed')");
            assertEquals(List.of("planned", "planned", "passed"), page.column("Verdict"));
            assertEquals("optInWorkloads: running, 10 s", bar);
            assertEquals("optInWorkloads: running, 1 min 10 s", page.text(".gke-upgrade-bar title"));

            page.telling(ended(rows(4, 4)));
            browser.until(SUMMARY + ".startsWith('The build has ended')");
            assertEquals(
                    "The build has ended. 4 workloads: 4 passed.",
                    browser.evaluate(SUMMARY).asText());
            assertEquals("passed", page.text("section:nth-of-type(3) tbody .gke-upgrade-badge"));
            assertEquals("All have moved.", page.text("section:nth-of-type(3) tbody .gke-upgrade-text"));
            assertEquals("", page.text(".gke-upgrade > .gke-upgrade-secondary"), "nothing more is to come");
            assertEquals(List.of(), browser.complaints());
        }
    }

    @Test
    void stopsWhenTheBuildHasEnded() throws Exception {
        try (ReportPage page =
                ReportPage.refreshing(browser, running(10, rows(3, 0))).open()) {
            browser.evaluate(COUNT_QUESTIONS);
            browser.until("window.asked > 2");
            page.telling(ended(rows(3, 3)));
            browser.until(SUMMARY + ".startsWith('The build has ended')");
            long asked = browser.evaluate("window.asked").asLong();
            assertEquals(asked, browser.evaluate(TWENTY_PAUSES).asLong());
            browser.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
            assertEquals(asked, browser.evaluate(TWENTY_PAUSES).asLong(), "coming back to it asks for nothing");
        }
    }

    @Test
    void asksNothingWhileNobodyLooks() throws Exception {
        try (ReportPage page =
                ReportPage.refreshing(browser, running(10, rows(3, 0))).open()) {
            browser.evaluate(COUNT_QUESTIONS);
            browser.until("window.asked > 0");
            browser.evaluate(
                    "Object.defineProperty(document, 'hidden', { get: () => window.away, configurable: true })");
            look(false);
            // The answer to a question that was under way may still come.
            browser.evaluate(TWENTY_PAUSES);
            long asked = browser.evaluate("window.asked").asLong();
            page.telling(running(20, rows(3, 2)));
            assertEquals(asked, browser.evaluate(TWENTY_PAUSES).asLong());
            look(true);
            browser.until(SUMMARY + ".includes('2 passed')");
        }
    }

    private void look(boolean here) throws Exception {
        browser.evaluate("window.away = " + !here + "; document.dispatchEvent(new Event('visibilitychange'))");
    }

    @Test
    void whatTheUserHasDoneStays() throws Exception {
        try (ReportPage page =
                ReportPage.refreshing(browser, running(10, rows(300, 0))).open()) {
            page.click("#" + TABLE + " thead th:nth-child(5) button");
            page.click("#" + TABLE + " thead th:nth-child(5) button");
            page.set(TABLE + "-team", "basket");
            page.set(TABLE + "-size", "50");
            page.click("section:last-of-type .gke-upgrade-pager button[aria-label='Next page']");
            browser.evaluate("document.querySelector('[aria-label=\"Steps of this build\"]').focus();"
                    + " window.kept = document.querySelector('#" + TABLE + " tbody tr');");
            List<String> names = page.column("Name");
            assertEquals("service-198", names.get(0));

            List<Map<String, Object>> later = rows(301, 0);
            later.get(10).put("verdict", "PASSED");
            page.telling(running(20, later));
            browser.until(SUMMARY + ".includes('1 passed')");
            assertEquals("151 of 301 workloads", page.text("section:last-of-type .gke-upgrade-status"));
            assertEquals("51–100 of 151", page.text("section:last-of-type .gke-upgrade-where"));
            assertEquals(
                    "descending",
                    browser.evaluate("document.querySelector('#" + TABLE + " th:nth-child(5)').ariaSort")
                            .asText());
            assertEquals("service-200", page.column("Name").get(0), "there is one more before it");
            assertEquals(names.get(0), page.column("Name").get(1));
            assertEquals(
                    "basket",
                    browser.evaluate("document.getElementById('" + TABLE + "-team').selectedOptions[0].text")
                            .asText());
            assertEquals(
                    "Steps of this build",
                    browser.evaluate("document.activeElement.getAttribute('aria-label')")
                            .asText());
            assertTrue(
                    browser.evaluate("window.kept.isConnected").asBoolean(),
                    "a line that did not change is not made anew");
        }
    }

    @Test
    void typingGoesOnAndAChoiceThatNobodyHasAnyMoreStays() throws Exception {
        try (ReportPage page =
                ReportPage.refreshing(browser, running(10, rows(8, 4))).open()) {
            page.set(TABLE + "-verdict", "planned");
            browser.evaluate("document.getElementById('" + TABLE + "-search').focus()");
            browser.type("serv");
            page.telling(running(20, rows(8, 8)));
            browser.until(SUMMARY + ".includes('8 passed')");
            browser.type("ice");
            assertEquals(
                    "service",
                    browser.evaluate("document.getElementById('" + TABLE + "-search').value")
                            .asText());
            assertEquals("0 of 8 workloads", page.text("section:last-of-type .gke-upgrade-status"));
            page.set(TABLE + "-verdict", "All");
            assertEquals("8 workloads", page.text("section:last-of-type .gke-upgrade-status"));
        }
    }

    @Test
    void onlyTheSummaryIsReadOutAndOnlyWhenItSaysSomethingNew() throws Exception {
        try (ReportPage page =
                ReportPage.refreshing(browser, running(10, rows(300, 0))).open()) {
            assertEquals(
                    0,
                    browser.evaluate(
                                    "document.querySelectorAll(':is([role=status], [role=alert], [aria-live]) :is(table, svg)')"
                                            + ".length")
                            .asInt());
            page.set(TABLE + "-team", "basket");
            assertEquals("150 of 300 workloads", page.text("section:last-of-type [role=status]"), "it was asked for");
            browser.evaluate("window.changed = new Set();"
                    + " document.querySelectorAll('[role=status], [role=alert]').forEach(one => new MutationObserver(() => {"
                    + " if (one.textContent) window.changed.add(one.textContent); }).observe(one,"
                    + " { subtree: true, childList: true, characterData: true }))");
            page.telling(running(20, rows(302, 0)));
            browser.until(SUMMARY + ".includes('302')");
            page.telling(running(80, rows(302, 0)));
            browser.until("document.querySelector('.gke-upgrade-bar title').textContent.includes('1 min 20 s')");
            assertEquals(
                    List.of("Running: optInWorkloads. 302 workloads: 302 planned."), page.texts("[...window.changed]"));
        }
    }

    @Test
    void saysThatItCannotRefreshKeepsWhatItHasAndGoesOn() throws Exception {
        try (ReportPage page =
                ReportPage.refreshing(browser, running(10, rows(3, 0))).open()) {
            page.site.serving("/gke-upgrade/api/json", "<html>log in</html>");
            browser.until("document.querySelector('[role=alert]').textContent !== ''");
            assertTrue(
                    page.text("[role=alert]").startsWith("The report cannot be refreshed: "),
                    page.text("[role=alert]"));
            assertEquals(3, page.column("Name").size());
            page.telling(running(20, rows(3, 2)));
            browser.until(SUMMARY + ".includes('2 passed')");
            assertEquals("", page.text("[role=alert]"));
        }
    }

    @Test
    void whatComesLaterIsTextAsWell() throws Exception {
        String markup = "<img src=x onerror=\"window.hurt=1\"><script>window.hurt=2</script>";
        try (ReportPage page =
                ReportPage.refreshing(browser, running(10, rows(3, 0))).open()) {
            page.telling(Samples.hostile(markup));
            browser.until("document.querySelector('#" + TABLE + " tbody th').textContent.startsWith('<img')");
            assertEquals(List.of(markup), page.column("Name"));
            assertEquals(
                    0,
                    browser.evaluate("document.querySelectorAll('main img, main script').length")
                            .asInt());
            assertEquals("undefined", browser.evaluate("typeof window.hurt").asText());
            assertEquals(List.of(), browser.complaints());
        }
    }

    @Test
    void aSecondClusterGetsAColumn() throws Exception {
        try (ReportPage page =
                ReportPage.refreshing(browser, running(10, rows(3, 0))).open()) {
            assertTrue(hiddenClusterColumn());
            StepRecord other = new StepRecord(
                            "10", "optInWorkloads", "projects/p/clusters/stage", "stage", Samples.at(5))
                    .knowing(new StepNow("waiting for wave 2", Map.of("workloads", rows(2, 2))));
            StepRecord one = Samples.begun("9", "optInWorkloads", 0)
                    .knowing(new StepNow("waiting for wave 1", Map.of("workloads", rows(3, 0))));
            page.telling(ReportBuilder.report(List.of(one, other), Optional.of(Samples.at(20))));
            browser.until(SUMMARY + ".includes('5 workloads')");
            assertEquals(List.of("prod", "prod", "prod", "stage", "stage"), page.column("Cluster"));
            assertTrue(!hiddenClusterColumn());
            assertEquals(
                    List.of("prod", "stage"),
                    page.texts("[...document.querySelectorAll('section:nth-of-type(3) tbody td:nth-child(2)')]"
                            + ".map(c => c.textContent)"));
            assertEquals(
                    List.of("optInWorkloads, prod", "optInWorkloads, stage"),
                    page.texts("[...document.querySelectorAll('.gke-upgrade-lane')].map(t => t.textContent)"));
        }
    }

    private boolean hiddenClusterColumn() throws Exception {
        return browser.evaluate("[...document.querySelectorAll('#" + TABLE
                        + " tr > :first-child')].every(cell => getComputedStyle(cell).display === 'none')")
                .asBoolean();
    }
}
