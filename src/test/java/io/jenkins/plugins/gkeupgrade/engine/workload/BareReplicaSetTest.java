package io.jenkins.plugins.gkeupgrade.engine.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The pods of a ReplicaSet that was opted in and whose status always says that both its pods are available. */
class BareReplicaSetTest {
    private static final OptInEdit EDIT = new OptInEdit(
            new OptInTaint(OptInTaint.DEFAULT_KEY, GkeVersion.parse("1.33.5-gke.1162000")), Set.of("green"));
    private static final Map<String, Object> MOVED =
            EDIT.apply(new Placement(null, null, null), true, null).tree();

    private static final Manifest REPLICA_SET = Manifest.of(Map.of(
            "metadata", Map.of("namespace", "shop", "name", "scorer", "uid", "owner", "generation", 2),
            "spec", Map.of("replicas", 2, "template", Map.of("spec", MOVED)),
            "status", Map.of("observedGeneration", 2, "availableReplicas", 2)));

    private static Manifest pod(String name, Map<String, Object> spec, boolean ready) {
        return Manifest.of(Map.of(
                "metadata",
                Map.of(
                        "namespace",
                        "shop",
                        "name",
                        name,
                        "uid",
                        name,
                        "ownerReferences",
                        List.of(Map.of("uid", "owner", "controller", true))),
                "spec",
                spec,
                "status",
                Map.of("conditions", List.of(Map.of("type", "Ready", "status", ready ? "True" : "False")))));
    }

    private record Judgement(Health.State state, Optional<String> next) {}

    private static Judgement with(Manifest... pods) {
        Selection selection = Selection.of("shop", "", List.of(), List.of("ReplicaSet"));
        Fleet fleet = Fleet.look(
                new StillCluster(
                        Map.of(ResourceKind.REPLICA_SETS, List.of(REPLICA_SET), ResourceKind.PODS, List.of(pods))),
                selection);
        Workload workload = fleet.selected().get(0);
        Rollout rollout = new Rollout(fleet, EDIT, true, Instant.EPOCH);
        return new Judgement(
                rollout.of(workload).state(), rollout.nextToReplace(workload).map(Pod::name));
    }

    @Test
    void podsOfTheOldTemplateGoOneAfterTheOther() {
        assertEquals(
                new Judgement(Health.State.PROGRESSING, Optional.of("a")),
                with(pod("a", Map.of(), true), pod("b", Map.of(), true)));
        assertEquals(
                new Judgement(Health.State.HEALTHY, Optional.empty()),
                with(pod("c", MOVED, true), pod("d", MOVED, true)));
    }

    @Test
    void aStatusThatLagsBehindAnEvictionIsNotBelieved() {
        Judgement wait = new Judgement(Health.State.PROGRESSING, Optional.empty());
        assertEquals(wait, with(pod("b", Map.of(), true)), "a is gone and has no successor yet");
        assertEquals(wait, with(pod("b", Map.of(), true), pod("c", MOVED, false)), "which is not ready");
        assertEquals(wait, with(pod("c", MOVED, true), pod("d", MOVED, false)), "and neither is the last");
    }
}
