package io.jenkins.plugins.gkeupgrade.runner.run;

import hudson.model.Job;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The job that a run belongs to: a name, and the run. */
@SuppressWarnings("unchecked")
public final class RunnerJob extends Job<RunnerJob, RunnerRun> {
    private final SortedMap<Integer, RunnerRun> runs = new ConcurrentSkipListMap<>();

    public RunnerJob(String name) {
        super(null, name);
    }

    void add(RunnerRun run) {
        runs.put(run.getNumber(), run);
    }

    @Override
    public boolean isBuildable() {
        return true;
    }

    @Override
    protected SortedMap<Integer, RunnerRun> _getRuns() {
        return runs;
    }

    @Override
    protected void removeRun(RunnerRun run) {
        runs.remove(run.getNumber());
    }
}
