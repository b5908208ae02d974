package io.jenkins.plugins.gkeupgrade.report;

import io.jenkins.plugins.gkeupgrade.browser.Chromium;
import io.jenkins.plugins.gkeupgrade.browser.TestSite;
import java.io.IOException;
import java.util.List;

/** The report's page as Jenkins serves it, but for Jenkins' own frame around it. */
final class ReportPage implements AutoCloseable {
    private static final List<String> SCRIPTS =
            List.of("dom.js", "filter.js", "table.js", "timeline.js", "refresh.js", "parts.js", "report.js");
    private static final String HTML = """
            <!DOCTYPE html>
            <html lang="en">
              <head>
                <meta charset="utf-8">
                <title>GKE upgrade</title>
                <link rel="stylesheet" href="/report.css">
                <link rel="stylesheet" href="/theme.css">
              </head>
              <body>
                <main>
                  <h1>GKE upgrade</h1>
                  <div class="gke-upgrade" data-report="api/json" data-refresh="%s" aria-busy="true"><p>Loading</p></div>
                </main>
                %s
              </body>
            </html>
            """;

    /** What a page of Jenkins brings along; as in its own style sheets, dark is a matter of variables. */
    private static final String THEME = """
            body { font-family: sans-serif; margin: 2rem; background: #fff; color: #14141f; }
            .jenkins-button { font: inherit; padding: .3rem .8rem; }
            @media (prefers-color-scheme: dark) { body { background: #16161d; color: #e9e9ee; } }
            """;

    final TestSite site = new TestSite();
    final Chromium browser;

    ReportPage(Chromium browser, UpgradeReport report) throws IOException, InterruptedException {
        this(browser, report, THEME);
    }

    ReportPage(Chromium browser, UpgradeReport report, String theme) throws IOException, InterruptedException {
        // The page asks once: tests do not want it to change meanwhile.
        this(browser, report, theme, 3600);
    }

    /** One that asks for the report again after a moment, as Jenkins' own does after a few seconds. */
    static ReportPage refreshing(Chromium browser, UpgradeReport report) throws IOException, InterruptedException {
        return new ReportPage(browser, report, THEME, 0.02);
    }

    private ReportPage(Chromium browser, UpgradeReport report, String theme, double seconds)
            throws IOException, InterruptedException {
        this.browser = browser;
        StringBuilder scripts = new StringBuilder();
        for (String script : SCRIPTS) {
            site.serving("/" + script, ReportPage.class, "page/" + script);
            scripts.append("<script src=\"/").append(script).append("\"></script>");
        }
        site.serving("/report.css", ReportPage.class, "page/report.css")
                .serving("/theme.css", theme)
                .serving("/favicon.ico", "")
                .serving("/gke-upgrade/report.html", HTML.formatted(seconds, scripts));
        telling(report);
    }

    /** What the build tells from now on. */
    ReportPage telling(UpgradeReport report) {
        site.serving("/gke-upgrade/api/json", ReportJson.text(report));
        return this;
    }

    ReportPage open() throws IOException, InterruptedException {
        browser.open(site.url("/gke-upgrade/report.html"))
                .until("document.querySelector('.gke-upgrade').getAttribute('aria-busy') === 'false'");
        return this;
    }

    /** Texts of the column with this heading, as shown. */
    List<String> column(String heading) throws IOException, InterruptedException {
        return texts("(() => { const table = document.getElementById('gke-upgrade-workload-table');"
                + " const at = [...table.tHead.rows[0].cells].findIndex(c => c.textContent.split(',')[0] === '"
                + heading + "');"
                + " return [...table.tBodies[0].rows].map(row => row.cells[at].textContent); })()");
    }

    List<String> texts(String expression) throws IOException, InterruptedException {
        return browser.evaluate(expression).valueStream().map(v -> v.asText()).toList();
    }

    String text(String selector) throws IOException, InterruptedException {
        return browser.evaluate("document.querySelector(" + quoted(selector) + ").textContent")
                .asText();
    }

    /** Presses a button of the page. */
    void click(String selector) throws IOException, InterruptedException {
        browser.evaluate("document.querySelector(" + quoted(selector) + ").click()");
    }

    /** Chooses or types a value, as a user's change of the field does. */
    void set(String id, String value) throws IOException, InterruptedException {
        browser.evaluate("(() => { const field = document.getElementById('" + id + "');"
                + " const options = [...(field.options || [])].find(o => o.text === " + quoted(value) + ");"
                + " field.value = options ? options.value : " + quoted(value) + ";"
                + " field.dispatchEvent(new Event('input', {bubbles: true}));"
                + " field.dispatchEvent(new Event('change', {bubbles: true})); })()");
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    @Override
    public void close() {
        site.close();
    }
}
