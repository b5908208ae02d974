package io.jenkins.plugins.gkeupgrade.runner.teststeps;

import hudson.Extension;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.Serializable;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A block step that does not wait itself: gives its block a word, perhaps several times, and says how it ended. */
public final class AroundStep extends Step {
    /** What the block's steps find. */
    public record Word(String text) implements Serializable {}

    private final String word;
    private int times = 1;

    @DataBoundConstructor
    public AroundStep(String word) {
        this.word = word;
    }

    @DataBoundSetter
    public void setTimes(int times) {
        this.times = times;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, word, times);
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;

        private final String word;
        private final int times;
        private BodyExecution body;

        Execution(StepContext context, String word, int times) {
            super(context);
            this.word = word;
            this.times = times;
        }

        @Override
        public boolean start() {
            body = getContext()
                    .newBodyInvoker()
                    .withContext(new Word(word))
                    .withDisplayName("with " + word)
                    .withCallback(new Callback(word, times))
                    .start();
            return false;
        }

        @Override
        public void stop(Throwable cause) {
            body.cancel(cause);
        }
    }

    private static final class Callback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        private final String word;
        private final int left;

        Callback(String word, int left) {
            this.word = word;
            this.left = left;
        }

        @Override
        public void onStart(StepContext context) {
            say(context, word + " starts");
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            say(context, word + " ended with " + result);
            if (left > 1) {
                context.newBodyInvoker()
                        .withContext(new Word(word))
                        .withCallback(new Callback(word, left - 1))
                        .start();
            } else {
                context.onSuccess(result);
            }
        }

        @Override
        public void onFailure(StepContext context, Throwable t) {
            say(context, word + " failed: " + t.getMessage());
            context.onFailure(t);
        }

        private static void say(StepContext context, String line) {
            try {
                context.get(TaskListener.class).getLogger().println(line);
            } catch (IOException | InterruptedException e) {
                context.onFailure(e);
            }
        }
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "around";
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(TaskListener.class);
        }

        @Override
        public Set<? extends Class<?>> getProvidedContext() {
            return Set.of(Word.class);
        }
    }
}
