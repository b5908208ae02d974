package io.jenkins.plugins.gkeupgrade.engine.optin;

import io.jenkins.plugins.gkeupgrade.engine.ledger.Ledger;
import java.io.Serializable;

/**
 * What was seen of the availability during the waves.
 *
 * @param ledger as it was last saved
 * @param toldBreaches breaches that were told
 * @param toldGaps gaps that were told
 */
record WaveEvidence(Ledger ledger, int toldBreaches, int toldGaps) implements Serializable {
    private static final long serialVersionUID = 1L;

    static final WaveEvidence NONE = new WaveEvidence(Ledger.EMPTY, 0, 0);

    WaveEvidence with(Ledger newer) {
        return newer == ledger ? this : new WaveEvidence(newer, toldBreaches, toldGaps);
    }

    WaveEvidence told(int breaches, int gaps) {
        return new WaveEvidence(ledger, breaches, gaps);
    }
}
