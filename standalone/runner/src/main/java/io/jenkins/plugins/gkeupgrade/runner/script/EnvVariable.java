package io.jenkins.plugins.gkeupgrade.runner.script;

import groovy.lang.GroovyObjectSupport;
import io.jenkins.plugins.gkeupgrade.runner.flow.PipelineExecution;
import java.util.Map;

/** The variable {@code env}: the environment at the place of the script that asks. */
public final class EnvVariable extends GroovyObjectSupport {
    private final PipelineExecution execution;

    EnvVariable(PipelineExecution execution) {
        this.execution = execution;
    }

    @Override
    public Object getProperty(String property) {
        return getEnvironment().get(property);
    }

    @Override
    public void setProperty(String property, Object newValue) {
        execution.run().variables().put(property, String.valueOf(newValue));
    }

    public Map<String, String> getEnvironment() {
        return execution.environment(execution.current().scope());
    }
}
