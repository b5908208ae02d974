package io.jenkins.plugins.gkeupgrade.runner.flow;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
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

    private sealed interface Handle extends Serializable {
        record OfContext(int call) implements Handle {}

        record OfBody(int call, int number) implements Handle {}
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
        // A script at work may just be starting a step, which then has a timer but no saved state yet.
        execution.whileScriptWaits(() -> resume(kind).forEach(StepExecution::onResume));
    }

    private synchronized List<StepExecution> resume(Restart kind) {
        Map<RunningCall, byte[]> states = new LinkedHashMap<>();
        execution.calls().stream()
                .filter(call -> !call.awaited().isComplete() && saved.containsKey(call))
                .sorted(Comparator.comparingInt(call -> call.node().number()))
                .forEach(call -> {
                    try {
                        states.put(call, stateFor(call, kind));
                    } catch (IOException e) {
                        call.awaited().complete(Outcome.failed(e));
                    }
                });
        execution.console().println("Resuming build at " + execution.clock().now() + " after Jenkins restart");
        states.keySet().forEach(RunningCall::reincarnate);
        List<StepExecution> revived = new ArrayList<>();
        states.forEach((call, state) -> {
            try {
                revived.add(read(call, state));
            } catch (IOException | ClassNotFoundException | RuntimeException e) {
                call.awaited().complete(Outcome.failed(new IOException("A step did not come back after a restart", e)));
            }
        });
        return revived;
    }

    private byte[] stateFor(RunningCall call, Restart kind) throws IOException {
        List<byte[]> states = saved.get(call).states();
        return switch (kind) {
            case GRACEFUL -> write(call);
            case CRASH -> states.get(states.size() - 1);
            case CRASH_BEFORE_LAST_SAVE -> states.get(0);
        };
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
            List<RunningBody> bodies = call.openBodies();
            out.writeInt(bodies.size());
            for (RunningBody body : bodies) {
                out.writeInt(body.number());
                out.writeObject(body.callbacks().toArray(BodyExecutionCallback[]::new));
            }
        }
        return bytes.toByteArray();
    }

    private StepExecution read(RunningCall call, byte[] state) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new Reader(new ByteArrayInputStream(state))) {
            StepExecution revived = (StepExecution) in.readObject();
            for (int left = in.readInt(); left > 0; left--) {
                call.body(in.readInt()).callbacks(List.of((BodyExecutionCallback[]) in.readObject()));
            }
            call.stepExecution(revived);
            return revived;
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
                return new Handle.OfContext(idOf(context.call()));
            }
            if (object instanceof RunningBody body) {
                return new Handle.OfBody(idOf(body.call()), body.number());
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
            if (object instanceof Handle.OfContext context) {
                return known.get(context.call()).context();
            }
            return object instanceof Handle.OfBody body ? known.get(body.call()).body(body.number()) : object;
        }
    }
}
