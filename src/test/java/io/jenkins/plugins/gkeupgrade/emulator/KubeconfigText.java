package io.jenkins.plugins.gkeupgrade.emulator;

import io.jenkins.plugins.gkeupgrade.engine.model.ClusterRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A kubeconfig for all clusters of an emulator, with contexts named as gcloud names them. */
final class KubeconfigText {
    private final String token;
    private final List<String> clusters = new ArrayList<>();
    private final List<String> contexts = new ArrayList<>();
    private String current;

    KubeconfigText(String token) {
        this.token = token;
    }

    void add(ClusterRef ref, String url, String caPem) {
        String name = contextOf(ref);
        String ca = Base64.getEncoder().encodeToString(caPem.getBytes(StandardCharsets.UTF_8));
        clusters.add(
                "- name: " + name + "\n  cluster:\n    server: " + url + "\n    certificate-authority-data: " + ca);
        contexts.add("- name: " + name + "\n  context:\n    cluster: " + name + "\n    user: emulator");
        current = current == null ? name : current;
    }

    static String contextOf(ClusterRef ref) {
        return "gke_" + ref.project() + "_" + ref.location() + "_" + ref.name();
    }

    @Override
    public String toString() {
        return "apiVersion: v1\nkind: Config\ncurrent-context: " + current + "\nclusters:\n"
                + String.join("\n", clusters)
                + "\ncontexts:\n" + String.join("\n", contexts) + "\nusers:\n- name: emulator\n  user:\n    token: "
                + token
                + "\n";
    }
}
