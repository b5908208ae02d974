package io.jenkins.plugins.gkeupgrade.emulator;

import io.jenkins.plugins.gkeupgrade.engine.model.GkeVersion;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the API server says about itself: its version, its API groups and what is in them. */
final class KubernetesDiscovery {
    private static final List<String> VERBS = List.of("create", "delete", "get", "list", "patch", "update", "watch");
    private static final Set<String> SCALABLE =
            Set.of("deployments", "replicasets", "statefulsets", "replicationcontrollers");

    private KubernetesDiscovery() {}

    /** The document at the path, or empty when there is none. */
    static Optional<Map<String, Object>> document(String path, GkeVersion version) {
        String[] parts = path.substring(1).split("/");
        int minor = version.minor();
        if (path.equals("/version")) {
            return Optional.of(version(version));
        }
        if (path.equals("/api")) {
            return Optional.of(ordered("kind", "APIVersions", "versions", List.of("v1")));
        }
        if (path.equals("/apis")) {
            return Optional.of(ordered("kind", "APIGroupList", "apiVersion", "v1", "groups", groups(minor)));
        }
        if (parts.length == 2 && parts[0].equals("api")) {
            return resources("", parts[1], minor);
        }
        if (parts.length == 2 && parts[0].equals("apis")) {
            return Optional.<Map<String, Object>>of(group(parts[1], minor)).filter(group -> group.size() > 3);
        }
        return parts.length == 3 && parts[0].equals("apis") ? resources(parts[1], parts[2], minor) : Optional.empty();
    }

    private static Map<String, Object> version(GkeVersion version) {
        String text = version.toString();
        return ordered(
                "major",
                "1",
                "minor",
                Integer.toString(version.minor()),
                "gitVersion",
                "v" + text,
                "platform",
                "linux/amd64");
    }

    private static List<Object> groups(int minor) {
        List<Object> groups = new ArrayList<>();
        Resources.all().stream()
                .map(Resource::group)
                .filter(group -> !group.isEmpty())
                .distinct()
                .map(group -> group(group, minor))
                .filter(group -> group.size() > 3)
                .forEach(groups::add);
        return groups;
    }

    private static Map<String, Object> group(String name, int minor) {
        Map<String, Object> group = ordered("kind", "APIGroup", "apiVersion", "v1", "name", name);
        List<Object> versions = Resources.all().stream()
                .filter(resource -> resource.group().equals(name))
                .flatMap(resource -> resource.versionsAt(minor).stream())
                .distinct()
                .<Object>map(version -> ordered("groupVersion", name + "/" + version, "version", version))
                .toList();
        if (!versions.isEmpty()) {
            group.put("versions", versions);
            group.put("preferredVersion", versions.get(0));
        }
        return group;
    }

    private static Optional<Map<String, Object>> resources(String group, String version, int minor) {
        List<Object> found = new ArrayList<>();
        for (Resource resource : Resources.all()) {
            if (resource.group().equals(group) && resource.versionsAt(minor).contains(version)) {
                addWithSubresources(found, resource, minor);
            }
        }
        String groupVersion = group.isEmpty() ? version : group + "/" + version;
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(ordered(
                        "kind",
                        "APIResourceList",
                        "apiVersion",
                        "v1",
                        "groupVersion",
                        groupVersion,
                        "resources",
                        found));
    }

    private static void addWithSubresources(List<Object> found, Resource resource, int minor) {
        Map<String, Object> own = entry(resource.plural(), resource.namespaced(), resource.kind(), VERBS);
        own.put("singularName", resource.kind().toLowerCase(java.util.Locale.ROOT));
        if (!resource.shortNames().isEmpty()) {
            own.put("shortNames", resource.shortNames());
        }
        found.add(own);
        found.add(entry(
                resource.plural() + "/status",
                resource.namespaced(),
                resource.kind(),
                List.of("get", "patch", "update")));
        if (SCALABLE.contains(resource.plural())) {
            Map<String, Object> scale =
                    entry(resource.plural() + "/scale", true, "Scale", List.of("get", "patch", "update"));
            scale.put("group", "autoscaling");
            scale.put("version", "v1");
            found.add(scale);
        }
        if (resource.plural().equals("pods")) {
            Map<String, Object> eviction = entry("pods/eviction", true, "Eviction", List.of("create"));
            eviction.put("group", "policy");
            eviction.put("version", minor >= 22 ? "v1" : "v1beta1");
            found.add(eviction);
        }
    }

    private static Map<String, Object> entry(String name, boolean namespaced, String kind, List<String> verbs) {
        return ordered("name", name, "singularName", "", "namespaced", namespaced, "kind", kind, "verbs", verbs);
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
