package io.jenkins.plugins.gkeupgrade.engine.model;

/** A value that breaks the rules of its kind. The message is one sentence: the value, and what is allowed instead. */
public final class InvalidValue extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidValue(String message) {
        super(message);
    }

    /** The same complaint, naming the parameter that carried the value. */
    public InvalidValue in(String parameter) {
        return new InvalidValue(parameter + ": " + getMessage());
    }
}
