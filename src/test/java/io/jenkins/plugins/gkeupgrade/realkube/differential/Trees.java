package io.jenkins.plugins.gkeupgrade.realkube.differential;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.LinkedHashMap;
import java.util.Map;

/** Small trees in few words. */
final class Trees {
    private Trees() {}

    /** A map of the pairs in their order; unlike others it may hold null, which takes a field away in a merge patch. */
    static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /** The object in that namespace. */
    static Manifest in(String namespace, Map<String, Object> tree) {
        Map<String, Object> copy = new LinkedHashMap<>(tree);
        Map<String, Object> metadata = new LinkedHashMap<>(Manifest.wrap(tree).map("metadata"));
        metadata.put("namespace", namespace);
        copy.put("metadata", metadata);
        return Manifest.wrap(copy);
    }
}
