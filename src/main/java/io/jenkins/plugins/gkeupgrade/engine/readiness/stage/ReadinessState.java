package io.jenkins.plugins.gkeupgrade.engine.readiness.stage;

import java.io.Serializable;
import java.time.Instant;

/** Nothing is remembered but when it began: one look sees everything. */
public record ReadinessState(Instant started) implements Serializable {
    private static final long serialVersionUID = 1L;
}
