package io.jenkins.plugins.gkeupgrade.realkube.acceptance;

import io.jenkins.plugins.gkeupgrade.engine.optin.OptInRequest;
import io.jenkins.plugins.gkeupgrade.engine.optin.RollbackRequest;
import io.jenkins.plugins.gkeupgrade.engine.readiness.ReadinessPolicy;
import io.jenkins.plugins.gkeupgrade.engine.readiness.stage.ReadinessRequest;
import io.jenkins.plugins.gkeupgrade.engine.verify.VerifyRequest;
import io.jenkins.plugins.gkeupgrade.engine.workload.Selection;

/** The steps' wishes as a Jenkinsfile states them. */
final class Requests {
    private static final int MINUTES = 30;

    private Requests() {}

    static OptInRequest optIn(Selection selection) {
        return optIn(selection, OptInRequest.DEFAULT_WAVE);
    }

    static OptInRequest optIn(Selection selection, int wave) {
        return OptInRequest.of("1.33", "", selection, wave, false, "", MINUTES);
    }

    /** What would go wrong; a step that never fails, so that all of it is told. */
    static ReadinessRequest check(Selection selection) {
        return ReadinessRequest.of("1.33", "", selection, ReadinessPolicy.DEFAULT, "never", MINUTES);
    }

    static VerifyRequest verify(Selection selection) {
        return VerifyRequest.of("1.33", "", selection, MINUTES);
    }

    static RollbackRequest rollback(Selection selection) {
        return RollbackRequest.of("1.33", "", selection, MINUTES);
    }
}
