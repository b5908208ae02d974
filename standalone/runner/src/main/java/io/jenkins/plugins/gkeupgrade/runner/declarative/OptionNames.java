package io.jenkins.plugins.gkeupgrade.runner.declarative;

import hudson.FilePath;
import io.jenkins.plugins.gkeupgrade.runner.flow.StepCaller;
import io.jenkins.plugins.gkeupgrade.runner.script.JobSettings;
import java.util.Set;
import java.util.TreeSet;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** The names that may stand in {@code options}: settings, and steps that wrap a block and need no workspace. */
final class OptionNames {
    static final String SKIP_AFTER_UNSTABLE = "skipStagesAfterUnstable";
    static final String ALWAYS_FAIL_FAST = "parallelsAlwaysFailFast";
    private static final Set<String> NO_WRAPPERS = Set.of("script", "node", "stage", "dir", "ws");

    private final StepCaller steps;

    OptionNames(StepCaller steps) {
        this.steps = steps;
    }

    boolean isKnown(String name) {
        return isSetting(name) || isWrapper(name);
    }

    private static boolean isSetting(String name) {
        return name.equals(SKIP_AFTER_UNSTABLE) || name.equals(ALWAYS_FAIL_FAST) || JobSettings.isProperty(name);
    }

    private boolean isWrapper(String name) {
        StepDescriptor step = steps.find(name);
        return step != null
                && step.takesImplicitBlockArgument()
                && !NO_WRAPPERS.contains(name)
                && !step.getRequiredContext().contains(FilePath.class);
    }

    Set<String> all() {
        Set<String> all = new TreeSet<>(JobSettings.properties());
        all.add(SKIP_AFTER_UNSTABLE);
        all.add(ALWAYS_FAIL_FAST);
        steps.names().stream().filter(this::isWrapper).forEach(all::add);
        return all;
    }
}
