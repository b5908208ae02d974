package io.jenkins.plugins.gkeupgrade.realkube.differential;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.Quantity;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.realkube.FakePool;
import io.jenkins.plugins.gkeupgrade.simulation.NodeTemplate;
import io.jenkins.plugins.gkeupgrade.simulation.Timeline;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.KubernetesSettings;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.SimulatedKubernetes;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ApiException;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Caller;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.DeleteOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.KubernetesApi;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ListOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Patch;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Subresource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The simulation, speaking as a Kubernetes of that version. */
final class SimulatedSide implements Side {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

    private final Timeline timeline = new Timeline(Instant.parse("2026-03-01T08:00:00Z"));
    private final SimulatedKubernetes kubernetes;
    private final KubernetesApi api;

    /** @param version of the control plane, such as {@code v1.20.2} */
    SimulatedSide(String version) {
        GkeVersion gke = GkeVersion.parse(version.replaceAll("^v|[-+].*", "") + "-gke.1");
        kubernetes = new SimulatedKubernetes(timeline, KubernetesSettings.of(gke));
        api = kubernetes.api(new Caller("admin", "tests"));
    }

    @Override
    public void prepare(List<Script> scripts) {
        scripts.forEach(script -> script.pools().forEach(this::join));
        timeline.advance(Duration.ofMinutes(1));
    }

    private void join(FakePool pool) {
        for (int i = 0; i < pool.nodes(); i++) {
            kubernetes.join(
                    pool.node(i),
                    new NodeTemplate(
                            pool.name(),
                            pool.zones().get(i % pool.zones().size()),
                            GkeVersion.parse(pool.version()),
                            pool.labels(),
                            pool.taints().stream().map(Taint::parse).toList(),
                            Quantity.millis(pool.cpu()),
                            Quantity.units(pool.memory()),
                            pool.pods()));
        }
    }

    @Override
    public Map<String, List<String>> act(Map<String, List<Act>> acts) {
        Map<String, List<String>> answers = new LinkedHashMap<>();
        acts.forEach((namespace, all) -> {
            List<String> said = new ArrayList<>();
            all.forEach(act -> act(namespace, act, said));
            answers.put(namespace, said);
        });
        return answers;
    }

    private void act(String namespace, Act act, List<String> said) {
        if (act instanceof Act.Create create) {
            api.create(create.resource(), Trees.in(namespace, create.tree()));
        } else if (act instanceof Act.Change change) {
            Patch patch = new Patch(Patch.Type.MERGE, change.patch());
            api.patch(change.resource(), namespace, change.name(), Subresource.NONE, patch);
        } else if (act instanceof Act.ChangeNode change) {
            Patch patch = new Patch(Patch.Type.MERGE, change.patch());
            api.patch(Resources.NODES, "", change.name(), Subresource.NONE, patch);
        } else if (act instanceof Act.Remove remove) {
            api.delete(remove.resource(), namespace, remove.name(), DeleteOptions.DEFAULT);
        } else {
            Picture.evictable(
                            api.list(Resources.PODS, namespace, ListOptions.ALL).items())
                    .stream()
                    .limit(((Act.Evict) act).pods())
                    .forEach(pod -> said.add(evict(pod)));
        }
    }

    private String evict(Manifest pod) {
        try {
            api.evict(pod.namespace(), pod.name(), DeleteOptions.DEFAULT);
            return "evicted";
        } catch (ApiException e) {
            return e.code() + " " + e.getMessage();
        }
    }

    @Override
    public void rest(Duration quiet) {
        timeline.advance(LONG_ENOUGH);
    }

    @Override
    public boolean hasOldNews() {
        return false;
    }

    @Override
    public List<Manifest> list(Resource resource) {
        return api.list(resource, "", ListOptions.ALL).items();
    }
}
