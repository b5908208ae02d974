package io.jenkins.plugins.gkeupgrade.gcp;

import com.google.container.v1.ClusterUpgradeInfo;
import com.google.container.v1.NodePoolUpgradeInfo;
import io.jenkins.plugins.gkeupgrade.engine.model.SupportEnd;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** The ends of support in GKE's upgrade infos, whose timestamps are texts of no promised form. */
final class SupportReader {
    /** Length of {@code 2026-04-11}, with which a timestamp begins. */
    private static final int DAY = 10;

    private SupportReader() {}

    static SupportEnd end(ClusterUpgradeInfo info) {
        return new SupportEnd(
                day(info.getEndOfStandardSupportTimestamp()), day(info.getEndOfExtendedSupportTimestamp()));
    }

    static SupportEnd end(NodePoolUpgradeInfo info) {
        return new SupportEnd(
                day(info.getEndOfStandardSupportTimestamp()), day(info.getEndOfExtendedSupportTimestamp()));
    }

    /** Null for what is no date: better none than a wrong one. */
    private static LocalDate day(String timestamp) {
        try {
            return timestamp.length() < DAY ? null : LocalDate.parse(timestamp.substring(0, DAY));
        } catch (DateTimeParseException notADate) {
            return null;
        }
    }
}
