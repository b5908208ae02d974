package io.jenkins.plugins.gkeupgrade.simulation;

import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.SHOP;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.optIn;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.rollback;
import static io.jenkins.plugins.gkeupgrade.simulation.OptInAcceptanceTest.verify;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.moved;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.pool;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.retire;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.withoutAgents;
import static io.jenkins.plugins.gkeupgrade.simulation.RetireWorld.writes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.gkeupgrade.engine.master.MasterUpgradeRequest;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import io.jenkins.plugins.gkeupgrade.engine.model.Verdict;
import io.jenkins.plugins.gkeupgrade.engine.optin.OptInRequest;
import io.jenkins.plugins.gkeupgrade.engine.pool.TaintedPoolRequest;
import io.jenkins.plugins.gkeupgrade.engine.retire.RetireRequest;
import io.jenkins.plugins.gkeupgrade.engine.verify.VerifyRequest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.AvailabilityWatch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** After a pool was retired: the next upgrade, the same one again, and a rollback. */
class RetireAndAgainTest {
    /** The second upgrade starts from a pool without the taint, and from templates that still select it. */
    @Test
    void twoUpgradesInARow() {
        Twin twin = moved();
        twin.driver().run(retire("0", true));
        twin.driver().run(MasterUpgradeRequest.of(Twin.NEXT.toString(), 2, 60));
        Outcome made = twin.driver().run(TaintedPoolRequest.of(Twin.NEXT.toString(), "", "", null, null, "", 60));
        assertEquals("green", made.details().get("from"));
        String next = made.details().get("pool").toString();
        assertEquals(
                Map.of(Twin.TAINT.key(), Twin.NEXT.toString()), pool(twin, next).labels());
        assertEquals(
                List.of(new OptInTaint(Twin.TAINT.key(), Twin.NEXT).taint()),
                pool(twin, next).taints());

        AvailabilityWatch availability = AvailabilityWatch.over(twin.kubernetes);
        OptInRequest move = OptInRequest.of(Twin.NEXT.toString(), "", SHOP, 5, false, "", 60);
        assertEquals(
                List.of("Deployment shop/cart", "Deployment shop/front"),
                twin.driver().run(move).details().get("moved"));
        assertEquals(
                Verdict.PASSED,
                twin.driver()
                        .run(VerifyRequest.of(Twin.NEXT.toString(), "", SHOP, 30))
                        .verdict());
        Outcome retired = twin.driver().run(RetireRequest.of("", Twin.NEW.toString(), "", "0", true, false, 60));

        assertEquals("green", retired.details().get("pool"));
        assertEquals(
                Map.of("cart on " + next, 3, "front on " + next, 2, "kube-dns on " + next, 2),
                withoutAgents(twin.placement()));
        assertEquals(
                List.of(),
                availability.violations().stream()
                        .filter(v -> v.what().contains("shop/"))
                        .toList());
        Manifest cart = twin.api().get(Resources.DEPLOYMENTS, "shop", "cart");
        assertEquals(1, cart.list("spec", "template", "spec", "tolerations").size(), "the old toleration is gone");
    }

    /** All steps of a Pipeline that ran to its end find everything done when it is run again. */
    @Test
    void theWholeUpgradeRunAgainChangesNothing() {
        Twin twin = moved();
        twin.driver().run(retire("0", true));
        int gke = twin.gke.log().writes().size();
        int kubernetes = writes(twin).size();
        Outcome made = twin.driver().run(TaintedPoolRequest.of(Twin.NEW.toString(), "", "", null, null, "", 60));
        assertEquals("green", made.details().get("pool"));
        assertEquals(List.of(), twin.driver().run(optIn(SHOP, 5, "")).details().get("moved"));
        assertEquals(Verdict.PASSED, twin.driver().run(verify(SHOP)).verdict());
        twin.driver().run(retire("0", true));
        assertEquals(gke, twin.gke.log().writes().size());
        assertEquals(kubernetes, writes(twin).size());
    }

    @Test
    void aRollbackAfterwardsDoesNoHarm() {
        Twin twin = moved();
        twin.driver().run(retire("0", true));
        assertEquals(Verdict.PASSED, twin.driver().run(rollback(SHOP)).verdict());
    }
}
