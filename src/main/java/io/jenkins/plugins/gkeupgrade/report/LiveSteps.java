package io.jenkins.plugins.gkeupgrade.report;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What steps know while they run. They are asked when somebody looks, and not told at each of their looks: nobody pays
 * for a page that is not open.
 */
final class LiveSteps {
    private static final Logger LOGGER = Logger.getLogger(LiveSteps.class.getName());

    private final Map<String, Supplier<StepNow>> byId = new ConcurrentHashMap<>();

    /** A step that goes on after a restart takes the place of what it was before. */
    void follow(String id, Supplier<StepNow> now) {
        byId.put(id, now);
    }

    void forget(String id) {
        byId.remove(id);
    }

    /** The record with what its step knows now. */
    StepRecord now(StepRecord record) {
        Supplier<StepNow> step = byId.get(record.id());
        if (step == null || record.endedAt().isPresent()) {
            return record;
        }
        try {
            return record.knowing(step.get());
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Step " + record.step() + " could not be asked what it knows");
            return record;
        }
    }
}
