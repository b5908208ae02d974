package io.jenkins.plugins.gkeupgrade.engine;

/** A safety check said no before anything was changed. */
public final class Refused extends StageException {
    private static final long serialVersionUID = 1L;

    /**
     * @param reason what stands in the way, one sentence
     * @param whatToDo the next step, one sentence
     */
    public Refused(String reason, String whatToDo) {
        super(reason + " " + whatToDo);
    }
}
