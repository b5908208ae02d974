package io.jenkins.plugins.gkeupgrade.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectCacheTest {
    private final ObjectCache cache = new ObjectCache();

    private static Manifest object(String uid, String version) {
        return Manifest.of(Map.of(
                "metadata", Map.of("namespace", "shop", "name", "cart", "uid", uid, "resourceVersion", version)));
    }

    private String version() {
        return cache.find("shop", "cart").map(Manifest::resourceVersion).orElse("none");
    }

    @Test
    void ourOwnChangeShowsBeforeTheWatchTellsOfIt() {
        cache.replace(List.of(object("u", "9")), "9");
        cache.applied(object("u", "11"));
        assertEquals("11", version());
        cache.put(object("u", "10"));
        assertEquals("11", version(), "an event from before is late");
        cache.put(object("u", "12"));
        assertEquals("12", version());
        cache.applied(object("u", "11"));
        assertEquals("12", version(), "an answer from before is late");
    }

    @Test
    void whatWeToldToGoStaysToldUntilItIsGone() {
        cache.replace(List.of(object("u", "9")), "9");
        cache.leaving("shop", "cart", "another");
        assertTrue(told().isEmpty(), "a namesake is not meant");
        cache.leaving("shop", "cart", "u");
        assertFalse(told().isEmpty());
        cache.put(object("u", "10"));
        assertFalse(told().isEmpty(), "an event from before is late");
        cache.replace(List.of(object("u", "10")), "11");
        assertFalse(told().isEmpty(), "a list from before is late");
        cache.remove(object("u", "12"));
        cache.put(object("v", "13"));
        assertTrue(told().isEmpty(), "the next one of that name");
    }

    private String told() {
        return cache.find("shop", "cart").orElseThrow().text("metadata", "deletionTimestamp");
    }

    @Test
    void aListFromBeforeOurChangeDoesNotUndoIt() {
        cache.replace(List.of(object("u", "9")), "9");
        cache.applied(object("u", "11"));
        cache.replace(List.of(object("u", "9")), "10");
        assertEquals("11", version());
        cache.replace(List.of(), "12");
        assertTrue(cache.all().isEmpty());
    }

    @Test
    void anAnswerDoesNotBringBackWhatWasDeleted() {
        cache.replace(List.of(object("u", "9")), "9");
        cache.remove(object("u", "12"));
        cache.applied(object("u", "11"));
        assertEquals("none", version());
        cache.put(object("v", "13"));
        cache.applied(object("u", "11"));
        assertEquals("13", version(), "a namesake is another object");
    }

    @Test
    void versionsThatAreNoNumbersGoByTheWatch() {
        cache.replace(List.of(object("u", "b")), "b");
        cache.applied(object("u", "a"));
        assertEquals("a", version());
        cache.put(object("u", "c"));
        assertEquals("c", version());
    }

    @Test
    void watchingGoesOnFromTheLastWord() {
        cache.replace(List.of(object("u", "9")), "10");
        assertEquals("10", cache.seenUpTo());
        cache.put(object("u", "12"));
        assertEquals("12", cache.seenUpTo());
        cache.applied(object("u", "14"));
        assertEquals("12", cache.seenUpTo());
        cache.nothingNewUpTo("20");
        assertEquals("20", cache.seenUpTo());
    }
}
