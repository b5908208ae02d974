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

    /** @param message one sentence that names the verb, the resource and where, and says what to do */
    record Forbidden(String message) implements Listed {}
}
