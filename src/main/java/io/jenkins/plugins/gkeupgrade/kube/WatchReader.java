package io.jenkins.plugins.gkeupgrade.kube;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.function.Consumer;

/** Reads the lines of one watch into a cache. */
final class WatchReader {
    private final ObjectParser parser;
    private final ObjectCache cache;
    private final Consumer<byte[]> lines = new LineSplitter(this::line);
    private boolean changed;
    private volatile boolean mustListAgain;

    WatchReader(ObjectParser parser, ObjectCache cache) {
        this.parser = parser;
        this.cache = cache;
    }

    /** @return whether the piece completed a line that tells of a change */
    boolean read(byte[] piece) {
        changed = false;
        lines.accept(piece);
        return changed;
    }

    /** Whether the watch cannot go on from where it ended. */
    boolean mustListAgain() {
        return mustListAgain;
    }

    private void line(byte[] line) {
        if (mustListAgain) {
            return;
        }
        Manifest event = parser.event(line);
        Manifest object = Manifest.wrap(event.map("object"));
        switch (event.text("type")) {
            case "ADDED", "MODIFIED" -> {
                cache.put(object);
                changed = true;
            }
            case "DELETED" -> {
                cache.remove(object);
                changed = true;
            }
            case "BOOKMARK" -> cache.nothingNewUpTo(object.resourceVersion());
            // Nearly always 410, "too old resource version"; a list is right after any other too.
            default -> mustListAgain = true;
        }
    }
}
