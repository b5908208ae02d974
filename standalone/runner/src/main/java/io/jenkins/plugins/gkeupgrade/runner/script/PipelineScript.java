package io.jenkins.plugins.gkeupgrade.runner.script;

import groovy.lang.MissingPropertyException;
import groovy.lang.Script;
import io.jenkins.plugins.gkeupgrade.runner.declarative.DeclarativePipeline;
import io.jenkins.plugins.gkeupgrade.runner.flow.ScriptErrors;
import java.lang.reflect.Field;
import java.util.Map;
import org.codehaus.groovy.runtime.InvokerHelper;

/**
 * The base of every script: what it does not define itself is a variable, a global variable or a step. Has no bean
 * properties of its own, because scripts would see them.
 */
public abstract class PipelineScript extends Script {
    private ScriptHost host;

    final PipelineScript attach(ScriptHost runner) {
        host = runner;
        return this;
    }

    @Override
    public Object invokeMethod(String name, Object args) {
        try {
            Object callable = getBinding().hasVariable(name) ? getBinding().getVariable(name) : null;
            if (callable == null && host != null) {
                callable = host.global(name);
            }
            Object[] arguments = args instanceof Object[] array ? array : new Object[] {args};
            if (callable != null
                    && !InvokerHelper.getMetaClass(callable)
                            .respondsTo(callable, "call", arguments)
                            .isEmpty()) {
                return InvokerHelper.getMetaClass(callable).invokeMethod(callable, "call", arguments);
            }
            return host.call(name.equals(SleepCalls.ALIAS) ? "sleep" : name, arguments);
        } catch (Throwable error) {
            throw ScriptErrors.<RuntimeException>rethrow(ScriptErrors.unwrap(error));
        }
    }

    @Override
    public Object getProperty(String property) {
        Field field = ScriptFields.find(this, property);
        if (field != null) {
            return ScriptFields.get(this, field);
        }
        try {
            return super.getProperty(property);
        } catch (MissingPropertyException missing) {
            if (host == null) {
                throw missing;
            }
            Object global = host.global(property);
            Object found = global != null ? global : host.variable(property);
            if (found == null) {
                throw missing;
            }
            return found;
        }
    }

    @Override
    public void setProperty(String property, Object newValue) {
        Field field = ScriptFields.find(this, property);
        if (field != null) {
            ScriptFields.set(this, field, newValue);
        } else {
            super.setProperty(property, newValue);
        }
    }

    /** Runs a Declarative Pipeline: the compiler has turned {@code pipeline { }} into this call. */
    public Object pipeline(Map<String, Object> model) {
        try {
            new DeclarativePipeline(host, this).run(model);
            return null;
        } catch (Throwable error) {
            throw ScriptErrors.<RuntimeException>rethrow(error);
        }
    }

    /** Groovy would otherwise let the thread sleep that many milliseconds. */
    public Object sleep(long time) {
        return invokeMethod("sleep", new Object[] {time});
    }

    @Override
    public Object evaluate(String expression) {
        return host.compiler().parse(expression, "Script1").run();
    }

    @Override
    public void print(Object value) {
        println(value);
    }

    @Override
    public void println() {
        println("");
    }

    @Override
    public void println(Object value) {
        invokeMethod("echo", new Object[] {String.valueOf(value)});
    }

    @Override
    public void printf(String format, Object value) {
        println(String.format(format, value));
    }

    @Override
    public void printf(String format, Object[] values) {
        println(String.format(format, values));
    }
}
