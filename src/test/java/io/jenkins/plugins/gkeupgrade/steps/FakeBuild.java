package io.jenkins.plugins.gkeupgrade.steps;

import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.Run;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** A build, its job, and the node of one step, as far as steps look at them. */
public class FakeBuild extends Run<FakeBuild.FakeJob, FakeBuild> {
    private int saves;

    FakeBuild() {
        this(null);
    }

    /** @param folder that its job is in */
    public FakeBuild(ItemGroup<?> folder) {
        // The constructor without a time would ask a controller for the build's number.
        super(new FakeJob(folder), 0);
    }

    @Override
    public boolean isBuilding() {
        return true;
    }

    @Override
    public synchronized void save() {
        saves++;
    }

    synchronized int saves() {
        return saves;
    }

    @SuppressWarnings("unchecked") // Jenkins declares getParent with a raw type
    public static final class FakeJob extends Job<FakeJob, FakeBuild> {
        FakeJob(ItemGroup<?> folder) {
            super(folder, "upgrade");
        }

        @Override
        public boolean isBuildable() {
            return true;
        }

        @Override
        protected SortedMap<Integer, FakeBuild> _getRuns() {
            return Collections.unmodifiableSortedMap(new TreeMap<>());
        }

        @Override
        protected void removeRun(FakeBuild run) {
            throw new UnsupportedOperationException("there are no runs to remove");
        }
    }

    static final class StepNode extends FlowNode {
        StepNode() {
            this("7");
        }

        StepNode(String id) {
            super(null, id);
        }

        @Override
        protected String getTypeDisplayName() {
            return "a step";
        }
    }
}
