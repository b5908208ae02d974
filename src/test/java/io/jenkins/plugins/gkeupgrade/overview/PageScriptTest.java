package io.jenkins.plugins.gkeupgrade.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.gkeupgrade.browser.Chromium;
import io.jenkins.plugins.gkeupgrade.browser.OnChromium;
import io.jenkins.plugins.gkeupgrade.browser.TestSite;
import io.jenkins.plugins.gkeupgrade.report.GkeUpgradeAction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page of a cluster in a browser: its tables, made by the script from the JSON. */
@OnChromium
class PageScriptTest {
    private static final String MARKUP = "<img src=x onerror=\"window.hurt=1\"><script>window.hurt=2</script>";
    private static final List<Map<String, Object>> THREE = List.of(
            workload("cart", "cart-10", "not yet", ""),
            workload("cart", "cart-9", "opted in by a step", ""),
            workload("pay", "ledger", "cannot", "its rollout is paused; resume it first"));

    private Chromium browser;
    private TestSite site;

    @BeforeEach
    void start() throws Exception {
        browser = new Chromium();
        site = new TestSite();
        site.serving("/favicon.ico", "");
        for (String file : List.of("dom.js", "filter.js", "table.js", "report.js", "report.css")) {
            site.serving("/" + file, GkeUpgradeAction.class, "page/" + file);
        }
        site.serving("/page.js", ClusterPage.class, "page.js").serving("/page.html", """
                <!DOCTYPE html><html lang="en"><head><title>prod</title>
                <link rel="stylesheet" href="/report.css"></head><body>
                <div class="gke-upgrade" data-overview="/api/json" aria-busy="true"><p>Looking</p></div>
                <script src="/dom.js"></script><script src="/filter.js"></script><script src="/table.js"></script><script src="/report.js"></script>
                <script src="/page.js"></script></body></html>
                """);
    }

    @AfterEach
    void stop() {
        site.close();
        browser.close();
    }

