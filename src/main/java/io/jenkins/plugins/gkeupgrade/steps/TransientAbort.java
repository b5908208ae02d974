package io.jenkins.plugins.gkeupgrade.steps;

import hudson.AbortException;

/** A step gave up on something that may well work at the next try. Printed without a stack trace, as any refusal. */
public final class TransientAbort extends AbortException {
    private static final long serialVersionUID = 1L;

    public TransientAbort(String message) {
        super(message);
    }
}
