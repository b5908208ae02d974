package io.jenkins.plugins.gkeupgrade.engine;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a stage knew at one of its last looks, for the report: saved with its state, and of use only until the first look
 * after a restart of the controller.
 *
 * @param at when that was
 * @param packed empty when it knew nothing
 */
record LastLook(Instant at, String packed) implements Serializable {
    private static final long serialVersionUID = 1L;

    static final LastLook NONE = new LastLook(Instant.EPOCH, "");

    /** A stage that is woken by every change of every pod is not written to disk at each of its looks. */
    static final Duration SPACING = Duration.ofSeconds(15);

    /**
     * The look that is to be remembered now: this one while it is young or still says the same.
     *
     * @param details of the newest look; asked only when that may be taken
     */
    LastLook or(Supplier<Map<String, Object>> details, Instant now) {
        if (now.isBefore(at.plus(SPACING))) {
            return this;
        }
        Map<String, Object> newest = details.get();
        String text = newest.isEmpty() ? "" : PackedLook.pack(newest);
        return text.equals(packed) ? this : new LastLook(now, text);
    }

    Map<String, Object> details() {
        return packed.isEmpty() ? Map.of() : PackedLook.unpack(packed);
    }
}
