package io.jenkins.plugins.gkeupgrade.engine.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @Test
    void readsAFullClusterName() {
        ClusterRef ref = ClusterRef.parse("projects/shop-prod/locations/europe-west1-b/clusters/blue");
        assertEquals(new ClusterRef("shop-prod", "europe-west1-b", "blue"), ref);
        assertEquals("projects/shop-prod/locations/europe-west1-b/clusters/blue", ref.toString());
        assertTrue(ref.zonal());
        assertFalse(
                ClusterRef.parse("projects/p/locations/europe-west1/clusters/c").zonal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "blue",
                "projects/p/zones/z/clusters/c",
                "projects/p/locations/europe-west1/clusters/",
                "projects/p/locations/nowhere/clusters/c",
                "projects/p/locations/europe-west1/clusters/<b>",
                "projects/../locations/europe-west1/clusters/c"
            })
    void refusesOtherClusterNames(String text) {
        assertThrows(InvalidValue.class, () -> ClusterRef.parse(text));
    }

    @Test
    void spellsTaintsForBothApis() {
        Taint taint = Taint.parse("kubernetes_version=1.33.5-gke.1:NoSchedule");
        assertEquals(Taint.Effect.NO_SCHEDULE, taint.effect());
        assertEquals("kubernetes_version=1.33.5-gke.1:NoSchedule", taint.toString());
        assertEquals(Taint.Effect.NO_SCHEDULE, Taint.Effect.parse("NO_SCHEDULE"));
    }

    @Test
    void namesTheRightSpellingForAPopularMistake() {
        InvalidValue e = assertThrows(InvalidValue.class, () -> Taint.parse("a=b:No_Schedule"));
        assertTrue(e.getMessage().contains("'No_Schedule'") && e.getMessage().contains("write NoSchedule"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a_", "a b", "a/b/c", "Ä", "x.example.com/", "UPPER.example/a"})
    void refusesIllegalKeys(String key) {
        InvalidValue e = assertThrows(InvalidValue.class, () -> LabelRules.requireKey(key));
        assertTrue(e.getMessage().contains("'" + key + "'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"kubernetes.io/version", "node.kubernetes.io/x", "k8s.io/x", "cloud.google.com/gke-nodepool"})
    void refusesKeysThatBelongToOthers(String key) {
        InvalidValue e = assertThrows(InvalidValue.class, () -> LabelRules.requireOwnKey(key));
        assertTrue(e.getMessage().contains("reserved"));
    }

    @Test
    void limitsValuesTo63Characters() {
        assertEquals("a".repeat(63), LabelRules.requireValue("a".repeat(63)));
        assertThrows(InvalidValue.class, () -> LabelRules.requireValue("a".repeat(64)));
        assertThrows(InvalidValue.class, () -> LabelRules.requireValue("1.33+build"));
        assertEquals("", LabelRules.requireValue(""));
    }

    @Test
    void everyOptInTaintIsAlsoALegalLabel() {
        OptInTaint optIn = new OptInTaint("kubernetes_version", GkeVersion.parse("1.33.5-gke.1162000"));
        assertEquals("1.33.5-gke.1162000", LabelRules.requireValue(optIn.value()));
        assertEquals("kubernetes_version=1.33.5-gke.1162000:NoSchedule", optIn.toString());
    }
}
