package io.jenkins.plugins.gkeupgrade.engine;

import java.util.Map;

/** A safety check said no before anything was changed. */
public final class Refused extends StageException {
    private static final long serialVersionUID = 1L;

    /**
     * @param reason what stands in the way, one sentence
     * @param whatToDo the next step, one sentence
     */
    public Refused(String reason, String whatToDo) {
        this(reason, whatToDo, Map.of());
    }

    /** @param details what is known all the same, plain values as in an outcome */
    public Refused(String reason, String whatToDo, Map<String, Object> details) {
        super(reason + " " + whatToDo, null, details);
    }
}
