package io.jenkins.plugins.gkeupgrade.runner.steps;

import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.TaskListener;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInDescriptor;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInStep;
import io.jenkins.plugins.gkeupgrade.runner.flow.Locks;
import io.jenkins.plugins.gkeupgrade.runner.flow.RunningCall;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Steps that have to do with other builds, of which there are none here. */
public final class CoordinationSteps {
    private CoordinationSteps() {}

    /** {@code lock('name') { }}, between the branches of this run. */
    public static final class LockStep extends BuiltInStep {
        private String resource;
        private String label;
        private String variable;

        /** @param resource may be null when there is a label */
        @DataBoundConstructor
        public LockStep(String resource) {
            this.resource = resource;
        }

        @DataBoundSetter
        public void setLabel(String label) {
            this.label = label;
        }

        @DataBoundSetter
        public void setVariable(String variable) {
            this.variable = variable;
        }

        @DataBoundSetter
        public void setQuantity(int quantity) {}

        @DataBoundSetter
        public void setInversePrecedence(boolean latestFirst) {}

        @DataBoundSetter
        public void setSkipIfLocked(boolean skip) {}

        @Override
        public Object run(RunningCall call) throws Throwable {
            String name = resource != null ? resource : label;
            if (name == null) {
                throw new AbortException("The step lock needs a resource or a label.");
            }
            Locks locks = call.execution().locks();
            PrintStream log = call.listener().getLogger();
            log.println("Trying to acquire lock on [Resource: " + name + "]");
            call.awaitOthers(granted -> {
                if (locks.acquire(name, granted)) {
                    granted.getAsBoolean();
                } else {
                    log.println("[Resource: " + name + "] is locked, waiting...");
                }
            });
            log.println("Lock acquired on [Resource: " + name + "]");
            try {
                return call.runBody(null, List.of(), variable == null ? Map.of() : Map.of(variable, name));
            } finally {
                locks.release(name);
                log.println("Lock released on resource [Resource: " + name + "]");
            }
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor.Block {
            public DescriptorImpl() {
                super("lock", TaskListener.class);
            }
        }
    }

    /** {@code milestone 1}: always passed. */
    public static final class MilestoneStep extends BuiltInStep {
        private final Integer ordinal;
        private String label;

        /** @param ordinal may be null */
        @DataBoundConstructor
        public MilestoneStep(Integer ordinal) {
            this.ordinal = ordinal;
        }

        @DataBoundSetter
        public void setLabel(String label) {
            this.label = label;
        }

        @DataBoundSetter
        public void setUnsafe(boolean unsafe) {}

        @Override
        public Object run(RunningCall call) {
            String name = ordinal != null ? ordinal.toString() : label == null ? "" : label;
            call.listener().getLogger().println(("Trying to pass milestone " + name).strip());
            return null;
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor {
            public DescriptorImpl() {
                super("milestone", TaskListener.class);
            }
        }
    }

    /** {@code checkout scm}: the workspace is what it is. */
    public static final class CheckoutStep extends BuiltInStep {
        @DataBoundConstructor
        public CheckoutStep(Object scm) {
            // Nothing is checked out.
        }

        @DataBoundSetter
        public void setPoll(boolean poll) {}

        @DataBoundSetter
        public void setChangelog(boolean changelog) {}

        @Override
        public Object run(RunningCall call) {
            call.listener()
                    .getLogger()
                    .println("Nothing is checked out here: the workspace is "
                            + call.get(FilePath.class).getRemote());
            return Map.of();
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor {
            public DescriptorImpl() {
                super("checkout", FilePath.class);
            }
        }
    }

    /** {@code mail to: '...', subject: '...', body: '...'}: printed, not sent. */
    public static final class MailStep extends BuiltInStep {
        private final String subject;
        private String to;

        @DataBoundConstructor
        public MailStep(String subject, String body) {
            this.subject = subject;
        }

        @DataBoundSetter
        public void setTo(String to) {
            this.to = to;
        }

        @DataBoundSetter
        public void setFrom(String from) {}

        @DataBoundSetter
        public void setCc(String cc) {}

        @DataBoundSetter
        public void setReplyTo(String replyTo) {}

        @DataBoundSetter
        public void setMimeType(String type) {}

        @Override
        public Object run(RunningCall call) {
            call.listener().getLogger().println("No mail is sent here. To: " + to + ", subject: " + subject);
            return null;
        }

        @Extension
        public static final class DescriptorImpl extends BuiltInDescriptor {
            public DescriptorImpl() {
                super("mail", TaskListener.class);
            }
        }
    }
}
