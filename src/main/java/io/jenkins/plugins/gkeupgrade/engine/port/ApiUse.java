package io.jenkins.plugins.gkeupgrade.engine.port;

import java.util.List;

/** Which deprecated API versions clients have asked an API server for. */
public sealed interface ApiUse {
    /** @param requested each once; counted since the API server that answered was started, which may be recently */
    record Known(List<Requested> requested) implements ApiUse {
        public Known {
            requested = List.copyOf(requested);
        }
    }

    /** @param why a clause, such as that a permission is missing */
    record Unknown(String why) implements ApiUse {}

    /**
     * A resource in a version that is deprecated.
     *
     * @param group API group; empty for the core group
     * @param version such as {@code v1beta1}
     * @param resource its plural name
     * @param removedRelease Kubernetes minor version that does not serve it any more, {@code 1.25}; empty when that has
     *     not been decided
     */
    record Requested(String group, String version, String resource, String removedRelease) {}
}
