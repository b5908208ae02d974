package io.jenkins.plugins.gkeupgrade.engine.port;

/** Where a stage tells people what it does. */
public interface Progress {
    /** One line for the log: a change that was made, or a finding. Waiting is told by the stage's tick instead. */
    void say(String line);

    /** A finding that a person should look at, though the stage goes on. */
    default void warn(String line) {
        say("WARNING: " + line);
    }
}
