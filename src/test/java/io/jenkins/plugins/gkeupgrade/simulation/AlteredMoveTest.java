package io.jenkins.plugins.gkeupgrade.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.Failed;
import io.jenkins.plugins.gkeupgrade.engine.World;
import io.jenkins.plugins.gkeupgrade.engine.model.PatchOperation;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadPatch;
import io.jenkins.plugins.gkeupgrade.engine.port.Workloads;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A cluster with a mutating webhook or MutatingAdmissionPolicy that lets nobody tolerate anything. */
class AlteredMoveTest {
    private final List<WorkloadPatch> sent = new ArrayList<>();

    @Test
    void aMoveThatAnAdmissionPolicyTakesApartIsTakenBackAtOnceAndTold() {
        Twin twin = Twin.withGreenPool()
                .apply(OptInAcceptanceTest.deployment("cart", 3, ""))
                .settle();
        Map<String, Object> before = twin.templates();
        Map<String, Integer> placed = twin.placement();
        StageDriver driver = new StageDriver(twin.timeline, () -> withoutTolerations(twin.world()));
        Failed failed = assertThrows(
                Failed.class, () -> driver.run(OptInAcceptanceTest.optIn(OptInAcceptanceTest.SHOP, 5, "")));
        assertTrue(
                failed.getMessage()
                        .startsWith(
                                "Wave 1 failed: Deployment shop/cart did not get the toleration and the node affinity:"
                                        + " a mutating webhook or admission policy of the cluster took them out of the change"),
                failed.getMessage());
        assertTrue(failed.getMessage().contains("is running as before"), failed.getMessage());
        assertEquals(before, twin.templates());
        assertEquals(placed, twin.placement());
        long moves = sent.stream().filter(AlteredMoveTest::tolerates).count();
        assertEquals(1, moves, "not tried again and again");
    }

    private static boolean tolerates(WorkloadPatch patch) {
        return patch.operations().stream().anyMatch(AlteredMoveTest::tolerates);
    }

    private static boolean tolerates(PatchOperation operation) {
        return operation.op().equals("add")
                && operation.path().get(operation.path().size() - 1).equals("tolerations");
    }

    private World withoutTolerations(World world) {
        Workloads altered = (Workloads) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Workloads.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("patch")) {
                        return world.workloads().patch(stripped((List<?>) arguments[0]));
                    }
                    try {
                        return method.invoke(world.workloads(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return new World(world.controlPlane(), altered, world.probes(), world.progress(), world.now());
    }

    private List<WorkloadPatch> stripped(List<?> patches) {
        List<WorkloadPatch> stripped = new ArrayList<>();
        for (Object each : patches) {
            WorkloadPatch patch = (WorkloadPatch) each;
            sent.add(patch);
            stripped.add(new WorkloadPatch(
                    patch.workload(),
                    patch.resourceVersion(),
                    patch.operations().stream().filter(o -> !tolerates(o)).toList()));
        }
        return stripped;
    }
}
