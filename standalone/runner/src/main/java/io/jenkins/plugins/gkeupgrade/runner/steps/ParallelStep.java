package io.jenkins.plugins.gkeupgrade.runner.steps;

import groovy.lang.Closure;
import hudson.AbortException;
import hudson.Extension;
import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInDescriptor;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInStep;
import io.jenkins.plugins.gkeupgrade.runner.flow.RunningCall;
import io.jenkins.plugins.gkeupgrade.runner.flow.ScriptBody;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** {@code parallel a: { }, b: { }, failFast: true}. */
public final class ParallelStep extends BuiltInStep {
    private final Map<String, ScriptBody> branches;
    private final boolean failFast;

    private ParallelStep(Map<String, ScriptBody> branches, boolean failFast) {
        this.branches = branches;
        this.failFast = failFast;
    }

    @Override
    public Object run(RunningCall call) throws Throwable {
        Map<String, Object> results = new LinkedHashMap<>();
        List<Throwable> failures = new ArrayList<>();
        call.inBranches(branches, (name, value, error, listener) -> {
            if (error == null) {
                results.put(name, value);
                return;
            }
            listener.getLogger().println("Failed in branch " + name);
            boolean first = failures.isEmpty();
            if (!failures.contains(error)) {
                failures.add(error);
            }
            if (failFast && first) {
                call.cancelBody(new FlowInterruptedException(Result.ABORTED, true, new FailFastCause(name)));
            }
        });
        if (failures.isEmpty()) {
            return inOrder(results);
        }
        if (!failFast) {
            failures.sort(Comparator.comparingInt(ParallelStep::mildness));
        }
        Throwable worst = failures.get(0);
        failures.stream().skip(1).filter(other -> other != worst).forEach(worst::addSuppressed);
        throw worst;
    }

    /** The results in the order in which the branches were written. */
    private Map<String, Object> inOrder(Map<String, Object> results) {
        Map<String, Object> ordered = new LinkedHashMap<>();
        branches.keySet().forEach(name -> ordered.put(name, results.get(name)));
        return ordered;
    }

    /** Surprising errors are the worst, then expected ones, then interruptions by their results. */
    private static int mildness(Throwable error) {
        if (error instanceof FlowInterruptedException interruption) {
            return 10 - interruption.getResult().ordinal;
        }
        return error instanceof AbortException ? 1 : 0;
    }

    private static final class FailFastCause extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;

        private final String branch;

        FailFastCause(String branch) {
            this.branch = branch;
        }

        @Override
        public String getShortDescription() {
            return "Failed in branch " + branch;
        }
    }

    @Extension
    public static final class DescriptorImpl extends BuiltInDescriptor {
        public DescriptorImpl() {
            super("parallel", TaskListener.class);
        }

        @Override
        public boolean opensBlock() {
            return true;
        }

        @Override
        public boolean bindsItself() {
            return true;
        }

        @Override
        public BuiltInStep bind(Map<String, Object> arguments) {
            Map<String, ScriptBody> branches = new LinkedHashMap<>();
            boolean failFast = false;
            for (Map.Entry<String, Object> each : arguments.entrySet()) {
                Object value = each.getValue();
                if (value instanceof Closure<?> closure) {
                    branches.put(each.getKey(), closure::call);
                } else if (value instanceof ScriptBody body) {
                    branches.put(each.getKey(), body);
                } else if (each.getKey().equals("failFast") && value instanceof Boolean flag) {
                    failFast = flag;
                } else {
                    throw new IllegalArgumentException(
                            "Expected a closure or failFast but found " + each.getKey() + "=" + value);
                }
            }
            return new ParallelStep(branches, failFast);
        }
    }
}
