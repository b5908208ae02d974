package io.jenkins.plugins.gkeupgrade.simulation.kubernetes.api;

/**
 * A change of part of an object.
 *
 * @param body a tree: a list of operations for {@link Type#JSON}, otherwise a map
 */
public record Patch(Type type, Object body) {
    /** The kinds of patches by their media types. */
    public enum Type {
        JSON("application/json-patch+json"),
        MERGE("application/merge-patch+json"),
        STRATEGIC("application/strategic-merge-patch+json"),
        APPLY("application/apply-patch+yaml");

        private final String mediaType;

        Type(String mediaType) {
            this.mediaType = mediaType;
        }

        public String mediaType() {
            return mediaType;
        }
    }
}
