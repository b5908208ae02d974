package io.jenkins.plugins.gkeupgrade.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.config.ClusterLease;
import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import io.jenkins.plugins.gkeupgrade.engine.port.Workloads;
import io.jenkins.plugins.gkeupgrade.simulation.Twin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Asking for an overview never waits for a cluster. */
class OverviewsTest {
    private static final Duration OLD = Overviews.FRESH.plusSeconds(1);

    private final Twin twin = Twin.withGreenPool();
    private final Queue<Runnable> background = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-03-01T08:00:00Z");
    private RuntimeException trouble;
    private Error error;
    private int looks;
    private int open;

    private final Overviews overviews = new Overviews(this::lease, background::add, () -> now);

    private ClusterLease lease(String cluster) {
        looks++;
        if (error != null) {
            throw error;
        }
        if (trouble != null) {
            throw trouble;
        }
        open++;
        return new ClusterLease() {
            @Override
            public ControlPlane controlPlane() {
                return twin.world().controlPlane();
            }

            @Override
            public Workloads workloads() {
                return twin.world().workloads();
            }

            @Override
            public void onChange(Runnable listener) {}

            @Override
            public void onReturn(Runnable listener) {}

            @Override
            public void close() {
                open--;
            }
        };
    }

    private void lookInBackground() {
        while (!background.isEmpty()) {
            background.poll().run();
        }
    }

    @Test
    void theFirstAskerIsToldThatSomebodyLooks() {
        Look first = overviews.of("prod");
        assertTrue(first.running());
        assertNull(first.tree());
        assertEquals(0, looks, "the asker itself does not look");
        lookInBackground();
        Look seen = overviews.of("prod");
        assertFalse(seen.running());
        assertEquals(now, seen.taken());
        assertEquals(Twin.NEW.toString(), seen.tree().get("version"));
        assertEquals(0, open, "the connection is given back");
    }

    @Test
    void manyAskersCauseOneLookAndFreshDataNone() {
        for (int i = 0; i < 50; i++) {
            overviews.of("prod");
        }
        assertEquals(1, background.size());
        lookInBackground();
        now = now.plus(Overviews.FRESH);
        assertFalse(overviews.of("prod").running());
        assertEquals(1, looks);
    }

    @Test
    void oldDataIsShownWhileItIsRenewed() {
        overviews.of("prod");
        lookInBackground();
        Instant before = now;
        now = now.plus(OLD);
        Look old = overviews.of("prod");
        assertTrue(old.running());
        assertEquals(before, old.taken());
        assertNotNull(old.tree());
        lookInBackground();
        assertEquals(now, overviews.of("prod").taken());
    }

    @Test
    void aFailureIsToldNextToWhatWasSeenBefore() {
        overviews.of("prod");
        lookInBackground();
        Instant before = now;
        now = now.plus(OLD);
        trouble = new Failed("The identity may not read the cluster.");
        overviews.of("prod");
        lookInBackground();
        Look failed = overviews.of("prod");
        assertEquals("The identity may not read the cluster.", failed.failure());
        assertEquals(before, failed.taken());
        assertNotNull(failed.tree());
        assertEquals(2, looks, "a failed look is not repeated at once");
        now = now.plus(OLD);
        trouble = null;
        overviews.of("prod");
        lookInBackground();
        assertNull(overviews.of("prod").failure());
    }

    @Test
    void anUnexpectedFailureTellsNoInnards() {
        trouble = new IllegalStateException("token ya29.secret");
        overviews.of("prod");
        lookInBackground();
        assertEquals(
                "Something unexpected happened; the log of Jenkins has it.",
                overviews.of("prod").failure());
    }

    @Test
    void anErrorEndsTheLookAsWell() {
        error = new NoClassDefFoundError("io/grpc/Something");
        overviews.of("prod");
        assertThrows(NoClassDefFoundError.class, this::lookInBackground);
        assertFalse(overviews.of("prod").running());
        error = null;
        now = now.plus(OLD);
        overviews.of("prod");
        lookInBackground();
        assertNotNull(overviews.of("prod").tree());
    }

    @Test
    void forgetsWhatIsNotConfiguredAnyMoreAndWhatNobodyAsksFor() {
        overviews.of("prod");
        overviews.of("gone");
        lookInBackground();
        overviews.keepOnly(List.of("prod"));
        assertNull(overviews.of("gone").tree());
        assertNotNull(overviews.of("prod").tree());
        lookInBackground();
        now = now.plus(Overviews.KEPT).plusSeconds(1);
        overviews.keepOnly(List.of("prod", "gone"));
        assertNull(overviews.of("prod").tree());
    }
}
