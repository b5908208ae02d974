package io.jenkins.plugins.gkeupgrade.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Refused;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInRequest;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ExclusionKeeper;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessPolicy;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Opting in on a cluster in a release channel, where GKE would upgrade the old pool by itself. */
class UpkeepGateTest {
    private static Twin inChannel() {
        Twin twin = Twin.withGreenPool("REGULAR");
        twin.gke.keepSupporting(Twin.OLD, LocalDate.of(2027, 6, 1));
        return twin.apply(OptInAcceptanceTest.deployment("cart", 2, "")).settle();
    }

    private static OptInRequest request(String maintenanceExclusion, String... accept) {
        return OptInAcceptanceTest.optIn(OptInAcceptanceTest.SHOP, 5, "")
                .with(ReadinessPolicy.of(List.of(accept), maintenanceExclusion));
    }

    @Test
    void nobodyMovesWithoutAnExclusion() {
        Twin twin = inChannel();
        int writes = twin.kubernetes.writeLog().size();
        Refused refused = assertThrows(Refused.class, () -> twin.driver().run(request("")));
        assertTrue(refused.getMessage().contains("(no-maintenance-exclusion)"), refused.getMessage());
        assertTrue(refused.getMessage().contains("maintenanceExclusion: 'create'"), refused.getMessage());
        assertEquals(writes, twin.kubernetes.writeLog().size());
        assertEquals(0, twin.gke.log().count("SetMaintenancePolicy"));
    }

    @Test
    void itIsAddedWhenTheScriptSaysSoAndItsEndIsTold() {
        Twin twin = inChannel();
        twin.driver().run(request("create"));
        assertEquals(1, twin.gke.log().count("SetMaintenancePolicy"));
        assertTrue(
                twin.log.stream()
                        .anyMatch(l -> l.contains("leaves the versions of its node pools alone until 20")
                                && l.contains("(exclusion " + ExclusionKeeper.NAME + ")")),
                twin.log.toString());
        assertEquals(2, twin.placement().get("cart on green"));

        Outcome again = twin.driver().run(request("require"));
        assertEquals(List.of(), again.details().get("moved"));
        assertEquals(1, twin.gke.log().count("SetMaintenancePolicy"));
    }

    @Test
    void itIsEnoughThatItIsThereOrAcceptedOrNotLookedFor() {
        Twin there = inChannel();
        there.gke.addExclusions(Twin.REF, List.of("black-friday"));
        there.driver().run(request(""));
        assertEquals(2, there.placement().get("cart on green"));

        Twin accepted = inChannel();
        accepted.driver().run(request("", "no-maintenance-exclusion"));
        assertEquals(2, accepted.placement().get("cart on green"));

        Twin ignored = inChannel();
        ignored.driver().run(request("ignore"));
        assertEquals(2, ignored.placement().get("cart on green"));
    }

    @Test
    void aDryRunSaysSoAndChangesNothing() {
        Twin twin = inChannel();
        OptInRequest dry = OptInRequest.of("1.33", "", OptInAcceptanceTest.SHOP, 5, true, "", 60)
                .with(ReadinessPolicy.of(List.of(), "create"));
        assertEquals(
                List.of("Deployment shop/cart"),
                twin.driver().run(dry).details().get("wouldMove"));
        assertEquals(0, twin.gke.log().count("SetMaintenancePolicy"));
        assertTrue(twin.log.stream().anyMatch(l -> l.contains("no-maintenance-exclusion")), twin.log.toString());
    }
}
