package io.jenkins.plugins.gkeupgrade.steps;

import io.jenkins.plugins.gkeupgrade.engine.Stage;
import io.jenkins.plugins.gkeupgrade.engine.StageRequest;
import io.jenkins.plugins.gkeupgrade.engine.Tick;
import io.jenkins.plugins.gkeupgrade.engine.World;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A stage whose looks do what the test says; what it holds, it puts back when it is stopped. */
final class ScriptedStage implements Stage<ScriptedStage.Phase> {
    record Phase(String name) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** One look. */
    interface Look extends Serializable {
        Tick<Phase> at(Phase phase, World world);
    }

    record Request(Look look) implements StageRequest<Phase> {
        private static final long serialVersionUID = 1L;

        @Override
        public Stage<Phase> stage() {
            return new ScriptedStage(look);
        }
    }

    private final Look look;
    /** What the last look of this object saw: lost with a restart. */
    private volatile Phase seen;

    private ScriptedStage(Look look) {
        this.look = look;
    }

    @Override
    public Phase begin(Instant now) {
        return new Phase("new");
    }

    @Override
    public Tick<Phase> advance(Phase state, World world) {
        Tick<Phase> tick = look.at(state, world);
        seen = state;
        return tick;
    }

    @Override
    public Duration timeout() {
        return Duration.ofHours(1);
    }

    @Override
    public Map<String, Object> detailsSoFar(Phase state) {
        return seen == null ? Map.of() : Map.of("phase", seen.name());
    }

    @Override
    public String whenStopped(Phase state) {
        return "left in phase " + state.name() + ", run it again to go on.";
    }

    @Override
    public boolean untouched(Phase state) {
        return state.name().equals("new");
    }

    @Override
    public Optional<Phase> abandon(Phase state) {
        return state.name().equals("holding") ? Optional.of(new Phase("putting back")) : Optional.empty();
    }

    static Tick<Phase> waiting(Phase phase, int seconds, String reason) {
        return new Tick.Again<>(phase, Duration.ofSeconds(seconds), reason);
    }
}
