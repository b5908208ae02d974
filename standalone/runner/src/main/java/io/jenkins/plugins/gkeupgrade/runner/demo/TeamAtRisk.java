package io.jenkins.plugins.gkeupgrade.runner.demo;

import io.jenkins.plugins.gkeupgrade.emulator.world.Manifests;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Caller;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Patch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;

/** What a team does with kubectl whose workload must not move as it is. */
final class TeamAtRisk {
    static final Caller TEAM = new Caller("gifts", "kubectl");

    private static final String NAMESPACE = "shop-gifts";
    private static final String NAME = "gift-cards";

    private TeamAtRisk() {}

    /** Deploys what is in the file. */
    static void deploy(Path manifests, KubernetesApi api) {
        for (Manifest object : Manifests.read(manifests, NAMESPACE, false)) {
            api.create(
                    Resources.ofManifest(object.text("apiVersion"), object.kind())
                            .orElseThrow(() -> new NoSuchElementException(object.kind())),
                    object);
        }
    }

    /** Lets its pods be replaced one after the other. */
    static void mend(KubernetesApi api) {
        Map<String, Object> rolling = Map.of("spec", Map.of("strategy", Map.of("type", "RollingUpdate")));
        api.patch(Resources.DEPLOYMENTS, NAMESPACE, NAME, Subresource.NONE, new Patch(Patch.Type.MERGE, rolling));
    }
}
