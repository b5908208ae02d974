package io.jenkins.plugins.gkeupgrade.runner.script;

import hudson.Util;
import hudson.model.Result;
import io.jenkins.plugins.gkeupgrade.runner.run.RunnerRun;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The variable {@code currentBuild}. */
public final class BuildVariable {
    private final RunnerRun run;

    BuildVariable(RunnerRun run) {
        this.run = run;
    }

    /** Null while nothing has made the build worse than a success. */
    public String getResult() {
        Result result = run.getResult();
        return result == null ? null : result.toString();
    }

    public void setResult(String result) {
        run.setResult(Result.fromString(result));
    }

    public String getCurrentResult() {
        return current().toString();
    }

    private Result current() {
        Result result = run.getResult();
        return result == null ? Result.SUCCESS : result;
    }

    public boolean resultIsBetterOrEqualTo(String other) {
        return current().isBetterOrEqualTo(Result.fromString(other));
    }

    public boolean resultIsWorseOrEqualTo(String other) {
        return current().isWorseOrEqualTo(Result.fromString(other));
    }

    public int getNumber() {
        return run.getNumber();
    }

    public String getId() {
        return run.getId();
    }

    public String getDisplayName() {
        return run.getDisplayName();
    }

    public void setDisplayName(String name) {
        run.setDisplayName(name);
    }

    public String getFullDisplayName() {
        return getFullProjectName() + " " + getDisplayName();
    }

    public String getDescription() {
        return run.getDescription();
    }

    public void setDescription(String text) throws IOException {
        run.setDescription(text);
    }

    public String getProjectName() {
        return run.getParent().getName();
    }

    public String getFullProjectName() {
        return run.getParent().getFullName();
    }

    public long getTimeInMillis() {
        return run.start().toEpochMilli();
    }

    public long getStartTimeInMillis() {
        return run.start().toEpochMilli();
    }

    public long getDuration() {
        return run.elapsed().toMillis();
    }

    public String getDurationString() {
        return Util.getTimeSpanString(getDuration()) + (run.isBuilding() ? " and counting" : "");
    }

    public boolean isKeepLog() {
        return false;
    }

    public void setKeepLog(boolean keep) {
        // Nothing is ever rotated away here.
    }

    /** The build before this one, of which only the result is known; null when this is the first. */
    public PreviousBuild getPreviousBuild() {
        Result before = run.previousResult();
        return before == null ? null : new PreviousBuild(run.getNumber() - 1, before);
    }

    public PreviousBuild getPreviousCompletedBuild() {
        return getPreviousBuild();
    }

    public Map<String, String> getBuildVariables() {
        return run.variables();
    }

    public List<Map<String, String>> getBuildCauses() {
        return List.of(Map.of("shortDescription", "Started from the command line"));
    }

    public List<Object> getChangeSets() {
        return List.of();
    }

    public List<Object> getUpstreamBuilds() {
        return List.of();
    }

    public RunnerRun getRawBuild() {
        return run;
    }

    /** What is known of the build before. */
    public static final class PreviousBuild {
        private final int number;
        private final Result result;

        PreviousBuild(int number, Result result) {
            this.number = number;
            this.result = result;
        }

        public int getNumber() {
            return number;
        }

        public String getResult() {
            return result.toString();
        }

        public String getCurrentResult() {
            return result.toString();
        }

        public String getDisplayName() {
            return "#" + number;
        }
    }
}
