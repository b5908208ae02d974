package io.jenkins.plugins.gkeupgrade.emulator;

import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A path below {@code /api} or {@code /apis} that means objects.
 *
 * @param apiVersion as the path has it, such as {@code apps/v1}
 * @param namespace empty for all and for cluster-wide resources
 * @param name empty for collections
 * @param subresource such as {@code status}, or empty
 */
record ResourcePath(Resource resource, String apiVersion, String namespace, String name, String subresource) {
    /** @param minor version of the server, which decides what it serves */
    static Optional<ResourcePath> parse(String path, int minor) {
        List<String> parts =
                Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
        boolean core = parts.size() > 2 && parts.get(0).equals("api");
        boolean grouped = parts.size() > 3 && parts.get(0).equals("apis");
        if (!core && !grouped) {
            return Optional.empty();
        }
        String group = core ? "" : parts.get(1);
        String version = parts.get(core ? 1 : 2);
        List<String> rest = parts.subList(core ? 2 : 3, parts.size());
        String namespace = "";
        if (rest.size() > 2
                && rest.get(0).equals("namespaces")
                && Resources.find(group, rest.get(2)).isPresent()) {
            namespace = rest.get(1);
            rest = rest.subList(2, rest.size());
        }
        String in = namespace;
        List<String> tail = rest;
        return Resources.find(group, rest.get(0))
                .filter(resource -> resource.versionsAt(minor).contains(version))
                .map(resource -> new ResourcePath(
                        resource,
                        group.isEmpty() ? version : group + "/" + version,
                        in,
                        tail.size() > 1 ? tail.get(1) : "",
                        tail.size() > 2 ? tail.get(2) : ""));
    }

    KubernetesRequest request(String verb) {
        String sub = subresource.isEmpty() ? "" : "/" + subresource;
        int dot = resource.qualified().indexOf('.');
        String qualified = dot < 0
                ? resource.plural() + sub
                : resource.plural() + sub + resource.qualified().substring(dot);
        return new KubernetesRequest(verb, qualified, namespace, name);
    }
}
