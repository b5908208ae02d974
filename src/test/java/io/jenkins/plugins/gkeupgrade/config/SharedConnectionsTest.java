package io.jenkins.plugins.gkeupgrade.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.gkeupgrade.credentials.GoogleAccess;
import io.jenkins.plugins.gkeupgrade.credentials.TestAccess;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import io.jenkins.plugins.gkeupgrade.gcp.ClusterEndpoints;
import org.junit.jupiter.api.Test;

class SharedConnectionsTest {
    private static final ClusterSettings SHOP = ClusterSettings.of(new ClusterRef("shop-prod", "europe-west1", "shop"));

    private final ManualTimer timer = new ManualTimer();
    private int opened;
    private int closed;
    private final SharedConnections connections = new SharedConnections(access -> new CountedApi(), timer);

    private final class CountedApi implements GkeApi {
        private CountedApi() {
            opened++;
        }

        @Override
        public ControlPlane controlPlane() {
            return null;
        }

        @Override
        public ClusterEndpoints endpoints() {
            return new ClusterEndpoints("shop", "", false, "", "10.0.0.2", "", "", "");
        }

        @Override
        public void close() {
            closed++;
        }
    }

    private ClusterLease lease(GoogleAccess google) {
        ClusterLease lease = connections.lease(new ClusterAccess(SHOP, google, null));
        lease.controlPlane();
        return lease;
    }

    @Test
    void equalAccessSharesAConnectionAndOtherIdentitiesDoNot() {
        ClusterLease one = lease(TestAccess.token("a"));
        ClusterLease same = lease(TestAccess.token("a"));
        assertEquals(1, opened);
        ClusterLease other = lease(TestAccess.token("b"));
        assertEquals(2, opened);
        assertNotSame(one.workloads(), same.workloads(), "each has a window of its own");
        one.close();
        same.close();
        other.close();
        timer.timePasses();
        assertEquals(2, closed);
    }

    @Test
    void outlivesItsLastUserForALittleWhile() {
        lease(TestAccess.token("a")).close();
        assertEquals(0, closed);
        ClusterLease next = lease(TestAccess.token("a"));
        timer.timePasses();
        assertEquals(0, closed, "in use again");
        assertEquals(1, opened);
        next.close();
        next.close();
        timer.timePasses();
        assertEquals(1, closed);
        lease(TestAccess.token("a"));
        assertEquals(2, opened);
    }

    @Test
    void aClosedLeaseOpensNothing() {
        ClusterLease lease = lease(TestAccess.token("a"));
        lease.close();
        assertThrows(Failed.class, lease::workloads);
    }

    @Test
    void nothingSecretIsInKeysAndTexts() {
        ClusterAccess access = new ClusterAccess(SHOP, TestAccess.token("ya29.secret"), "kube-secret");
        for (Object told : new Object[] {access, access.key(), access.google(), access.settings()}) {
            assertFalse(told.toString().contains("secret"), told.toString());
        }
    }
}
