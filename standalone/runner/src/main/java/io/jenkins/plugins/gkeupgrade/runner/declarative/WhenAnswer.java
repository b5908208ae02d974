package io.jenkins.plugins.gkeupgrade.runner.declarative;

/** The answer of a stage's {@code when}, asked for once, at the point that the stage says. */
final class WhenAnswer {
    private final Declarative pipeline;
    private final Section when;
    private boolean yes;

    WhenAnswer(Declarative pipeline, Section when) {
        this.pipeline = pipeline;
        this.when = when;
        this.yes = when == null;
    }

    /** Asks now if the flag says so; without it there is nothing against going on yet. */
    boolean allowsAt(String flag) throws Throwable {
        return yes || !when.flag(flag) || allows();
    }

    boolean allows() throws Throwable {
        if (!yes) {
            yes = new WhenConditions(pipeline).allHold(when.sections("conditions"));
        }
        return yes;
    }

    boolean isYes() {
        return yes;
    }
}
