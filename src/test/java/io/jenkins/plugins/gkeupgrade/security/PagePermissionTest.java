package io.jenkins.plugins.gkeupgrade.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hudson.model.RootAction;
import io.jenkins.plugins.gkeupgrade.config.GkeUpgradeConfiguration;
import io.jenkins.plugins.gkeupgrade.config.NamedCluster;
import io.jenkins.plugins.gkeupgrade.overview.GkeUpgrades;
import java.util.List;
import java.util.Locale;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.access.AccessDeniedException;

/** Who may see how far clusters have come: whom it was granted, and administrators. */
@Tag("standalone") // A real controller has an authorization strategy of its own; see GkeUpgradesPageTest for that.
class PagePermissionTest {
    private final GkeUpgrades page = new GkeUpgrades();

    @BeforeEach
    void aCluster() {
        GkeUpgradeConfiguration.get()
                .setClusters(List.of(new NamedCluster("prod", "acme-shop", "europe-west1", "shop")));
    }

    @AfterEach
    void asBefore() {
        Jenkins.get().setAuthorizationStrategy(null);
        GkeUpgradeConfiguration.get().setClusters(List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {People.ANONYMOUS, People.READER, People.CONFIGURER})
    void readingJenkinsIsNotEnough(String who) throws Throwable {
        Jenkins.get().setAuthorizationStrategy(People.usual());
        assertThrows(AccessDeniedException.class, () -> People.as(who, page::getTarget));
        assertNull(People.as(who, page::getIconFileName), "no link either");
    }

    @Test
    void administratorsMayAndWhoItIsGrantedTo() throws Throwable {
        Jenkins.get().setAuthorizationStrategy(People.usual());
        assertSame(page, People.as(People.ADMIN, page::getTarget));
        assertNotNull(People.as(People.ADMIN, page::getIconFileName));
        Jenkins.get().setAuthorizationStrategy(People.with("team", Jenkins.READ, GkeUpgrades.VIEW));
        assertSame(page, People.as("team", page::getTarget));
        Jenkins.get().setAuthorizationStrategy(People.with("auditor", Jenkins.READ, Jenkins.SYSTEM_READ));
        assertSame(page, People.as("auditor", page::getTarget));
    }

    @Test
    void thePermissionSaysWhatItIsFor() {
        assertEquals("GKE upgrades", GkeUpgrades.PERMISSIONS.title.toString());
        String words = GkeUpgrades.VIEW.description.toString();
        assertFalse(words.isBlank() || words.contains("{"), words);
        assertEquals("gke-upgrades", page.getUrlName().toLowerCase(Locale.ROOT));
        assertSame(RootAction.class, GkeUpgrades.class.getInterfaces()[0], "and not an unprotected one");
    }
}
