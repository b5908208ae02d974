package io.jenkins.plugins.gkeupgrade.jenkins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Item;
import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.config.NamedCluster;
import io.jenkins.plugins.gkeupgrade.overview.GkeUpgrades;
import io.jenkins.plugins.gkeupgrade.security.WebMethods;
import io.jenkins.plugins.gkeupgrade.security.WebMethods.Endpoint;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.FailingHttpStatusCodeException;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The pages on clusters and all web methods of the plugin, asked by several people. */
@WithJenkins
class GkeUpgradesPageTest {
    private static final String PAGE = "gke-upgrades/cluster/shop%20prod/";

    private JenkinsRule j;

    @BeforeEach
    void peopleAndACluster(JenkinsRule rule) {
        j = rule;
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("item reader")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("configurer")
                .grant(Jenkins.READ, GkeUpgrades.VIEW)
                .everywhere()
                .to("team"));
        NamedCluster cluster = new NamedCluster("shop prod", "acme-shop", "europe-west1", "shop");
        cluster.setCredentialsId("there-are-none");
        GkeUpgradeConfiguration.get().setClusters(List.of(cluster));
    }

    @Test
    void onlyThoseWhoMaySeeIt() throws Exception {
        try (JenkinsRule.WebClient client = j.createWebClient()) {
            client.login("reader");
            for (String path : List.of("gke-upgrades/", "gke-upgrades/api/json", PAGE, PAGE + "api/json")) {
                client.assertFails(path, HttpURLConnection.HTTP_FORBIDDEN);
            }
            assertFalse(client.goTo("").asXml().contains("gke-upgrades"), "no link either");
        }
        for (String who : List.of("team", "admin")) {
            try (JenkinsRule.WebClient client = j.createWebClient().login(who)) {
                // HtmlUnit does not know all that the page's scripts are written in.
                client.setJavaScriptEnabled(false);
                HtmlPage list = client.goTo("gke-upgrades/");
                assertNotNull(list.getAnchorByText("shop prod"));
                assertNotNull(list.querySelector("[data-clusters] tr[data-cluster='shop prod'][data-running]"));
                assertTrue(client.goTo(PAGE).asXml().contains("data-overview"));
            }
        }
    }

    @Test
    void thePageAnswersAtOnceAndTheApiSaysWhatIsWrong() throws Exception {
        try (JenkinsRule.WebClient client = j.createWebClient().login("team")) {
            JSONObject answer = client.getJSON(PAGE + "api/json").getJSONObject();
            assertEquals("shop prod", answer.getString("name"));
            while (answer.getJSONObject("state").getBoolean("running")) {
                answer = client.getJSON(PAGE + "api/json").getJSONObject();
            }
            String failure = answer.getJSONObject("state").getString("failure");
            assertTrue(failure.startsWith("credentialsId: 'there-are-none' does not exist"), failure);
        }
    }

    /** What the script of the list asks for, until each cluster has been looked at. */
    @Test
    void theListIsThereAsJson() throws Exception {
        try (JenkinsRule.WebClient client = j.createWebClient().login("team")) {
            JSONObject cluster;
            do {
                cluster = client.getJSON("gke-upgrades/api/json")
                        .getJSONObject()
                        .getJSONArray("clusters")
                        .getJSONObject(0);
            } while (cluster.getBoolean("running"));
            assertEquals("shop prod", cluster.getString("name"));
            assertEquals("", cluster.getString("seen"));
            assertFalse(cluster.has("state"), "all that is in a cluster is too much for a list");
            String told = client.getJSON("gke-upgrades/api/json?tree=clusters[sentences]")
                    .getJSONObject()
                    .toString();
            assertTrue(told.contains("there-are-none"), told);
        }
    }

    @Test
    void noWebMethodAnswersToGet() throws Exception {
        try (JenkinsRule.WebClient client = j.createWebClient().login("admin")) {
            // Every refusal is a whole page of Jenkins, whose scripts take seconds.
            client.setJavaScriptEnabled(false);
            for (Endpoint endpoint : WebMethods.all()) {
                client.assertFails(
                        "descriptorByName/" + descriptorId(endpoint) + "/" + url(endpoint.name()),
                        HttpURLConnection.HTTP_NOT_FOUND);
            }
        }
    }

    @Test
    void noWebMethodFailsWithoutParameters() throws Exception {
        try (JenkinsRule.WebClient client = j.createWebClient().login("admin")) {
            client.getOptions().setThrowExceptionOnFailingStatusCode(false);
            Map<String, Integer> answers = new TreeMap<>();
            for (Endpoint endpoint : WebMethods.all()) {
                String path = "descriptorByName/" + descriptorId(endpoint) + "/" + url(endpoint.name());
                WebRequest request = new WebRequest(client.createCrumbedUrl(path), HttpMethod.POST);
                answers.put(path, client.getPage(request).getWebResponse().getStatusCode());
            }
            assertFalse(answers.isEmpty());
            answers.values().removeIf(status -> status == HttpURLConnection.HTTP_OK);
            assertEquals(Map.of(), answers);
        }
    }

    @Test
    void nobodyWithoutARoleReachesAWebMethod() throws Exception {
        Map<String, Integer> answers = new TreeMap<>();
        told("anonymous", "", WebMethods.all(), answers);
        answers.values().removeIf(status -> status == HttpURLConnection.HTTP_FORBIDDEN);
        assertEquals(Map.of(), answers);
    }

    /** On the controller's own pages, where only an administrator configures anything. */
    @Test
    void webMethodsTellOnlyAdministratorsOnTheController() throws Exception {
        for (String who : List.of("reader", "item reader", "configurer", "team")) {
            Map<String, Integer> answers = new TreeMap<>();
            Map<String, String> told = told(who, "", WebMethods.all(), answers);
            answers.values().removeIf(status -> status == HttpURLConnection.HTTP_OK);
            assertEquals(
                    Map.of(NamedCluster.class.getName() + "/testConnection", HttpURLConnection.HTTP_FORBIDDEN),
                    answers,
                    who);
            assertSilent(who, told);
        }
    }

    /** In a job, who may configure it is told what an administrator is told, and who may read it is told nothing. */
    @Test
    void webMethodsTellWhoMayConfigureTheJob() throws Exception {
        j.createFreeStyleProject("job");
        List<Endpoint> ofItems =
                WebMethods.all().stream().filter(Endpoint::knowsItem).toList();
        assertFalse(ofItems.isEmpty());
        Map<String, Integer> answers = new TreeMap<>();
        Map<String, String> admin = told("admin", "job/job/", ofItems, answers);
        assertEquals(admin, told("configurer", "job/job/", ofItems, answers));
        Map<String, String> reader = told("item reader", "job/job/", ofItems, answers);
        assertEquals(Set.of(HttpURLConnection.HTTP_OK), Set.copyOf(answers.values()));
        assertSilent("item reader", reader);
        assertTrue(admin.values().stream().anyMatch(text -> text.startsWith("<div class=\"error\">")), admin::toString);
        assertTrue(admin.values().stream().anyMatch(text -> text.contains("shop prod")), admin::toString);
    }

    /** Neither a complaint nor a name. */
    private static void assertSilent(String who, Map<String, String> told) {
        told.forEach((method, text) -> {
            assertFalse(text.contains("shop prod") || text.contains("there-are-none"), who + ", " + method);
            if (method.contains("/check")) {
                assertEquals("<div/>", text, who + ", " + method);
            }
        });
    }

    /**
     * What each method tells when it is posted a value that fits nowhere.
     *
     * @param place empty for the controller, or the URL of a job
     * @param statuses gets the status of each answer
     */
    private Map<String, String> told(String who, String place, List<Endpoint> endpoints, Map<String, Integer> statuses)
            throws Exception {
        Map<String, String> told = new TreeMap<>();
        try (JenkinsRule.WebClient client = j.createWebClient()) {
            if (!who.equals("anonymous")) {
                client.login(who);
            }
            client.setJavaScriptEnabled(false);
            for (Endpoint endpoint : endpoints) {
                String method = descriptorId(endpoint) + "/" + url(endpoint.name());
                String path = place + "descriptorByName/" + method + "?value=%3Cb%3E";
                WebRequest request = new WebRequest(client.createCrumbedUrl(path), HttpMethod.POST);
                try {
                    WebResponse answer = client.getPage(request).getWebResponse();
                    statuses.put(method, answer.getStatusCode());
                    told.put(method, answer.getContentAsString());
                } catch (FailingHttpStatusCodeException e) {
                    // Left to itself, the client would go on to the page that asks who one is.
                    statuses.put(method, e.getStatusCode());
                }
            }
        }
        return told;
    }

    /** A descriptor inside of what it describes goes by that; the global configuration describes itself. */
    private static String descriptorId(Endpoint endpoint) {
        Class<?> described = endpoint.type().getEnclosingClass();
        return (described == null ? endpoint.type() : described).getName();
    }

    /** {@code doCheckName} is called as {@code checkName}. */
    private static String url(String method) {
        return Character.toLowerCase(method.charAt(2)) + method.substring(3);
    }
}
