package io.jenkins.plugins.gkeupgrade.steps;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import hudson.model.Result;
import hudson.model.TaskListener;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Records what a step tells its Pipeline. A stored one comes back empty. */
final class FakeStepContext extends StepContext {
    private static final long serialVersionUID = 1L;

    private final transient Map<Class<?>, Object> objects = new HashMap<>();
    private final transient Console console = new Console();
    private final transient CountDownLatch completed = new CountDownLatch(1);
    private final transient List<Object> ends = new ArrayList<>();
    private transient int saves;
    private transient SettableFuture<Void> slowSave;

    /** Tells those who wait for it that something was printed. */
    private static final class Console extends ByteArrayOutputStream {
        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            notifyAll();
        }

        synchronized boolean printsWithin(String text, long millis) throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            while (!toString(StandardCharsets.UTF_8).contains(text)) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
            return true;
        }
    }

    FakeStepContext() {
        PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
        objects.put(TaskListener.class, (TaskListener) () -> out);
        objects.put(FlowNode.class, new FakeBuild.StepNode());
        objects.put(hudson.model.Run.class, new FakeBuild());
    }

    /** What Jenkins does when it loads a build: a new context in the place of the stored one. */
    private Object readResolve() {
        return new FakeStepContext();
    }

    <T> FakeStepContext with(Class<T> key, T value) {
        objects.put(key, value);
        return this;
    }

    /** From now on, what is saved is not on disk before the future is set. */
    SettableFuture<Void> saveSlowly() {
        slowSave = SettableFuture.create();
        return slowSave;
    }

    List<String> lines() {
        return console.toString(StandardCharsets.UTF_8).lines().toList();
    }

    boolean printsWithin(String text, long millis) throws InterruptedException {
        return console.printsWithin(text, millis);
    }

    int saves() {
        return saves;
    }

    /** Results and failures, in the order in which they came; a well-behaved step gives one. */
    synchronized List<Object> ends() {
        return List.copyOf(ends);
    }

    boolean completesWithin(long millis) throws InterruptedException {
        return completed.await(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public <T> T get(Class<T> key) {
        return key.cast(objects.get(key));
    }

    @Override
    public synchronized void onSuccess(Object result) {
        ends.add(result);
        completed.countDown();
    }

    @Override
    public synchronized void onFailure(Throwable t) {
        ends.add(t);
        completed.countDown();
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public ListenableFuture<Void> saveState() {
        saves++;
        return slowSave == null ? Futures.immediateFuture(null) : slowSave;
    }

    @Override
    public void setResult(Result r) {
        throw new UnsupportedOperationException("steps set results on the run");
    }

    @Override
    public BodyInvoker newBodyInvoker() {
        throw new IllegalStateException("there is no body");
    }

    @Override
    public boolean equals(Object o) {
        return this == o;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
