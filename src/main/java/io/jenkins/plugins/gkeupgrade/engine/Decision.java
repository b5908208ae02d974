package io.jenkins.plugins.gkeupgrade.engine;

import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import java.time.Duration;

/**
 * What a stage makes of what it saw. Deciding is pure: no clock, no client, no log.
 *
 * @param <C> the stage's own type of change
 */
public sealed interface Decision<C> {
    /**
     * Nothing to do yet.
     *
     * @param reason what is being waited for, one sentence with numbers
     * @param delay when to look again at the latest; a watch may wake the stage sooner
     */
    record Wait<C>(String reason, Duration delay) implements Decision<C> {}

    /** The one change to make now. */
    record Act<C>(C change, String reason) implements Decision<C> {}

    /** The stage has come to its end. */
    record Done<C>(Outcome outcome) implements Decision<C> {}

    /** A safety check says no; nothing was changed. */
    record Refuse<C>(String reason, String whatToDo) implements Decision<C> {}
}
