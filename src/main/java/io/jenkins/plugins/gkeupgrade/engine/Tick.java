package io.jenkins.plugins.gkeupgrade.engine;

import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import java.io.Serializable;
import java.time.Duration;

/** What came of one look at the world. */
public sealed interface Tick<S extends Serializable> {
    /**
     * Not at the end yet.
     *
     * @param state what to remember
     * @param delay when to look again at the latest
     * @param waitingFor one sentence with numbers; empty right after a change
     */
    record Again<S extends Serializable>(S state, Duration delay, String waitingFor) implements Tick<S> {}

    /** The end. */
    record Finished<S extends Serializable>(Outcome outcome) implements Tick<S> {}
}
