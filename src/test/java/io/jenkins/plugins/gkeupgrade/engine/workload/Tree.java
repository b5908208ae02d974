package io.jenkins.plugins.gkeupgrade.engine.workload;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Trees written as YAML, so that tests read like manifests. */
public final class Tree {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Tree() {}

    public static Map<String, Object> yaml(String text) {
        try {
            Map<String, Object> tree = YAML.readValue(text, new TypeReference<Map<String, Object>>() {});
            return tree == null ? Map.of() : tree;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
