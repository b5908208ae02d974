package io.jenkins.plugins.gkeupgrade.runner.run;

import hudson.EnvVars;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gkeupgrade.runner.clock.RunClock;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import jenkins.model.CauseOfInterruption;
import jenkins.model.InterruptedBuildAction;

/** One build: its number, result, names, parameters and variables. */
public final class RunnerRun extends Run<RunnerJob, RunnerRun> {
    private final RunSettings settings;
    private final RunClock clock;
    private final BuildParameters parameters;
    private final Map<String, String> variables = new ConcurrentSkipListMap<>();
    private final Instant start;
    private volatile Duration duration;
    private volatile String displayName;

    public RunnerRun(RunSettings settings, RunClock clock) throws IOException {
        super(new RunnerJob(settings.jobName()));
        this.number = settings.number();
        this.settings = settings;
        this.clock = clock;
        this.start = clock.now();
        this.parameters = new BuildParameters(settings.parameters());
        project.add(this);
    }

    public RunSettings settings() {
        return settings;
    }

    public BuildParameters parameters() {
        return parameters;
    }

    /** Sets the result whatever it was, null included. */
    public void replaceResult(Result next) {
        result = next;
    }

    /** How the build before this one ended; null when this is the first. */
    public Result previousResult() {
        return settings.previousResult();
    }

    public void end(Result last) {
        setResult(last);
        duration = elapsed();
    }

    /** When the run began, by its own clock. */
    public Instant start() {
        return start;
    }

    @Override
    public boolean isBuilding() {
        return duration == null;
    }

    /** The duration so far, or the whole one. */
    public Duration elapsed() {
        Duration whole = duration;
        return whole != null ? whole : Duration.between(start, clock.now());
    }

    @Override
    public String getDisplayName() {
        String custom = displayName;
        return custom == null ? "#" + getNumber() : custom;
    }

    public void setDisplayName(String value) {
        displayName = value;
    }

    /** The folder that artifacts and reports of this build go to. */
    @Override
    public File getRootDir() {
        return settings.buildFolder().toFile();
    }

    /** Variables set by {@code env.NAME = value}. */
    public Map<String, String> variables() {
        return variables;
    }

    /** The environment of the build as a whole, outside of any block. */
    public EnvVars environment() {
        EnvVars environment = new EnvVars();
        String number = Integer.toString(getNumber());
        String job = getParent().getName();
        environment.put("BUILD_NUMBER", number);
        environment.put("BUILD_ID", number);
        environment.put("BUILD_DISPLAY_NAME", getDisplayName());
        environment.put("BUILD_TAG", "jenkins-" + job + "-" + number);
        environment.put("JOB_NAME", job);
        environment.put("JOB_BASE_NAME", job);
        environment.putAll(settings.environment());
        parameters.values().forEach((name, value) -> environment.put(name, String.valueOf(value)));
        environment.putAll(variables);
        return environment;
    }

    @Override
    public EnvVars getEnvironment(TaskListener listener) {
        return environment();
    }

    /** Notes and prints why the build is being interrupted, once. */
    public void addCauseOfInterruption(CauseOfInterruption cause, TaskListener listener) {
        addAction(new InterruptedBuildAction(List.of(cause)));
        cause.print(listener);
    }
}
