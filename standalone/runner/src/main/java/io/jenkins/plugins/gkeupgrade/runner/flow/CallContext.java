package io.jenkins.plugins.gkeupgrade.runner.flow;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import hudson.model.Result;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What a step execution knows of its call. After a simulated restart the old incarnation's context is dead. */
final class CallContext extends StepContext {
    private static final long serialVersionUID = 1L;

    private final transient RunningCall call;
    private transient volatile boolean dead;

    CallContext(RunningCall call) {
        this.call = call;
    }

    RunningCall call() {
        return call;
    }

    void cutOff() {
        dead = true;
    }

    @Override
    public <T> T get(Class<T> key) throws IOException {
        if (dead) {
            throw new IOException("This step belongs to a Jenkins that is no more.");
        }
        return call.get(key);
    }

    @Override
    public void onSuccess(Object result) {
        complete(Outcome.of(result));
    }

    @Override
    public void onFailure(Throwable t) {
        complete(Outcome.failed(t));
    }

    private void complete(Outcome outcome) {
        if (!dead) {
            call.awaited().complete(outcome);
        }
    }

    @Override
    public boolean isReady() {
        return !dead;
    }

    @Override
    public ListenableFuture<Void> saveState() {
        if (!dead) {
            try {
                call.execution().checkpoints().save(call);
            } catch (IOException e) {
                return Futures.immediateFailedFuture(e);
            }
        }
        return Futures.immediateFuture(null);
    }

    @Override
    public void setResult(Result r) {
        if (!dead) {
            call.execution().run().setResult(r);
        }
    }

    @Override
    public BodyInvoker newBodyInvoker() {
        if (!call.hasBody()) {
            throw new IllegalStateException("There is no body to invoke");
        }
        return new BodyStarter(this);
    }

    @Override
    public boolean hasBody() {
        return call.hasBody();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof CallContext other && other.call == call;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(call);
    }
}
