package io.jenkins.plugins.gkeupgrade.engine.port;

import io.jenkins.plugins.gkeupgrade.engine.model.Manifest;

/** What became of one patch. */
public sealed interface PatchResult {
    /** @param now the object as the API server returned it */
    record Applied(Manifest now) implements PatchResult {}

    /** Somebody else changed the object since it was read: look again. */
    record Conflict() implements PatchResult {}

    /** The object does not exist any more. */
    record Gone() implements PatchResult {}

    /** @param message the API server's or an admission webhook's own words */
    record Rejected(String message) implements PatchResult {}

    /** Could not be tried or its end is unknown: look again later. */
    record Unknown(String message) implements PatchResult {}
}
