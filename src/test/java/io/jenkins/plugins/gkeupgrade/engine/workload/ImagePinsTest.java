package io.jenkins.plugins.gkeupgrade.engine.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.engine.model.OptInTaint;
import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import io.jenkins.plugins.gkeupgrade.engine.model.WorkloadKind;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.JacksonJson;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImagePinsTest {
    private static final String A = "sha256:" + "a".repeat(64);
    private static final String B = "sha256:" + "b".repeat(64);

    private static Workload workload(int replicas, String containers) {
        return Workload.of(
                WorkloadKind.STATEFUL_SET,
                Manifest.of(Tree.yaml("metadata: {namespace: shop, name: db, uid: db, resourceVersion: '1'}\n"
                        + "status: {updateRevision: one}\nspec: {replicas: " + replicas + ", template: {spec: {"
                        + containers + "}}}")));
    }

    private static Manifest pod(String name, String ready, String statuses) {
        return Manifest.of(Tree.yaml("metadata: {namespace: shop, name: " + name
                + ", labels: {controller-revision-hash: one}, ownerReferences: [{uid: db, controller: true}]}\n"
                + "status: {conditions: [{type: Ready, status: '" + ready + "'}], " + statuses + "}"));
    }

    private static Fleet fleet(Workload workload, Manifest... pods) {
        return Fleet.look(
                new StillCluster(Map.of(
                        ResourceKind.STATEFUL_SETS,
                        List.of(workload.manifest()),
                        ResourceKind.PODS,
                        Arrays.asList(pods))),
                Selection.of("shop", "", List.of(), List.of("StatefulSet")));
    }

    private static String running(String id) {
        return "containerStatuses: [{name: main, imageID: '" + id + "'}]";
    }

    private static ImagePins pins(Workload workload, Manifest... pods) throws ImagePins.Unknown {
        return ImagePins.running(workload, fleet(workload, pods));
    }

    @Test
    void pinsEveryContainerToTheDigestThatRunsAndKeepsTheTagForPeople() throws Exception {
        Workload workload = workload(
                1,
                "initContainers: [{name: migrate, image: 'eu.example:5000/shop/migrate'}],"
                        + " containers: [{name: main, image: 'nginx:1.27'}, {name: side, image: 'busybox@" + B + "'}]");
        ImagePins pins = pins(
                workload,
                pod(
                        "db-0",
                        "True",
                        "initContainerStatuses: [{name: migrate, imageID: 'eu.example:5000/shop/migrate@" + B + "'}],"
                                + " containerStatuses: [{name: main, imageID: 'docker-pullable://docker.io/library/nginx@"
                                + A + "'}, {name: side, imageID: 'busybox@" + B + "'}]"));

        assertEquals(
                Map.of(
                        "main",
                        new ImagePins.Pin("nginx:1.27", "nginx:1.27@" + A),
                        "migrate",
                        new ImagePins.Pin("eu.example:5000/shop/migrate", "eu.example:5000/shop/migrate@" + B)),
                pins.pins());
        assertEquals(
                List.of(
                        "/spec/template/spec/initContainers/0/image eu.example:5000/shop/migrate@" + B,
                        "/spec/template/spec/containers/0/image nginx:1.27@" + A),
                pins.pinning(workload).stream()
                        .map(o -> o.pointer() + " " + o.value())
                        .toList());
    }

    @Test
    void doesNotGuessWhatRuns() {
        Workload workload = workload(2, "containers: [{name: main, image: 'web:1'}]");
        assertEquals(
                "no pod of it is ready, so it cannot be told which image of container main to keep",
                assertThrows(ImagePins.Unknown.class, () -> pins(workload, pod("db-0", "False", running("web@" + A))))
                        .getMessage());
        assertEquals(
                "its pods run 2 different images as web:1; restart it, so that it runs one",
                assertThrows(
                                ImagePins.Unknown.class,
                                () -> pins(
                                        workload,
                                        pod("db-0", "True", running("web@" + A)),
                                        pod("db-1", "True", running("web@" + B))))
                        .getMessage());
        assertEquals(
                "container main runs " + A + ", which is no digest of web",
                assertThrows(ImagePins.Unknown.class, () -> pins(workload, pod("db-0", "True", running(A))))
                        .getMessage(),
                "an image that was loaded and not pulled has an id that no registry knows");
        assertThrows(
                ImagePins.Unknown.class,
                () -> pins(workload, pod("db-0", "True", running("mirror.example/web@" + A))),
                "the digest of another repository");
    }

    @Test
    void pinsNothingWhereNothingRuns() throws Exception {
        Workload none = workload(0, "containers: [{name: main, image: 'web:1'}]");
        assertTrue(pins(none).isEmpty());
        assertTrue(ImagePins.nothingRuns(none, fleet(none)));
    }

    @Test
    void undoesOnlyPinsThatStillReadAsWritten() {
        ImagePins pins = new ImagePins(Map.of(
                "main", new ImagePins.Pin("web:1", "web:1@" + A), "side", new ImagePins.Pin("log:1", "log:1@" + B)));
        Workload ours = workload(
                1, "containers: [{name: main, image: 'web:1@" + A + "'}, {name: side, image: 'log:1@" + B + "'}]");
        Workload released =
                workload(1, "containers: [{name: side, image: 'log:1@" + B + "'}, {name: main, image: 'web:2'}]");

        assertEquals(2, pins.unpinning(ours).size());
        assertTrue(pins.untouched(ours));
        assertEquals(
                List.of("/spec/template/spec/containers/0/image log:1"),
                pins.unpinning(released).stream()
                        .map(o -> o.pointer() + " " + o.value())
                        .toList(),
                "the new release stays, and the container is found by its name");
        assertFalse(pins.untouched(released));
    }

    @Test
    void aRecordKeepsItsPinsAndOneWithoutThemIsStillRead() {
        JacksonJson json = new JacksonJson();
        OptInTaint taint = new OptInTaint(OptInTaint.DEFAULT_KEY, GkeVersion.parse("1.33.5-gke.1"));
        Placement none = new Placement(null, null, null);
        ImagePins pins = new ImagePins(Map.of("main", new ImagePins.Pin("web:1", "web:1@" + A)));
        OptInRecord record = new OptInRecord(taint, none, none, "w", List.of("blue"), Map.of(), pins);

        assertEquals(record, OptInRecord.on(annotated(record.text(json)), json).orElseThrow());
        String old = "{\"key\":\"kubernetes_version\",\"version\":\"1.33.5-gke.1\",\"wave\":\"w\",\"from\":[\"blue\"],"
                + "\"before\":{},\"after\":{}}";
        assertEquals(
                new OptInRecord(taint, none, none, "w", List.of("blue"), Map.of(), ImagePins.NONE),
                OptInRecord.on(annotated(old), json).orElseThrow());
        assertEquals(
                old, new OptInRecord(taint, none, none, "w", List.of("blue"), Map.of(), ImagePins.NONE).text(json));
    }

    private static Workload annotated(String record) {
        return Workload.of(
                WorkloadKind.DEPLOYMENT,
                Manifest.of(Map.of("metadata", Map.of("annotations", Map.of(OptInRecord.ANNOTATION, record)))));
    }

    @Test
    void tellsTagsThatChangeTheirMeaningFromReleases() {
        for (String image : List.of(
                "web",
                "web:latest",
                "web:1",
                "web:1.27",
                "web:1.27-alpine",
                "web:stable",
                "mssql/server:2022-latest",
                "web:main",
                "host:5000/web",
                "web:1.2.3-SNAPSHOT",
                "web:feed")) {
            assertTrue(ImageName.parse(image).mutable(), image);
        }
        for (String image : List.of(
                "web:1.27.3",
                "web:v2.0.1-alpine",
                "web:20251103",
                "web:v20251103",
                "web:2025-11-03",
                "web:build-4711",
                "web:3f9c2ab",
                "web:main-3f9c2ab1",
                "web@" + A,
                "web:latest@" + A,
                "host:5000/web:1.0.0")) {
            assertFalse(ImageName.parse(image).mutable(), image);
        }
    }
}
