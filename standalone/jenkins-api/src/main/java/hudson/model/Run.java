package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;

public abstract class Run<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable {
    @NonNull
    public JobT getParent() {
        throw new UnsupportedOperationException("Jenkins API declaration");
    }
}
