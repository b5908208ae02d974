package io.jenkins.plugins.gkeupgrade.engine.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GkeVersionTest {
    private static final List<GkeVersion> OFFER = List.of(
            GkeVersion.parse("1.33.5-gke.1162000"),
            GkeVersion.parse("1.33.5-gke.900000"),
            GkeVersion.parse("1.33.4-gke.2000000"),
            GkeVersion.parse("1.32.9-gke.100"));

    @ParameterizedTest
    @CsvSource({
        "1.33.5-gke.900000, 1.33.5-gke.1162000",
        "1.9.7-gke.1, 1.10.0-gke.1",
        "1.33.9-gke.1, 1.33.10-gke.1",
        "1.33.5-gke.9, 1.34.0-gke.1"
    })
    void ordersByNumberNotByText(String older, String newer) {
        assertTrue(GkeVersion.parse(older).compareTo(GkeVersion.parse(newer)) < 0);
    }

    @Test
    void readsTheKubeletsSpelling() {
        assertEquals(GkeVersion.parse("1.33.5-gke.1162000"), GkeVersion.parse("v1.33.5-gke.1162000"));
    }

    @ParameterizedTest
    @CsvSource({
        "v1.33.5-gke.1162000, 1.33.5-gke.1162000",
        "v1.33.5, 1.33.5",
        "v1.33.5+k3s1, 1.33.5",
        "v1.30.1-eks-5e0fdde, 1.30.1",
        "1.33, 1.33"
    })
    void readsWhatOtherKubeletsSay(String kubelet, String expected) {
        assertEquals(expected, GkeVersion.reported(kubelet).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "v1", "1.33.5.6", "1.33 or so"})
    void whatIsNoVersionIsNone(String text) {
        assertTrue(GkeVersion.reported(text).isEmpty());
        assertTrue(GkeVersion.marked(text).isEmpty());
    }

    @Test
    void onNodesOnlyOneSpellingIsAVersion() {
        assertEquals("1.33", GkeVersion.marked("1.33").orElseThrow().toString());
        assertEquals("1.33.5", GkeVersion.marked("1.33.5").orElseThrow().toString());
        for (String other : List.of("v1.33.5", "1.33.5-alpha", "01.33")) {
            assertTrue(GkeVersion.marked(other).isEmpty(), other);
        }
    }

    @Test
    void aVersionIncludesThoseThatSayMore() {
        GkeVersion minor = GkeVersion.marked("1.33").orElseThrow();
        GkeVersion patch = GkeVersion.marked("1.33.5").orElseThrow();
        assertTrue(minor.includes(patch) && minor.includes(OFFER.get(0)) && patch.includes(OFFER.get(0)));
        assertFalse(patch.includes(minor) || patch.includes(OFFER.get(2)) || minor.includes(OFFER.get(3)));
        assertTrue(OFFER.get(0).includes(OFFER.get(0)));
        assertFalse(OFFER.get(0).includes(OFFER.get(1)) || OFFER.get(0).includes(patch));
        assertTrue(minor.compareTo(patch) < 0 && patch.compareTo(OFFER.get(1)) < 0);
    }

    @Test
    void countsMinorsBetweenVersions() {
        assertEquals(2, GkeVersion.parse("1.33.1-gke.1").minorsAheadOf(GkeVersion.parse("1.31.9-gke.9")));
        assertEquals(-1, GkeVersion.parse("1.31.1-gke.1").minorsAheadOf(GkeVersion.parse("1.32.9-gke.9")));
    }

    @ParameterizedTest
    @CsvSource({
        "1.33, 1.33.5-gke.1162000",
        "1.33.4, 1.33.4-gke.2000000",
        "latest, 1.33.5-gke.1162000",
        "-, 1.32.9-gke.100",
        "1.31.1-gke.7, 1.31.1-gke.7"
    })
    void resolvesAliasesAsGkeDoes(String request, String expected) {
        GkeVersion defaultVersion = GkeVersion.parse("1.32.9-gke.100");
        assertEquals(GkeVersion.parse(expected), new VersionRequest(request).resolve(OFFER, defaultVersion));
    }

    @Test
    void saysWhatIsOnOfferWhenNothingMatches() {
        InvalidValue e =
                assertThrows(InvalidValue.class, () -> new VersionRequest("1.36").resolve(OFFER, OFFER.get(0)));
        assertTrue(e.getMessage().contains("'1.36'") && e.getMessage().contains("1.33.5-gke.1162000"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1.x", "v1.33", "1.33.5-gke", "1.33.5+1", "newest", "1.33.5-gke.1 or so"})
    void refusesWhatIsNoVersion(String text) {
        InvalidValue e = assertThrows(InvalidValue.class, () -> new VersionRequest(text));
        assertTrue(e.getMessage().contains("'" + text + "'"), e.getMessage());
    }

    @Test
    void knowsWhichVersionsARequestCouldMean() {
        assertTrue(new VersionRequest("1.33").matches(OFFER.get(2)));
        assertTrue(new VersionRequest("latest").matches(OFFER.get(3)));
        assertFalse(new VersionRequest("1.33").matches(OFFER.get(3)));
        assertFalse(new VersionRequest("1.33.5-gke.900000").matches(OFFER.get(0)));
    }
}
