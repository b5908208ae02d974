package io.jenkins.plugins.gkeupgrade.engine;

import io.jenkins.plugins.gkeupgrade.engine.model.Outcome;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One part of an upgrade, written as a reconcile: {@link #advance} looks at the world, decides, makes at most one
 * change and says when to look again. Running a finished stage again changes nothing; running a half-done one finishes
 * it.
 *
 * @param <S> what it remembers between looks: identifiers, a phase and deadlines, nothing that the world knows better
 */
public interface Stage<S extends Serializable> {
    /** State before the first look. */
    S begin(Instant now);

    /**
     * One look, at most one change.
     *
     * <p>A stage that calls something which must not be called twice returns a state that says so <em>before</em> it
     * calls: intent, then effect.
     *
     * @throws TransientFailure when this look failed and the next may not
     * @throws Refused when a safety check says no
     * @throws Failed when the stage cannot come to a good end
     */
    Tick<S> advance(S state, World world);

    /** How long the whole stage may take. */
    Duration timeout();

    /**
     * The end when the time is up.
     *
     * @param waitingFor what the last look was waiting for
     * @throws Failed unless running out of time is a result of its own
     */
    default Outcome onTimeout(S state, String waitingFor) {
        throw new Failed(
                "Timed out after " + DurationText.of(timeout()) + ", " + waitingFor + "; " + whenStopped(state),
                detailsSoFar(state));
    }

    /**
     * The end when nothing could be seen for too long.
     *
     * @param reason why the last looks failed
     * @throws Failed unless not being able to measure is a result of its own
     */
    default Outcome onBlind(S state, String reason) {
        throw new Failed(reason + " " + whenStopped(state), detailsSoFar(state));
    }

    /**
     * What the last look of this object knew, for the report on a stage that ends before its end: stopped, out of time,
     * or blind. Plain values as in an outcome's details; may be asked for while a look is under way.
     */
    default Map<String, Object> detailsSoFar(S state) {
        return Map.of();
    }

    /** What an abort leaves behind and how to go on, in one sentence. */
    String whenStopped(S state);

    /** Whether it is certain that this run has changed nothing, so that a refusal can say so. */
    default boolean untouched(S state) {
        return false;
    }

    /**
     * What to go on with when somebody stops the stage while something of it must not stay as it is. The looks that
     * follow take that back and end in a failure.
     *
     * @return empty when the stage may be left where it is, which is the rule
     */
    default Optional<S> abandon(S state) {
        return Optional.empty();
    }
}
