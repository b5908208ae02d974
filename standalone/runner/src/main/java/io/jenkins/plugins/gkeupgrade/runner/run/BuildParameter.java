package io.jenkins.plugins.gkeupgrade.runner.run;

import hudson.model.Describable;

/** The definition of one build parameter. */
public abstract class BuildParameter implements Describable<BuildParameter> {
    private final String name;

    protected BuildParameter(String name) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("A parameter needs a name.");
        }
        this.name = name;
    }

    public final String name() {
        return name;
    }

    public abstract Object defaultValue();

    /** The value that a text given from outside means; an unfit text is refused. */
    public abstract Object parse(String text);

    /** Whether the value must not be printed. */
    public boolean isSecret() {
        return false;
    }
}
