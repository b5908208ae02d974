package io.jenkins.plugins.gkeupgrade.emulator;

import com.google.container.v1.ClusterUpgradeInfo;
import com.google.container.v1.NodePoolUpgradeInfo;
import io.jenkins.plugins.gkeupgrade.engine.model.SupportEnd;
import java.time.LocalDate;

/** Until when the simulated GKE supports a version, as messages of the GKE API. */
final class UpgradeInfoMessages {
    private UpgradeInfoMessages() {}

    static ClusterUpgradeInfo cluster(SupportEnd end) {
        return ClusterUpgradeInfo.newBuilder()
                .setEndOfStandardSupportTimestamp(timestamp(end.standard()))
                .setEndOfExtendedSupportTimestamp(timestamp(end.extended()))
                .build();
    }

    static NodePoolUpgradeInfo pool(SupportEnd end) {
        return NodePoolUpgradeInfo.newBuilder()
                .setEndOfStandardSupportTimestamp(timestamp(end.standard()))
                .setEndOfExtendedSupportTimestamp(timestamp(end.extended()))
                .build();
    }

    private static String timestamp(LocalDate day) {
        return day + "T00:00:00Z";
    }
}
