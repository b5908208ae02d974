package io.jenkins.plugins.gkeupgrade.runner.declarative;

import io.jenkins.plugins.gkeupgrade.runner.flow.ScriptErrors;

/** The first error of several. */
final class FirstError {
    private Throwable error;

    FirstError() {}

    FirstError(Throwable error) {
        this.error = error;
    }

    Throwable get() {
        return error;
    }

    void add(Throwable later) {
        if (error == null && later != null) {
            error = ScriptErrors.unwrap(later);
        }
    }

    void replace(Throwable next) {
        error = next;
    }

    void rethrow() throws Throwable {
        if (error != null) {
            throw error;
        }
    }
}
