package io.jenkins.plugins.gkeupgrade.jenkins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.gkeupgrade.report.GkeUpgradeAction;
import io.jenkins.plugins.gkeupgrade.report.ReportJson;
import io.jenkins.plugins.gkeupgrade.steps.EmulatedShop;
import java.net.HttpURLConnection;
import jenkins.model.Jenkins;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The report of a build: its page, its JSON, the archived file, what is stored, and who may see it. */
@WithJenkins
class BuildReportTest {
    private static final String CLUSTER = "cluster: '" + EmulatedShop.NAME + "', ";

    /** Stapler's {@code *} is the fields of one object, and not those of the objects in them. */
    private static final String WHOLE = "*,clusters[*,controlPlane[*],pools[*],workloads[*]],steps[*]";

    @RegisterExtension
    private final ServedShop shop = new ServedShop();

    /** See {@link ServedShop}. */
    @TestExtension
    public static final class ShopTime extends ServedShop.Time {}

    private static WorkflowRun upgraded(JenkinsRule j) throws Exception {
        WorkflowRun run = ServedShop.start(
                j,
                "upgrade",
                "gkeUpgradeMaster " + CLUSTER + "version: '1.33'\n" + "catchError { verifyRollout " + CLUSTER
                        + "version: '1.33', namespace: '*' }\n");
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run));
        return run;
    }

    @Test
    void thePageTheJsonAndTheArchivedFileTellTheSame(JenkinsRule j) throws Exception {
        WorkflowRun run = upgraded(j);
        String archived;
        try (JenkinsRule.WebClient client = j.createWebClient()) {
            JSONObject json =
                    client.getJSON(run.getUrl() + "gke-upgrade/api/json").getJSONObject();
            archived = client.goTo(run.getUrl() + "artifact/gke-upgrade-report.json", "application/json")
                    .getWebResponse()
                    .getContentAsString();
            assertEquals(JSONObject.fromObject(archived), plain(json));
            JSONObject controlPlane =
                    json.getJSONArray("clusters").getJSONObject(0).getJSONObject("controlPlane");
            assertEquals(EmulatedShop.OLD.toString(), controlPlane.getString("before"));
            assertEquals(EmulatedShop.NEW.toString(), controlPlane.getString("after"));
            assertEquals("REFUSED", json.getJSONArray("steps").getJSONObject(1).getString("state"));

            String usual = client.getJSON(run.getUrl() + "api/json?depth=9")
                    .getJSONObject()
                    .toString();
            assertFalse(usual.contains("controlPlane"), "the build's own JSON is not made bigger for everybody");
            String named = client.getJSON(run.getUrl() + "api/json?tree=actions[report[clusters[controlPlane[after]]]]")
                    .getJSONObject()
                    .toString();
            assertTrue(named.contains("{\"after\":\"" + EmulatedShop.NEW + "\"}"), named);

            JSONObject whole = client.getJSON(run.getUrl() + "api/json?tree=actions[report[" + WHOLE + "]]")
                    .getJSONObject();
            assertEquals(JSONObject.fromObject(archived), report(plain(whole)), "the call that docs/report.md names");

            client.getOptions().setJavaScriptEnabled(false);
            HtmlPage page = client.goTo(run.getUrl() + "gke-upgrade/");
            assertTrue(page.querySelector(".gke-upgrade[data-report='api/json']") != null, page.asXml());
            String build = client.goTo(run.getUrl()).asNormalizedText();
            assertTrue(build.contains("control plane " + EmulatedShop.OLD + " → " + EmulatedShop.NEW), build);
        }
        run.reload();
        assertEquals(
                archived,
                ReportJson.text(run.getAction(GkeUpgradeAction.class).getReport()),
                "nothing was lost on the way to the disk and back");
    }

    /** The one action of the build that has a report. */
    private static JSONObject report(JSONObject build) {
        JSONArray actions = build.getJSONArray("actions");
        for (int i = 0; i < actions.size(); i++) {
            if (actions.getJSONObject(i).has("report")) {
                return actions.getJSONObject(i).getJSONObject("report");
            }
        }
        throw new AssertionError("No action has a report: " + build);
    }

    /** Without the marks of classes that Jenkins adds. */
    private static JSONObject plain(JSONObject json) {
        String text = json.toString().replaceAll("\"_class\":\"[^\"]*\",?", "").replace(",}", "}");
        return JSONObject.fromObject(text);
    }

    @Test
    void onlyThoseWhoMaySeeTheBuildMaySeeIt(JenkinsRule j) throws Exception {
        WorkflowRun run = upgraded(j);
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("visitor")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader"));
        try (JenkinsRule.WebClient client = j.createWebClient()) {
            client.login("visitor");
            for (String path : new String[] {"gke-upgrade/", "gke-upgrade/api/json"}) {
                client.assertFails(run.getUrl() + path, HttpURLConnection.HTTP_NOT_FOUND);
            }
            client.login("reader");
            client.getOptions().setJavaScriptEnabled(false);
            assertFalse(
                    client.goTo(run.getUrl() + "gke-upgrade/").asXml().isEmpty(),
                    "who may read the job reads this too");
        }
    }
}
