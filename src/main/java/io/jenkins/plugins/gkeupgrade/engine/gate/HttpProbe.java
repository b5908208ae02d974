package io.jenkins.plugins.gkeupgrade.engine.gate;

import io.jenkins.plugins.gkeupgrade.engine.model.InvalidValue;
import io.jenkins.plugins.gkeupgrade.engine.model.Parameters;
import io.jenkins.plugins.gkeupgrade.engine.port.Json;
import io.jenkins.plugins.gkeupgrade.engine.port.Probes;

/**
 * Asks an address and expects an answer.
 *
 * <p>Any answer of the wrong kind is bad; no answer is inconclusive, because it may as well be the way there that is
 * broken.
 *
 * @param url what is asked
 * @param status expected, or 0 for any from 200 to 299
 * @param contains what the answer must contain; empty for nothing
 * @param limits how many measurements decide
 */
public record HttpProbe(String url, int status, String contains, GateLimits limits) implements Gate {
    private static final long serialVersionUID = 1L;

    /** Any success. */
    public static final int ANY_SUCCESS = 0;

    private static final int FIRST_STATUS = 100;
    private static final int LAST_STATUS = 599;

    /** @throws InvalidValue naming the parameter */
    public static HttpProbe of(String url, int status, String contains, GateLimits limits) {
        String address = Parameters.named("url", () -> GateUrl.parse(url)).toString();
        if (status != ANY_SUCCESS && (status < FIRST_STATUS || status > LAST_STATUS)) {
            throw new InvalidValue("status: " + status + " is out of range: expected " + FIRST_STATUS + " to "
                    + LAST_STATUS + ", or 0 for any from 200 to 299.");
        }
        return new HttpProbe(address, status, contains == null ? "" : contains, limits);
    }

    @Override
    public Probes.Question question() {
        return new Probes.Question(url, "");
    }

    @Override
    public Reading read(Probes.Answer answer, Json json) {
        if (answer instanceof Probes.Answer.Unanswered nobody) {
            return new Reading(Result.INCONCLUSIVE, nobody.why());
        }
        Probes.Answer.Answered answered = (Probes.Answer.Answered) answer;
        boolean right = status == ANY_SUCCESS ? answered.status() / 100 == 2 : answered.status() == status;
        if (!right) {
            return new Reading(
                    Result.BAD,
                    "answered " + answered.status() + ", expected " + (status == ANY_SUCCESS ? "200 to 299" : status));
        }
        return answered.body().contains(contains)
                ? new Reading(Result.GOOD, "answered " + answered.status())
                : new Reading(Result.BAD, "answered " + answered.status() + " without '" + contains + "'");
    }

    @Override
    public String toString() {
        return "httpProbe " + url;
    }
}
