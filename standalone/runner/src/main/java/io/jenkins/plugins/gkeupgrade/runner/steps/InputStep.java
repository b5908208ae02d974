package io.jenkins.plugins.gkeupgrade.runner.steps;

import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.gkeupgrade.runner.binding.Describables;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInDescriptor;
import io.jenkins.plugins.gkeupgrade.runner.flow.BuiltInStep;
import io.jenkins.plugins.gkeupgrade.runner.flow.RunningCall;
import io.jenkins.plugins.gkeupgrade.runner.run.BuildParameter;
import io.jenkins.plugins.gkeupgrade.runner.run.RunSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code input message: '...', ok: '...', parameters: [...]}, answered from the command line. */
public final class InputStep extends BuiltInStep {
    private static final Set<String> YES = Set.of("ok", "proceed", "yes", "true", "approve");
    private static final Set<String> NO = Set.of("abort", "no", "false", "reject");

    private final String message;
    private String id;
    private String ok = "Proceed";
    private String cancel = "Abort";
    private String submitterParameter;
    private Object parameters;

    @DataBoundConstructor
    public InputStep(String message) {
        this.message = message == null ? "Pipeline has paused and needs your input before proceeding" : message;
    }

    @DataBoundSetter
    public void setId(String id) {
        this.id = Util.fixEmpty(id);
    }

    @DataBoundSetter
    public void setOk(String ok) {
        this.ok = Util.fixEmptyAndTrim(ok) == null ? this.ok : ok.trim();
    }

    @DataBoundSetter
    public void setCancel(String cancel) {
        this.cancel = Util.fixEmptyAndTrim(cancel) == null ? this.cancel : cancel.trim();
    }

    /** Accepted without effect: whoever runs this may answer. */
    @DataBoundSetter
    public void setSubmitter(String submitter) {}

    @DataBoundSetter
    public void setSubmitterParameter(String name) {
        submitterParameter = Util.fixEmptyAndTrim(name);
    }

    /** @param given one parameter definition or a list of them */
    @DataBoundSetter
    public void setParameters(Object given) {
        parameters = given;
    }

    @Override
    public Object run(RunningCall call) throws IOException, FlowInterruptedException {
        PrintStream log = call.listener().getLogger();
        RunSettings settings = call.execution().run().settings();
        List<BuildParameter> definitions = Describables.listOf(BuildParameter.class, parameters, log::println);
        call.node().addAction(new PauseAction("Input"));
        if (definitions.isEmpty()) {
            log.println(message);
            log.println(ok + " or " + cancel);
        } else {
            log.println("Input requested: " + message);
        }
        try {
            if (!isApproved(settings, definitions)) {
                throw new FlowInterruptedException(Result.ABORTED, true, new Rejection());
            }
        } finally {
            PauseAction.endCurrentPause(call.node());
        }
        log.println("Approved by the command line");
        Map<String, Object> values = new LinkedHashMap<>();
        for (BuildParameter each : definitions) {
            String answer = settings.answers().get(each.name());
            values.put(each.name(), answer == null ? each.defaultValue() : each.parse(answer));
        }
        if (submitterParameter != null) {
            values.put(submitterParameter, System.getProperty("user.name"));
        }
        return values.isEmpty()
                ? null
                : values.size() == 1 ? values.values().iterator().next() : values;
    }

    private boolean isApproved(RunSettings settings, List<BuildParameter> definitions) throws AbortException {
        Map<String, String> answers = settings.answers();
        String answer = id != null && answers.containsKey(id) ? answers.get(id) : answers.get(message);
        if (answer != null) {
            String word = answer.toLowerCase(Locale.ROOT);
            if (!YES.contains(word) && !NO.contains(word)) {
                throw new AbortException("The answer '" + answer + "' to the input '" + message
                        + "' is not understood; it must be 'ok' or 'abort'.");
            }
            return YES.contains(word);
        }
        if (settings.approve() || definitions.stream().anyMatch(each -> answers.containsKey(each.name()))) {
            return true;
        }
        throw new AbortException("The input '" + message + "' has no answer here; give --answer '"
                + (id == null ? message : id) + "=ok' (or =abort), or --approve for all.");
    }

    private static final class Rejection extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            return "Rejected by the command line";
        }
    }

    @Extension
    public static final class DescriptorImpl extends BuiltInDescriptor {
        public DescriptorImpl() {
            super("input", TaskListener.class);
        }
    }
}
