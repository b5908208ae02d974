package io.jenkins.plugins.gkeupgrade.runner.flow;

/** How something ended: with a value, or with an error that is then not null. */
record Outcome(Object value, Throwable error) {
    static Outcome of(Object value) {
        return new Outcome(value, null);
    }

    static Outcome failed(Throwable error) {
        return new Outcome(null, error);
    }

    Object valueOrThrow() throws Throwable {
        if (error != null) {
            throw error;
        }
        return value;
    }
}
