package io.jenkins.plugins.gkeupgrade.config;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Keeps what is scheduled until the test says that its time has come; executes the rest at once. */
final class ManualTimer extends ScheduledThreadPoolExecutor {
    private final List<Runnable> scheduled = new ArrayList<>();

    ManualTimer() {
        super(0);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        scheduled.add(command);
        return null;
    }

    @Override
    public void execute(Runnable command) {
        command.run();
    }

    void timePasses() {
        List<Runnable> due = List.copyOf(scheduled);
        scheduled.clear();
        due.forEach(Runnable::run);
    }
}
