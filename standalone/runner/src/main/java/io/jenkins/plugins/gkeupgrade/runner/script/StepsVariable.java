package io.jenkins.plugins.gkeupgrade.runner.script;

import groovy.lang.GroovyObjectSupport;
import io.jenkins.plugins.gkeupgrade.runner.flow.ScriptErrors;

/** The variable {@code steps}: calls steps by their names. */
public final class StepsVariable extends GroovyObjectSupport {
    private final ScriptHost host;

    StepsVariable(ScriptHost host) {
        this.host = host;
    }

    @Override
    public Object invokeMethod(String name, Object args) {
        try {
            return host.call(name, args);
        } catch (Throwable error) {
            throw ScriptErrors.<RuntimeException>rethrow(ScriptErrors.unwrap(error));
        }
    }

    /** Groovy would otherwise let the thread sleep that many milliseconds. */
    public Object sleep(long time) {
        return invokeMethod("sleep", new Object[] {time});
    }
}
