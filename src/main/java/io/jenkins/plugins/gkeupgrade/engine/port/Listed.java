package io.jenkins.plugins.gkeupgrade.engine.port;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;
import java.util.List;

/** What came of listing one kind of resource. */
public sealed interface Listed {
    /** @param objects all of them at one moment, in no particular order */
    record Objects(List<Manifest> objects) implements Listed {
        public Objects {
            objects = List.copyOf(objects);
        }
    }

    /**
     * The user may not list them.
     *
     * @param permission what is missing, for example {@code list services in namespace shop}
     * @param message one sentence that names it and says what to do
     */
    record Forbidden(String permission, String message) implements Listed {}
}
