package io.jenkins.plugins.gkeupgrade.emulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.gkeupgrade.emulator.Emulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests that somebody brings along. */
class StrangeManifestsTest {
    private static final String NAMESPACE = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n";

    @TempDir
    private Path folder;

    private Emulator start(String manifests) throws IOException {
        Files.writeString(folder.resolve("a.yaml"), manifests);
        Path world = Files.writeString(
                folder.resolve("w.yml"), "clusters: [{name: prod, location: europe-west1-b, manifests: [a.yaml]}]");
        return Emulator.start(WorldReader.read(world));
    }

    @Test
    void eachFileMayBringTheNamespaceThatItNeeds() throws IOException {
        start(NAMESPACE + "---\n# nothing\n---\n" + NAMESPACE).close();
    }

    @Test
    void whatKubernetesWouldRefuseIsToldInASentence() {
        assertEquals(
                "Cluster prod: a manifest is refused: Deployment.apps \"cart\" is invalid: spec.template.spec.containers:"
                        + " Required value",
                assertThrows(WorldException.class, () -> start("""
                                        apiVersion: apps/v1
                                        kind: Deployment
                                        metadata: {name: cart, namespace: shop}
                                        spec:
                                          selector: {matchLabels: {app: cart}}
                                          template: {metadata: {labels: {app: cart}}, spec: {containers: []}}
                                        """)).getMessage());
    }
}
