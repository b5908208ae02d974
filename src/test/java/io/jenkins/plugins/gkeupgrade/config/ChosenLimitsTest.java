package io.jenkins.plugins.gkeupgrade.config;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.credentials.CredentialsLookup;
import io.jenkins.plugins.gkeupgrade.steps.EmulatedShop;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The limits that an administrator chose are those that changes keep to. */
class ChosenLimitsTest {
    private static final int RATE = 5;
    private static final int CHANGES = 4;

    @Test
    void changesKeepToTheConfiguredRate() throws Exception {
        try (EmulatedShop shop =
                new EmulatedShop(Path.of(System.getProperty("repository.root", "."), "samples", "shop"))) {
            NamedCluster configured = shop.configuration();
            configured.setChangesPerSecond(RATE);
            ClusterAccess access = ClusterAccess.of(configured.settings(), CredentialsLookup.ofController());
            SharedConnections connections = new SharedConnections(GoogleGkeApi::new, new ManualTimer());
            try (ClusterLease lease = connections.lease(access)) {
                long start = System.nanoTime();
                for (int i = 0; i < CHANGES; i++) {
                    lease.workloads().deletePod("shop", "gone-" + i, "");
                }
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                assertTrue(took.toMillis() >= 1000 / RATE * (CHANGES - 1), took.toString());
            }
        }
    }
}
