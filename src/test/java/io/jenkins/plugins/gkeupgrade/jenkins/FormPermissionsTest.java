package io.jenkins.plugins.gkeupgrade.jenkins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.FormValidation;
import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.config.NamedCluster;
import io.jenkins.plugins.gkeupgrade.steps.GkeUpgradeMasterStep;
import java.util.List;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.springframework.security.access.AccessDeniedException;

/** Who may ask the forms for what. */
@WithJenkins
class FormPermissionsTest {
    private JenkinsRule j;
    private FreeStyleProject job;

    @BeforeEach
    void fourKindsOfPeople(JenkinsRule rule) throws Exception {
        j = rule;
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("configurer")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader"));
        job = j.createFreeStyleProject("job");
        GkeUpgradeConfiguration.get()
                .setClusters(List.of(new NamedCluster("secret-name", "acme-shop", "europe-west1", "shop")));
    }

    private static ACLContext as(String user) {
        return ACL.as2(User.getById(user, true).impersonate2());
    }

    @Test
    @SuppressWarnings("try") // the contexts only have to be there
    void onlyConfigurersSeeNamesAndComplaints() {
        GkeUpgradeMasterStep.DescriptorImpl form =
                j.jenkins.getDescriptorByType(GkeUpgradeMasterStep.DescriptorImpl.class);
        try (ACLContext ignored = as("configurer")) {
            assertEquals(List.of("secret-name"), List.copyOf(form.doFillClusterItems(job)));
            assertEquals(FormValidation.Kind.ERROR, form.doCheckCluster(job, "unknown").kind);
        }
        try (ACLContext ignored = as("reader")) {
            assertEquals(List.of(), List.copyOf(form.doFillClusterItems(job)));
            assertEquals(List.of(), List.copyOf(form.doFillClusterItems(null)));
            assertEquals(FormValidation.Kind.OK, form.doCheckCluster(job, "unknown").kind);
            assertEquals(1, form.doFillCredentialsIdItems(job, "chosen").size());
        }
    }

    @Test
    @SuppressWarnings("try") // the contexts only have to be there
    void onlyAdministratorsTestConnections() {
        NamedCluster.DescriptorImpl form = j.jenkins.getDescriptorByType(NamedCluster.DescriptorImpl.class);
        for (String user : List.of("reader", "configurer")) {
            try (ACLContext ignored = as(user)) {
                assertThrows(
                        AccessDeniedException.class,
                        () -> form.doTestConnection("n", "p", "l", "c", "", null, "", "", "", ""));
            }
        }
    }
}
