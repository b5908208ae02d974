package io.jenkins.plugins.gkeupgrade.runner.teststeps;

import hudson.AbortException;
import hudson.Extension;
import hudson.model.TaskListener;
import io.jenkins.plugins.gkeupgrade.steps.TickScheduler;
import java.io.InvalidObjectException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Counts, one tick a minute, and holds no thread meanwhile: what the plugin's own steps are like. */
public final class CountStep extends Step {
    private final int to;
    private boolean forgetful;
    private boolean unserializable;
    private boolean failing;
    private boolean unreadable;

    @DataBoundConstructor
    public CountStep(int to) {
        this.to = to;
    }

    /** Never saves on its way. */
    @DataBoundSetter
    public void setForgetful(boolean forgetful) {
        this.forgetful = forgetful;
    }

    /** Keeps something in its state that cannot be saved. */
    @DataBoundSetter
    public void setUnserializable(boolean unserializable) {
        this.unserializable = unserializable;
    }

    @DataBoundSetter
    public void setFailing(boolean failing) {
        this.failing = failing;
    }

    /** Keeps something in its state that can be saved but not read back. */
    @DataBoundSetter
    public void setUnreadable(boolean unreadable) {
        this.unreadable = unreadable;
    }

    @Override
    public StepExecution start(StepContext context) {
        Object ballast = unserializable ? new Object() : unreadable ? new Unreadable() : null;
        return new Execution(context, to, forgetful, failing, ballast);
    }

    private static final class Unreadable implements Serializable {
        private static final long serialVersionUID = 1L;

        private Object readResolve() throws InvalidObjectException {
            throw new InvalidObjectException("not readable, on purpose");
        }
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;

        private final int to;
        private final boolean forgetful;
        private final boolean failing;

        @SuppressWarnings("serial")
        private final Object ballast;

        private int count;
        private transient TickScheduler scheduler;
        private transient volatile Future<?> next;

        Execution(StepContext context, int to, boolean forgetful, boolean failing, Object ballast) {
            super(context);
            this.to = to;
            this.forgetful = forgetful;
            this.failing = failing;
            this.ballast = ballast;
        }

        @Override
        public boolean start() {
            schedule();
            return false;
        }

        @Override
        public void onResume() {
            schedule();
        }

        private void schedule() {
            if (scheduler == null) {
                scheduler = TickScheduler.get();
            }
            next = scheduler.schedule(this::tick, Duration.ofMinutes(1));
        }

        private void tick() {
            try {
                count++;
                getContext().get(TaskListener.class).getLogger().println("count " + count);
                if (count == to) {
                    if (failing) {
                        getContext().onFailure(new AbortException("counted too far"));
                    } else {
                        getContext().onSuccess(count);
                    }
                    return;
                }
                if (!forgetful) {
                    getContext().saveState();
                }
                schedule();
            } catch (Exception e) {
                getContext().onFailure(e);
            }
        }

        @Override
        public void stop(Throwable cause) {
            next.cancel(true);
            getContext().onFailure(cause);
        }

        @Override
        public String getStatus() {
            return "counted to " + count + (ballast == null ? "" : " with ballast");
        }
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "count";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(TaskListener.class);
        }
    }
}
