package io.jenkins.plugins.gkeupgrade.runner.ticks;

import io.jenkins.plugins.gkeupgrade.runner.clock.RunClock;
import io.jenkins.plugins.gkeupgrade.steps.TickScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntConsumer;

/**
 * The ticks of the plugin's steps on a run's clock: counted, and, when Jenkins is made to restart, all gone at once like
 * the threads of a process that ends.
 */
public final class TickTime {
    private final RunClock clock;
    private final IntConsumer afterTick;
    private final AtomicInteger ticks = new AtomicInteger();
    private final ReadWriteLock working = new ReentrantReadWriteLock();
    private volatile Life life = new Life();

    /** @param afterTick told the number of each tick, from 1, when it is over and no step is at work */
    public TickTime(RunClock clock, IntConsumer afterTick) {
        this.clock = clock;
        this.afterTick = afterTick;
    }

    Instant now() {
        return clock.now();
    }

    TickScheduler newLife() {
        return life;
    }

    /** Ends everything scheduled before; ticks under way are waited for. */
    public void restart() {
        working.writeLock().lock();
        try {
            life.end();
            life = new Life();
        } finally {
            working.writeLock().unlock();
        }
    }

    private void tick(Life own, Runnable work) {
        working.readLock().lock();
        try {
            if (own.ended) {
                return;
            }
            work.run();
        } finally {
            working.readLock().unlock();
        }
        afterTick.accept(ticks.incrementAndGet());
    }

    /** One life of Jenkins, from a start to the next. */
    private final class Life extends TickScheduler {
        private final Set<Future<?>> scheduled = ConcurrentHashMap.newKeySet();
        private volatile boolean ended;

        @Override
        public Instant now() {
            return clock.now();
        }

        @Override
        public Future<?> schedule(Runnable work, Duration delay) {
            if (ended) {
                return CompletableFuture.completedFuture(null);
            }
            Future<?> future = clock.schedule(() -> tick(this, work), delay);
            scheduled.removeIf(Future::isDone);
            scheduled.add(future);
            return future;
        }

        void end() {
            ended = true;
            scheduled.forEach(each -> each.cancel(false));
        }
    }
}