    private static Map<String, Object> workload(String team, String name, String status, String reason) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("team", team);
        row.put("namespace", "shop");
        row.put("kind", "Deployment");
        row.put("name", name);
        row.put("status", status);
        row.put("reason", reason);
        row.put("pools", "blue");
        row.put("supportEnd", null);
        return row;
    }

    private static Map<String, Object> overview(String text, List<Map<String, Object>> workloads) {
        Map<String, Object> pool = new LinkedHashMap<>();
        pool.put("name", text);
        pool.put("version", "1.32.9-gke.1675000");
        pool.put("status", "RUNNING");
        pool.put("new", false);
        pool.put("nodes", 3);
        pool.put("supportEnd", "2020-01-01");
        Map<String, Object> team = new LinkedHashMap<>();
        team.put("team", text);
        team.put("optedIn", 1);
        team.put("notYet", 2);
        team.put("cannot", 0);
        team.put("supportEnd", "2999-01-01");
        Map<String, Object> overview = new LinkedHashMap<>();
        overview.put("cluster", text);
        overview.put("version", "1.33.5-gke.1162000");
        overview.put("releaseChannel", "REGULAR");
        overview.put("supportEnd", "2026-08-11");
        overview.put("summary", List.of("1 of 3 workloads opted in.", text));
        overview.put("pools", List.of(pool));
        overview.put("teams", List.of(team));
        overview.put("workloads", workloads);
        return overview;
    }

    private void answer(Map<String, Object> overview, String taken, String failure, boolean running)
            throws IOException {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("running", running);
        state.put("taken", taken);
        state.put("failure", failure);
        state.put("overview", overview);
        site.serving("/api/json", new ObjectMapper().writeValueAsString(Map.of("name", "prod", "state", state)));
    }

    private void open(Map<String, Object> overview, String failure) throws Exception {
        answer(overview, overview == null ? null : "2026-03-01T08:00:00Z", failure, false);
        browser.open(site.url("/page.html"))
                .until("document.querySelector('.gke-upgrade').getAttribute('aria-busy') === 'false'");
    }

    private List<String> texts(String selector) throws Exception {
        return StreamSupport.stream(
                        browser.evaluate("[...document.querySelectorAll('" + selector + "')].map(e => e.textContent)")
                                .spliterator(),
                        false)
                .map(text -> text.asText())
                .toList();
    }

    private List<String> names() throws Exception {
        return texts("#gke-upgrade-workloads tbody th");
    }

    @Test
    void showsWhatTheApiTells() throws Exception {
        open(overview("blue", THREE), null);
        assertEquals(List.of("Node pools", "Teams", "Workloads"), texts("h2"));
        assertEquals(List.of("cart-10", "cart-9", "ledger"), names());
        assertEquals(
                List.of("blue", "1.32.9-gke.1675000", "", "RUNNING", "3", "2020-01-01, over"),
                texts("#gke-upgrade-pools tbody tr > *"));
        assertEquals(List.of("blue", "1", "2", "0", "2999-01-01"), texts("#gke-upgrade-teams tbody tr > *"));
        assertEquals(
                List.of("not yet", "opted in by a step", "cannot"), texts("#gke-upgrade-workloads .gke-upgrade-badge"));
        assertEquals("unknown", texts("#gke-upgrade-workloads tbody tr > *").get(6));
        assertTrue(texts("[role=status]").get(0).startsWith("As of "));
        assertEquals(List.of(), browser.complaints());
        assertEquals(List.of(), site.missed());
    }

    @Test
    void whatComesFromAClusterIsTextAndNotMarkup() throws Exception {
        open(overview(MARKUP, List.of(workload(MARKUP, MARKUP, MARKUP, MARKUP))), "failed: " + MARKUP);
        assertTrue(browser.evaluate("window.hurt === undefined").asBoolean());
        assertEquals(List.of(), texts(".gke-upgrade img, .gke-upgrade script"));
        assertEquals(List.of(MARKUP), names(), "it is shown as it is");
        assertEquals(List.of("failed: " + MARKUP), texts("[role=alert]"));
    }

    @Test
    void sortsAndFilters() throws Exception {
        List<Map<String, Object>> more = new ArrayList<>(THREE);
        for (int i = 0; i < 5; i++) {
            more.add(workload("search", "search-" + i, "not yet", ""));
        }
        open(overview("blue", more), null);
        browser.evaluate("document.querySelectorAll('#gke-upgrade-workloads th button')[3].click()");
        assertEquals(List.of("cart-9", "cart-10", "ledger"), names().subList(0, 3), "numbers in names count");
        browser.evaluate("const f = document.getElementById('gke-upgrade-workloads-search'); f.value = 'PAUSED';"
                + " f.dispatchEvent(new Event('input'))");
        assertEquals(List.of("ledger"), names());
    }

    @Test
    void asksAgainWhileTheClusterIsLookedAt() throws Exception {
        answer(null, null, null, true);
        browser.open(site.url("/page.html"))
                .until("document.querySelector('[role=status]').textContent.startsWith('Looking at')");
        answer(overview("blue", THREE), "2026-03-01T08:00:00Z", null, false);
        browser.until("document.querySelectorAll('#gke-upgrade-workloads tbody tr').length === 3");
        assertTrue(texts("[role=status]").get(0).endsWith("Reload the page for newer data."));
    }

    @Test
    void isFastWithFiveThousandWorkloads() throws Exception {
        List<Map<String, Object>> many = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            many.add(workload("team-" + i % 40, "w" + i, "not yet", ""));
        }
        open(overview("blue", many), null);
        assertEquals(List.of("5,000 workloads"), texts("section:last-child .gke-upgrade-status"));
        long start = System.nanoTime();
        browser.evaluate("document.querySelectorAll('#gke-upgrade-workloads th button')[3].click()");
        assertTrue(System.nanoTime() - start < 5e9, "sorting takes its time");
        assertEquals("w0", names().get(0));
    }

    @Test
    void saysWhenTheDataDoesNotCome() throws Exception {
        site.serving("/api/json", "{");
        browser.open(site.url("/page.html"))
                .until("document.querySelector('.gke-upgrade').getAttribute('aria-busy') === 'false'");
        String told = texts("[role=alert]").get(0);
        assertTrue(told.startsWith("The cluster cannot be shown: "), told);
        assertFalse(told.contains("undefined"), told);
    }
}
