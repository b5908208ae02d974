package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import java.io.File;
import java.io.IOException;

public abstract class Run<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable {
    private final JobT job;
    private final long timestamp;

    protected Run(@NonNull JobT job, long timestamp) {
        this.job = job;
        this.timestamp = timestamp;
    }

    @NonNull
    public JobT getParent() {
        return job;
    }

    public final long getStartTimeInMillis() {
        return timestamp;
    }

    public final long getTimeInMillis() {
        return timestamp;
    }

    public int getNumber() {
        throw new UnsupportedOperationException("Jenkins API declaration");
    }

    @CheckForNull
    public Result getResult() {
        throw new UnsupportedOperationException("Jenkins API declaration");
    }

    public void setResult(@NonNull Result r) {
        throw new UnsupportedOperationException("Jenkins API declaration");
    }

    @Override
    @NonNull
    public String getDisplayName() {
        return "#" + getNumber();
    }

    @NonNull
    public String getUrl() {
        throw new UnsupportedOperationException("Jenkins API declaration");
    }

    @NonNull
    public String getId() {
        return Integer.toString(getNumber());
    }

    @NonNull
    public String getExternalizableId() {
        return getParent().getFullName() + "#" + getNumber();
    }

    @NonNull
    public File getRootDir() {
        throw new UnsupportedOperationException("Jenkins API declaration");
    }

    @NonNull
    public EnvVars getEnvironment(@NonNull TaskListener listener) throws IOException, InterruptedException {
        throw new UnsupportedOperationException("Jenkins API declaration");
    }

    public synchronized void save() throws IOException {}
}
