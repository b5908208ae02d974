package io.jenkins.plugins.gkeupgrade.steps;

import hudson.model.Run;
import io.jenkins.plugins.gkeupgrade.config.ClusterConnector;
import io.jenkins.plugins.gkeupgrade.config.ClusterLease;
import io.jenkins.plugins.gkeupgrade.config.ClusterTarget;
import io.jenkins.plugins.gkeupgrade.engine.port.ClusterView;
import io.jenkins.plugins.gkeupgrade.engine.port.ControlPlane;
import io.jenkins.plugins.gkeupgrade.engine.port.Workloads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/** Executions of a scripted stage, with virtual time and a cluster that only counts. */
final class TickingHarness implements AutoCloseable {
    /** Stored executions find the running test's harness here, as stored steps find their controller. */
    private static final List<TickingHarness> CURRENT = new ArrayList<>();

    final VirtualTickScheduler time = new VirtualTickScheduler();
    final AtomicInteger changes = new AtomicInteger();
    final AtomicInteger open = new AtomicInteger();
    final List<Runnable> listeners = new ArrayList<>();
    private final List<Runnable> returnListeners = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private TickScheduler scheduler = time;

    TickingHarness() {
        CURRENT.add(this);
    }

    /** Looks run on real threads from now on. */
    TickingHarness onThreads() {
        scheduler = new BackgroundTickScheduler();
        return this;
    }

    Execution execution(FakeStepContext context, ScriptedStage.Look look) {
        return new Execution(context, new ScriptedStage.Request(look));
    }

    void change() {
        List.copyOf(listeners).forEach(Runnable::run);
    }

    /** The API server was away and is back. */
    void comeBack() {
        List.copyOf(returnListeners).forEach(Runnable::run);
    }

    static Execution stored(Execution execution) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(execution);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Execution) in.readObject();
        }
    }

    @Override
    public void close() {
        CURRENT.remove(this);
        timer.shutdownNow();
    }

    static final class Execution extends TickingStepExecution<ScriptedStage.Phase> {
        private static final long serialVersionUID = 1L;

        private Execution(FakeStepContext context, ScriptedStage.Request request) {
            super(
                    context,
                    "someStep",
                    new ClusterTarget("projects/p/locations/europe-west1/clusters/shop", null),
                    request);
        }

        @Override
        StepRuntime runtime() {
            TickingHarness harness = CURRENT.get(CURRENT.size() - 1);
            return new StepRuntime(harness.scheduler, harness.connector(), new GateClient(), harness.timer);
        }

        FakeStepContext context() {
            return (FakeStepContext) getContext();
        }
    }

    private ClusterConnector connector() {
        return new ClusterConnector() {
            @Override
            public ClusterLease lease(ClusterTarget target, Run<?, ?> run) {
                open.incrementAndGet();
                return new CountedLease();
            }
        };
    }

    private final class CountedLease implements ClusterLease {
        private Runnable listener;
        private Runnable returnListener;

        @Override
        public ControlPlane controlPlane() {
            return counting(ControlPlane.class);
        }

        @Override
        public Workloads workloads() {
            return counting(Workloads.class);
        }

        @Override
        public void onChange(Runnable wanted) {
            listener = wanted;
            listeners.add(wanted);
        }

        @Override
        public void onReturn(Runnable wanted) {
            returnListener = wanted;
            returnListeners.add(wanted);
        }

        @Override
        public void close() {
            open.decrementAndGet();
            listeners.remove(listener);
            returnListeners.remove(returnListener);
        }
    }

    private <T> T counting(Class<T> port) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (self, method, args) -> {
            changes.incrementAndGet();
            return method.getReturnType() == ClusterView.class ? counting(ClusterView.class) : null;
        }));
    }
}
