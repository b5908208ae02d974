package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.engine.model.ResourceKind;
import java.util.Arrays;

/**
 * What a request is about, in the words of an RBAC rule.
 *
 * @param verb such as {@code list}
 * @param resource such as {@code deployments.apps} or {@code pods/eviction}
 * @param namespace empty for all namespaces and for cluster-wide resources
 * @param name empty for a collection
 */
record Operation(String verb, String resource, String namespace, String name) {
    static Operation on(String verb, ResourceKind kind, String namespace, String name) {
        String group = kind.group().isEmpty() ? "" : "." + kind.group();
        return new Operation(verb, kind.plural() + group, namespace, name);
    }

    /** Reads {@code patch deployments.apps shop/cart} or {@code list pods in all namespaces}. */
    @Override
    public String toString() {
        String what = verb + " " + resource;
        if (name.isEmpty()) {
            return what + where();
        }
        return what + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }

    private boolean clusterWide() {
        String plural = resource.replaceFirst("[./].*", "");
        return resource.startsWith("/")
                || Arrays.stream(ResourceKind.values())
                        .anyMatch(kind -> !kind.namespaced() && kind.plural().equals(plural));
    }

    /** With a leading space; empty where namespaces have no say. */
    String where() {
        if (!namespace.isEmpty()) {
            return " in namespace " + namespace;
        }
        return clusterWide() ? "" : " in all namespaces";
    }
}
