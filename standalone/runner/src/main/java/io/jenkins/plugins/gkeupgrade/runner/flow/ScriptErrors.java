package io.jenkins.plugins.gkeupgrade.runner.flow;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import org.codehaus.groovy.runtime.InvokerInvocationException;

/** Errors as the script threw them. */
public final class ScriptErrors {
    private ScriptErrors() {}

    /** The error without what Groovy and reflection wrap around it. */
    public static Throwable unwrap(Throwable error) {
        Throwable inner = error;
        while (inner.getCause() != null
                && (inner instanceof InvokerInvocationException
                        || inner instanceof InvocationTargetException
                        || inner instanceof UndeclaredThrowableException)) {
            inner = inner.getCause();
        }
        return inner;
    }

    /** Throws the error, checked or not, where Groovy's interfaces have no throws clause; never returns. */
    @SuppressWarnings("unchecked")
    public static <E extends Throwable> RuntimeException rethrow(Throwable error) throws E {
        throw (E) error;
    }
}
