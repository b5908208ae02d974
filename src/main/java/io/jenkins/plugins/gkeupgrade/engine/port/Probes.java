package io.jenkins.plugins.gkeupgrade.engine.port;

import java.util.Optional;

/** Asks somebody outside of the cluster whether all is well. Nothing here waits. */
public interface Probes {
    /**
     * A question that is asked over HTTP, by GET.
     *
     * @param url with scheme, host and query
     * @param credentialsId who asks; empty for nobody
     */
    record Question(String url, String credentialsId) {}

    /** What came of a question. */
    sealed interface Answer {
        /** @param body as far as it is of use; a long one is cut */
        record Answered(int status, String body) implements Answer {}

        /** Nobody answered, or nobody who could be trusted. */
        record Unanswered(String why) implements Answer {}
    }

    /**
     * Checks, without asking, whether this may be asked.
     *
     * @throws io.jenkins.plugins.gkeupgrade.engine.Failed when it may not
     */
    default void check(Question question) {}

    /**
     * Asks, or looks whether the answer to the same question has come.
     *
     * @return empty while the answer is on its way; the stage is woken when it comes
     * @throws io.jenkins.plugins.gkeupgrade.engine.Failed when this may not be asked
     */
    Optional<Answer> ask(Question question);
}
