package io.jenkins.plugins.gkeupgrade.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.TransientFailure;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.port.Change;
import io.jenkins.plugins.gkeupgrade.engine.port.History;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two watches of which one is behind the other. */
class ChangeLogTest {
    private long nanos = 1_000_000_000L;
    private final ChangeLog log = new ChangeLog(() -> nanos);
    private final ObjectCache.Listener pods = log.tape(ResourceKind.PODS);
    private final ObjectCache.Listener deployments = log.tape(ResourceKind.DEPLOYMENTS);

    private static Manifest at(int version) {
        return Manifest.of(Map.of("metadata", Map.of("name", "a", "resourceVersion", String.valueOf(version))));
    }

    private void beginAt(long version) {
        log.beganAt(Map.of(ResourceKind.PODS, version, ResourceKind.DEPLOYMENTS, version));
    }

    private void settle() {
        nanos += ChangeLog.SETTLE.toNanos();
    }

    private static List<Long> versions(History history) {
        return history.changes().stream().map(Change::version).toList();
    }

    @Test
    void theOrderIsThatOfTheChangesNotThatOfTheWatches() {
        beginAt(10);
        pods.changed(at(13), false);
        nanos += ChangeLog.SETTLE.toNanos() / 2;
        deployments.changed(at(12), false);
        pods.changed(at(14), true);
        assertEquals(List.of(), versions(log.since(10, true)), "a slower watch may yet tell what was before");
        assertEquals(14, log.since(10, true).newest());
        nanos += ChangeLog.SETTLE.toNanos() / 2;
        History history = log.since(10, true);
        assertEquals(List.of(12L, 13L), versions(history));
        assertEquals(13, history.upTo());
        settle();
        assertEquals(List.of(14L), versions(log.since(13, true)));
        assertEquals(List.of(), versions(log.since(14, true)));
    }

    @Test
    void whatWasNotTakenNoteOfIsToldAgain() {
        beginAt(10);
        pods.changed(at(11), false);
        settle();
        assertEquals(List.of(11L), versions(log.since(10, true)));
        pods.changed(at(12), false);
        settle();
        assertEquals(List.of(11L, 12L), versions(log.since(10, true)));
        assertEquals(List.of(), versions(log.since(12, true)));
    }

    @Test
    void nothingNewerIsToldWhileAWatchIsDown() {
        beginAt(10);
        pods.changed(at(11), false);
        settle();
        assertEquals(List.of(), versions(log.since(10, false)));
        assertEquals(List.of(11L), versions(log.since(10, true)));
    }

    @Test
    void quietWatchesComeOnAsFarAsAllOfTheirBookmarks() {
        beginAt(10);
        settle();
        pods.nothingNewUpTo("40");
        assertEquals(10, log.since(10, true).upTo(), "the other may yet tell what was before");
        deployments.nothingNewUpTo("35");
        assertEquals(10, log.since(10, false).upTo(), "not while a watch is down");
        History history = log.since(10, true);
        assertEquals(35, history.upTo());
        assertEquals(List.of(), history.changes());
        deployments.changed(at(36), false);
        settle();
        assertEquals(List.of(36L), versions(log.since(35, true)));
    }

    @Test
    void saysWhetherItIsUpToDate() {
        beginAt(10);
        assertTrue(log.since(10, true).live());
        assertFalse(log.since(10, false).live());
    }

    @Test
    void aWatchThatBeganLateIsNotLost() {
        beginAt(10);
        deployments.changed(at(9), false);
        settle();
        pods.changed(at(11), false);
        settle();
        assertEquals(List.of(9L, 11L), versions(log.since(10, true)), "told after the beginning though older");
    }

    @Test
    void theTimeBeforeTheWatchesComesFirst() {
        beginAt(20);
        pods.changed(at(21), false);
        log.before(5, List.of(new Change(ResourceKind.PODS, 7, at(7), false)));
        settle();
        History history = log.since(5, true);
        assertEquals(List.of(7L, 21L), versions(history));
        assertEquals(21, history.upTo());
        assertFalse(history.forgotten());
    }

    @Test
    void aHoleIsToldUntilItIsTakenNoteOf() {
        beginAt(10);
        pods.changed(at(11), false);
        pods.skippedTo("30");
        assertTrue(log.since(10, true).forgotten());
        History again = log.since(10, true);
        assertTrue(again.forgotten());
        assertEquals(30, again.upTo());
        pods.changed(at(31), false);
        settle();
        History after = log.since(30, true);
        assertFalse(after.forgotten());
        assertEquals(List.of(31L), versions(after));
    }

    @Test
    void aHoleIsToldOnlyWhenThePicturesOfAllWatchesAreOfOneMoment() {
        beginAt(10);
        pods.changed(at(11), false);
        settle();
        assertEquals(11, log.since(10, true).upTo());
        pods.skippedTo("30"); // its new ReplicaSets are not listed yet
        History soon = log.since(10, false);
        assertFalse(soon.forgotten());
        assertEquals(List.of(), versions(soon));
        assertEquals(10, soon.upTo(), "nothing is taken for known");
        assertTrue(soon.newest() > soon.upTo(), "there is more to come");
        assertFalse(soon.live());
        deployments.skippedTo("32");
        History settled = log.since(10, true);
        assertTrue(settled.forgotten());
        assertEquals(32, settled.upTo());
    }

    @Test
    void whatNobodyRemembersIsSaidOnlyWhenThePicturesOfAllWatchesAreOfOneMoment() {
        log.beganAt(Map.of(ResourceKind.PODS, 20L, ResourceKind.DEPLOYMENTS, 22L));
        log.forgotten();
        assertFalse(log.since(5, false).forgotten());
        assertEquals(5, log.since(5, false).upTo());
        assertTrue(log.since(5, true).forgotten());
        assertEquals(22, log.since(5, true).upTo());
    }

    @Test
    void whoBeginsAfterAHoleBeginsWithAPictureOfOneMoment() {
        beginAt(10);
        pods.skippedTo("30");
        assertThrows(TransientFailure.class, () -> log.beginning(false));
        deployments.skippedTo("32");
        assertEquals(32, log.beginning(true));
        assertFalse(log.since(32, true).forgotten());
        assertTrue(log.since(10, true).forgotten(), "who began earlier");
    }
}
