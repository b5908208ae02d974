package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rest of lists that were asked for in pages: later pages show the state at the time of the first. */
final class Continuations {
    private static final int KEPT = 64;

    private record Rest(long version, List<Manifest> items) {}

    private final Map<String, Rest> rests = new LinkedHashMap<>();
    private long made;

    ObjectList first(long version, List<Manifest> items, int limit) {
        return page(new Rest(version, items), limit);
    }

    ObjectList next(String token, int limit) {
        Rest rest = rests.get(token);
        if (rest == null) {
            throw ApiException.expired("The provided continue parameter is too old to display a consistent list result."
                    + " You can start a new list without the continue parameter, or use the continue token in this"
                    + " response to retrieve the remainder of the results.");
        }
        return page(rest, limit);
    }

    private ObjectList page(Rest rest, int limit) {
        String version = Long.toString(rest.version());
        if (limit <= 0 || rest.items().size() <= limit) {
            return new ObjectList(version, rest.items(), "", 0);
        }
        List<Manifest> left = rest.items().subList(limit, rest.items().size());
        String token = "c" + ++made;
        rests.put(token, new Rest(rest.version(), left));
        if (rests.size() > KEPT) {
            rests.remove(rests.keySet().iterator().next());
        }
        return new ObjectList(version, rest.items().subList(0, limit), token, left.size());
    }

    /** Has all pages forgotten, as after a compaction. */
    void clear() {
        rests.clear();
    }
}
