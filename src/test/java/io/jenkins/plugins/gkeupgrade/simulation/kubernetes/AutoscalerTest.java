package io.jenkins.plugins.gkeupgrade.simulation.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.Taint;
import io.jenkins.plugins.gkeupgrade.simulation.NodeGroups;
import io.jenkins.plugins.gkeupgrade.simulation.NodeTemplate;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.ListOptions;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AutoscalerTest {
    private static final String GREEN_ONLY =
            ",'nodeSelector':{'track':'green'},'tolerations':[{'key':'track','operator':'Exists'}]";

    private final TestCluster cluster = new TestCluster().nodes("blue", 1);
    private final Pool green = new Pool(3);

    /** One autoscaled pool in one zone whose machines boot in a minute. */
    private final class Pool implements NodeGroups {
        private final NodeTemplate template = TestCluster.template(
                "green", "europe-west1-b", Map.of("track", "green"), List.of(Taint.parse("track=green:NoSchedule")));
        private final int max;
        private final List<String> released = new ArrayList<>();
        private int size;

        Pool(int max) {
            this.max = max;
        }

        @Override
        public List<Group> groups() {
            return List.of(new Group(template, size, 0, max));
        }

        @Override
        public void grow(String pool, String zone, int by) {
            for (int i = 0; i < by; i++) {
                String name = "gke-green-" + size++;
                cluster.timeline.after(Duration.ofMinutes(1), () -> cluster.kubernetes.join(name, template));
            }
        }

        @Override
        public void release(String nodeName) {
            released.add(nodeName);
            size--;
            cluster.kubernetes.leave(nodeName);
        }
    }

    private List<String> events(String reason) {
        return cluster.api.list(Resources.EVENTS, "shop", ListOptions.fields("reason=" + reason)).items().stream()
                .map(event -> event.text("message"))
                .toList();
    }

    @Test
    void growsAnEmptyPoolForPodsThatFitItsTemplate() {
        cluster.kubernetes.autoscale(green);
        cluster.deployment("cart", 2, "", GREEN_ONLY);
        cluster.advance(15);
        assertEquals(1, green.size, "one node holds both");
        cluster.untilRolledOut("cart");
        assertEquals(1, green.size, "nothing more while it booted");
        assertEquals(
                "pod triggered scale-up: [{green-europe-west1-b 0->1 (max: 3)}]",
                events("TriggeredScaleUp").get(0));
    }

    @Test
    void saysWhyNoPoolHelps() {
        cluster.kubernetes.autoscale(green);
        cluster.deployment("cart", 1, "", ",'nodeSelector':{'track':'green'}");
        cluster.deployment("lost", 1, "", ",'nodeSelector':{'no':'where'},'tolerations':[{'operator':'Exists'}]");
        cluster.advance(30);
        assertEquals(0, green.size);
        List<String> said = events("NotTriggerScaleUp");
        assertTrue(
                said.contains("pod didn't trigger scale-up: 1 node(s) had untolerated taint {track: green}"),
                said.toString());
        assertTrue(
                said.contains("pod didn't trigger scale-up: 1 node(s) didn't match Pod's node affinity/selector"),
                said.toString());
    }

    @Test
    void stopsAtTheMaximum() {
        cluster.kubernetes.autoscale(green);
        cluster.create(
                Resources.DEPLOYMENTS,
                TestCluster.workload("cart", 5, "", "", GREEN_ONLY).replace("100m", "3"));
        cluster.advance(300);
        assertEquals(3, green.size);
        assertTrue(events("NotTriggerScaleUp").contains("pod didn't trigger scale-up: 1 max node group size reached"));
        assertEquals(
                2,
                cluster.pods("cart").stream()
                        .filter(pod -> pod.text("spec", "nodeName").isEmpty())
                        .count());
    }

    @Test
    void givesBackWhatStaysEmpty() {
        cluster.kubernetes.autoscale(green);
        cluster.deployment("cart", 1, "", GREEN_ONLY);
        cluster.untilRolledOut("cart");
        cluster.merge(Resources.DEPLOYMENTS, "cart", "{'spec':{'replicas':0}}");
        cluster.advance(500);
        assertEquals(List.of(), green.released);
        cluster.advance(200);
        assertEquals(List.of("gke-green-0"), green.released);
        assertEquals(
                List.of("gke-blue-000"),
                cluster.api.list(Resources.NODES, "", ListOptions.ALL).items().stream()
                        .map(Manifest::name)
                        .toList());
    }
}
