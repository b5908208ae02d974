package io.jenkins.plugins.gkeupgrade.runner.flow;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Saves step executions with real serialization whenever Jenkins would, and can let Jenkins restart: every step under
 * way is dropped, read back and resumed, while the script waits on as if nothing had happened.
 */
public final class Checkpoints {
    /** From what the steps come back. */
    public enum Restart {
        /** From their state at the moment of the restart: an orderly shutdown. */
        GRACEFUL,
        /** From the last state they saved: a crash. */
        CRASH,
        /** From the state before the last one they saved: a crash between an effect and the saving of it. */
        CRASH_BEFORE_LAST_SAVE
    }

    private record Handle(int call, int body) implements Serializable {
        private static final int CONTEXT = -1;
    }

    private record Saved(List<byte[]> states) {}

    private final PipelineExecution execution;
    private final List<RunningCall> known = new CopyOnWriteArrayList<>();
    private final Map<RunningCall, Saved> saved = new HashMap<>();
    private final List<Runnable> lostWithJenkins = new CopyOnWriteArrayList<>();

    Checkpoints(PipelineExecution execution) {
        this.execution = execution;
    }

    /** Adds something that must vanish in a restart, such as scheduled work or open connections. */
    public void onRestart(Runnable loss) {
        lostWithJenkins.add(loss);
    }

    /** Saves the state of a step; fails when it cannot be serialized, as Jenkins would. */
    synchronized void save(RunningCall call) throws IOException {
        byte[] state = write(call);
        List<byte[]> states =
                saved.computeIfAbsent(call, key -> new Saved(new ArrayList<>())).states();
        states.add(state);
        while (states.size() > 2) {
            states.remove(0);
        }
    }

    synchronized void forget(RunningCall call) {
        saved.remove(call);
    }

    /** Restarts Jenkins under the running steps. Not to be called from a step's own tick. */
    public void restart(Restart kind) {
        // First, and without the lock: ticks that are under way may still save.
        lostWithJenkins.forEach(Runnable::run);
        resume(kind).forEach(StepExecution::onResume);
    }

    private synchronized List<StepExecution> resume(Restart kind) {
        Map<RunningCall, byte[]> states = new LinkedHashMap<>();
        execution.calls().stream()
                .filter(call -> !call.awaited().isComplete() && saved.containsKey(call))
                .sorted(Comparator.comparingInt(call -> call.node().number()))
                .forEach(call -> states.put(call, stateFor(call, kind)));
        execution.console().println("Resuming build at " + execution.clock().now() + " after Jenkins restart");
        states.keySet().forEach(RunningCall::reincarnate);
        List<StepExecution> revived = new ArrayList<>();
        states.forEach((call, state) -> revived.add(read(call, state)));
        return revived;
    }

    private byte[] stateFor(RunningCall call, Restart kind) {
        List<byte[]> states = saved.get(call).states();
        try {
            return switch (kind) {
                case GRACEFUL -> write(call);
                case CRASH -> states.get(states.size() - 1);
                case CRASH_BEFORE_LAST_SAVE -> states.get(0);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int idOf(RunningCall call) {
        int id = known.indexOf(call);
        if (id < 0) {
            known.add(call);
            id = known.indexOf(call);
        }
        return id;
    }

    private byte[] write(RunningCall call) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new Writer(bytes)) {
            out.writeObject(call.stepExecution());
            List<RunningBody> bodies = call.bodies();
            out.writeInt(bodies.size());
            for (RunningBody body : bodies) {
                out.writeObject(body.callbacks().toArray(BodyExecutionCallback[]::new));
            }
        }
        return bytes.toByteArray();
    }

    private StepExecution read(RunningCall call, byte[] state) {
        try (ObjectInputStream in = new Reader(new ByteArrayInputStream(state))) {
            StepExecution revived = (StepExecution) in.readObject();
            List<RunningBody> bodies = call.bodies();
            int count = in.readInt();
            for (int i = 0; i < count && i < bodies.size(); i++) {
                bodies.get(i).callbacks(List.of((BodyExecutionCallback[]) in.readObject()));
            }
            call.stepExecution(revived);
            return revived;
        } catch (IOException e) {
            throw new UncheckedIOException("The state of a step cannot be read back: " + e.getMessage(), e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The state of a step names a class that is gone: " + e.getMessage(), e);
        }
    }

    /** Writes handles instead of contexts and blocks, which live on in the runner. */
    private final class Writer extends ObjectOutputStream {
        Writer(OutputStream out) throws IOException {
            super(out);
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object object) {
            if (object instanceof CallContext context) {
                return new Handle(idOf(context.call()), Handle.CONTEXT);
            }
            if (object instanceof RunningBody body) {
                return new Handle(idOf(body.call()), body.call().bodies().indexOf(body));
            }
            return object;
        }
    }

    private final class Reader extends ObjectInputStream {
        Reader(InputStream in) throws IOException {
            super(in);
            enableResolveObject(true);
        }

        @Override
        protected Object resolveObject(Object object) {
            if (!(object instanceof Handle handle)) {
                return object;
            }
            RunningCall call = known.get(handle.call());
            if (handle.body() == Handle.CONTEXT) {
                return call.context();
            }
            List<RunningBody> bodies = call.bodies();
            return handle.body() < bodies.size() ? bodies.get(handle.body()) : null;
        }
    }
}
