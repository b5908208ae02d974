package io.jenkins.plugins.gkeupgrade.engine.verify;

import io.jenkins.plugins.gkeupgrade.engine.workload.NewPools;
import java.io.Serializable;
import java.time.Instant;

/**
 * What a verification remembers between looks.
 *
 * @param started when it began
 * @param pools where the workloads should be; null until they were found
 * @param trouble what stood in the way at the last look; empty when nothing did, so that time alone is to blame
 */
public record VerifyState(Instant started, NewPools pools, String trouble) implements Serializable {
    private static final long serialVersionUID = 1L;

    VerifyState withTrouble(String now) {
        return new VerifyState(started, pools, now);
    }
}
