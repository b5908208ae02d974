package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.ExtensionPoint;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import java.io.File;
import java.io.IOException;
import jenkins.model.ArtifactManager;

public abstract class Run<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable
        implements ExtensionPoint, Comparable<RunT>, AccessControlled, PersistenceRoot {
    @NonNull
    protected final transient JobT project;

    @CheckForNull
    protected volatile String description;

    protected volatile Result result;

    public transient int number = 1;

    protected long timestamp;

    protected Run(@NonNull JobT job) throws IOException {
        this(job, System.currentTimeMillis());
    }

    protected Run(@NonNull JobT job, long timestamp) {
        this.project = job;
        this.timestamp = timestamp;
    }

    @NonNull
    public JobT getParent() {
        return project;
    }

    public int getNumber() {
        return number;
    }

    @NonNull
    public String getId() {
        return Integer.toString(number);
    }

    @Override
    public String getDisplayName() {
        return "#" + number;
    }

    public String getFullDisplayName() {
        return project.getFullDisplayName() + ' ' + getDisplayName();
    }

    @NonNull
    public String getExternalizableId() {
        return project.getFullName() + "#" + number;
    }

    @NonNull
    public String getUrl() {
        return project.getUrl() + number + '/';
    }

    public final long getTimeInMillis() {
        return timestamp;
    }

    @CheckForNull
    public Result getResult() {
        return result;
    }

    public void setResult(@NonNull Result r) {
        if (result == null || r.isWorseThan(result)) {
            result = r;
        }
    }

    public boolean isBuilding() {
        return true;
    }

    @CheckForNull
    public String getDescription() {
        return description;
    }

    public void setDescription(String description) throws IOException {
        this.description = description;
    }

    @NonNull
    public EnvVars getEnvironment(@NonNull TaskListener listener) throws IOException, InterruptedException {
        return new EnvVars();
    }

    @Override
    public void addAction(@NonNull Action a) {
        super.addAction(a);
        if (a instanceof jenkins.model.RunAction2 attached) {
            attached.onAttached(this);
        }
    }

    @Override
    public int compareTo(@NonNull RunT that) {
        return Integer.compare(number, that.number);
    }

    @NonNull
    @Override
    public File getRootDir() {
        throw new UnsupportedOperationException("There is no Jenkins home.");
    }

    @NonNull
    public final synchronized ArtifactManager pickArtifactManager() throws IOException {
        throw new UnsupportedOperationException("There is no Jenkins home.");
    }

    @NonNull
    @Override
    public ACL getACL() {
        return project.getACL();
    }

    /** Nothing is kept: there is no Jenkins home. */
    @Override
    public synchronized void save() throws IOException {}
}
