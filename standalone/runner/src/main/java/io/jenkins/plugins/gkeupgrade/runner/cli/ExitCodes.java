package io.jenkins.plugins.gkeupgrade.runner.cli;

import hudson.model.Result;
import java.util.Map;

/** Exit codes by the result of the run. */
final class ExitCodes {
    private static final Map<String, Integer> CODES =
            Map.of("SUCCESS", 0, "FAILURE", 1, "UNSTABLE", 2, "ABORTED", 3, "NOT_BUILT", 4);

    private ExitCodes() {}

    static int of(Result result) {
        return CODES.get(result.toString());
    }
}
