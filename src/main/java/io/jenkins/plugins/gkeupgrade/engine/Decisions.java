package io.jenkins.plugins.gkeupgrade.engine;

import io.jenkins.plugins.gkeupgrade.engine.port.Progress;
import java.io.Serializable;
import java.time.Duration;
import java.util.function.Function;

/** Turns decisions into ticks. */
public final class Decisions {
    private Decisions() {}

    /**
     * Waits, ends or refuses as decided, or says what is done and does it.
     *
     * @param act makes the change and returns what to remember
     */
    public static <S extends Serializable, C> Tick<S> carryOut(
            Decision<C> decision, S state, Progress progress, Function<C, S> act) {
        if (decision instanceof Decision.Done<C> done) {
            return new Tick.Finished<>(done.outcome());
        }
        if (decision instanceof Decision.Refuse<C> refuse) {
            throw new Refused(refuse.reason(), refuse.whatToDo());
        }
        if (decision instanceof Decision.Wait<C> wait) {
            return new Tick.Again<>(state, wait.delay(), wait.reason());
        }
        Decision.Act<C> change = (Decision.Act<C>) decision;
        if (!change.reason().isEmpty()) {
            progress.say(change.reason());
        }
        return new Tick.Again<>(act.apply(change.change()), Duration.ZERO, "");
    }
}
