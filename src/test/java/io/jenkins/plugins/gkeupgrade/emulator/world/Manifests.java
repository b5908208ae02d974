package io.jenkins.plugins.gkeupgrade.emulator.world;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resource;
import io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Kubernetes manifests from files and folders. */
public final class Manifests {
    // Published manifests are often joined without a line break after the separator; strictly that is no separator.
    private static final Pattern GLUED_SEPARATOR = Pattern.compile("^---(?=[A-Za-z])", Pattern.MULTILINE);

    private Manifests() {}

    /**
     * Reads a file, or all {@code .yaml} and {@code .yml} files of a folder in the order of their names.
     *
     * @param namespace for namespaced objects that name none; replaces what they name when {@code force}
     * @throws IllegalArgumentException when there is no such file, or it holds what the emulator does not know
     */
    public static List<Manifest> read(Path path, String namespace, boolean force) {
        List<Manifest> manifests = new ArrayList<>();
        for (Path file : files(path)) {
            for (Object document : documents(file)) {
                for (Map<String, Object> object : objects(document)) {
                    manifests.add(placed(file, object, namespace, force));
                }
            }
        }
        return manifests;
    }

    private static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> inside = Files.list(path)) {
            return inside.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException("the folder '" + path + "' cannot be read.", e);
        }
    }

    private static List<Object> documents(Path file) {
        try {
            List<Object> documents = new ArrayList<>();
            new Yaml(new SafeConstructor(new LoaderOptions()))
                    .loadAll(GLUED_SEPARATOR.matcher(Files.readString(file)).replaceAll("---\n"))
                    .forEach(documents::add);
            return documents;
        } catch (IOException e) {
            throw new IllegalArgumentException("the file '" + file + "' cannot be read.", e);
        } catch (YAMLException e) {
            throw new IllegalArgumentException("'" + file + "' is not YAML: " + e.getMessage(), e);
        }
    }

    private static List<Map<String, Object>> objects(Object document) {
        if (!(document instanceof Map<?, ?> map)) {
            return List.of();
        }
        Map<String, Object> object = named(map);
        if ("List".equals(object.get("kind")) && object.get("items") instanceof List<?> items) {
            return items.stream().flatMap(item -> objects(item).stream()).toList();
        }
        return List.of(object);
    }

    private static Map<String, Object> named(Map<?, ?> map) {
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((key, value) -> named.put(String.valueOf(key), value));
        return named;
    }

    private static Manifest placed(Path file, Map<String, Object> object, String namespace, boolean force) {
        String kind = String.valueOf(object.get("kind"));
        Resource resource = Resources.ofManifest(String.valueOf(object.get("apiVersion")), kind)
                .orElseThrow(() -> new IllegalArgumentException("'" + file + "' has an object of kind " + kind + " ("
                        + object.get("apiVersion") + "), which the emulator does not serve."));
        Map<String, Object> metadata =
                object.get("metadata") instanceof Map<?, ?> map ? named(map) : new LinkedHashMap<>();
        if (resource.namespaced() && (force || metadata.get("namespace") == null)) {
            metadata.put("namespace", namespace);
        }
        object.put("metadata", metadata);
        return Manifest.of(object);
    }
}
