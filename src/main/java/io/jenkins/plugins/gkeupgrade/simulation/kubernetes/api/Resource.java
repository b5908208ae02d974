package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import java.util.List;

/**
 * One kind of object that the API server keeps.
 *
 * @param group API group; empty for the core group
 * @param versions API versions, the preferred one first
 * @param plural name in URLs
 * @param kind name in manifests
 * @param shortNames what people may type instead
 */
public record Resource(
        String group, List<Version> versions, String plural, String kind, boolean namespaced, List<String> shortNames) {
    /**
     * An API version and the Kubernetes minor versions that serve it.
     *
     * @param first first minor version of Kubernetes that serves it
     * @param last last one
     */
    public record Version(String name, int first, int last) {}

    public Resource {
        versions = List.copyOf(versions);
        shortNames = List.copyOf(shortNames);
    }

    /** The API versions that a server of that minor version serves, the preferred one first. */
    public List<String> versionsAt(int minor) {
        return versions.stream()
                .filter(version -> version.first() <= minor && minor <= version.last())
                .map(Version::name)
                .toList();
    }

    /** What manifests have as {@code apiVersion} on a server of that minor version. */
    public String apiVersion(int minor) {
        List<String> served = versionsAt(minor);
        String version = served.isEmpty() ? versions.get(0).name() : served.get(0);
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** The name that error messages use, such as {@code deployments.apps}. */
    public String qualified() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Resource resource && plural.equals(resource.plural) && group.equals(resource.group);
    }

    /** Of the name alone: resources are keys of maps that are used all the time. */
    @Override
    public int hashCode() {
        return plural.hashCode();
    }

    @Override
    public String toString() {
        return qualified();
    }
}
