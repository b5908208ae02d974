package io.jenkins.plugins.gkeupgrade.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/** Kills the controller at random looks, goes on from one of the states that it saved, and knows what that one forgot. */
final class Restarts implements StageDriver.Kill {
    private final Random random;
    private final Supplier<Instant> clock;
    private final IntUnaryOperator choice;
    /** The looks that each saved state knows of. */
    private final List<NavigableSet<Instant>> remembered = new ArrayList<>();

    private NavigableSet<Instant> known = new TreeSet<>();

    private Restarts(Random random, Supplier<Instant> clock, IntUnaryOperator choice) {
        this.random = random;
        this.clock = clock;
        this.choice = choice;
    }

    /** Goes on from any state that was ever saved. */
    static Restarts fromAny(Random random, Supplier<Instant> clock) {
        return new Restarts(random, clock, random::nextInt);
    }

    /** Goes on from the newest state, as a controller does whose disk is in order. */
    static Restarts fromNewest(Random random, Supplier<Instant> clock) {
        return new Restarts(random, clock, saved -> saved - 1);
    }

    @Override
    public byte[] at(int tick, List<byte[]> saved) {
        remembered.add(new TreeSet<>(known));
        byte[] from = null;
        if (random.nextInt(6) == 0) {
            int state = choice.applyAsInt(saved.size());
            from = saved.get(state);
            known = new TreeSet<>(remembered.get(state));
        }
        known.add(clock.get());
        return from;
    }

    /** When it looked, as far as the run that came to the end knew. */
    NavigableSet<Instant> known() {
        return known;
    }
}
