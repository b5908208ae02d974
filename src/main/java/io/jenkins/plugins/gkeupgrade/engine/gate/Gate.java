package io.jenkins.plugins.gkeupgrade.engine.gate;

import io.jenkins.plugins.gkeupgrade.engine.port.Json;
import io.jenkins.plugins.gkeupgrade.engine.port.Probes;
import java.io.Serializable;

/** Something that is measured after a wave and must be good before the next one begins. */
public sealed interface Gate extends Serializable permits HttpProbe, PrometheusQuery {
    Probes.Question question();

    /** What an answer means. An answer that says nothing about what is measured is inconclusive, not bad. */
    Reading read(Probes.Answer answer, Json json);

    GateLimits limits();

    /** What a single measurement came to. */
    enum Result {
        GOOD,
        BAD,
        INCONCLUSIVE
    }

    /** @param text one clause with figures */
    record Reading(Result result, String text) implements Serializable {
        private static final long serialVersionUID = 1L;
    }
}
