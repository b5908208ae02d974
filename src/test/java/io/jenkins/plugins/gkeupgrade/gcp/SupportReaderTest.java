package io.jenkins.plugins.gkeupgrade.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.container.v1.ClusterUpgradeInfo;
import com.google.container.v1.NodePoolUpgradeInfo;
import io.jenkins.plugins.gkeupgrade.engine.model.SupportEnd;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupportReaderTest {
    private static final LocalDate DAY = LocalDate.of(2026, 4, 11);

    @ParameterizedTest
    @ValueSource(strings = {"2026-04-11", "2026-04-11T00:00:00Z", "2026-04-11T07:00:00.123+02:00"})
    void readsTheDay(String timestamp) {
        SupportEnd end = SupportReader.end(NodePoolUpgradeInfo.newBuilder()
                .setEndOfStandardSupportTimestamp(timestamp)
                .build());
        assertEquals(DAY, end.standard());
        assertNull(end.extended());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "11 April 2026", "2026-13-45T00:00:00Z"})
    void knowsNoDayWhereThereIsNone(String timestamp) {
        ClusterUpgradeInfo info = ClusterUpgradeInfo.newBuilder()
                .setEndOfStandardSupportTimestamp(timestamp)
                .build();
        assertEquals(SupportEnd.UNKNOWN, SupportReader.end(info));
    }

    @Test
    void onlyTheExtendedChannelGetsExtendedSupport() {
        SupportEnd end = new SupportEnd(DAY, DAY.plusMonths(10));
        assertEquals(Optional.of(DAY), end.in("REGULAR"));
        assertEquals(Optional.of(DAY), end.in(""));
        assertEquals(Optional.of(DAY.plusMonths(10)), end.in("EXTENDED"));
        assertEquals(Optional.of(DAY), new SupportEnd(DAY, null).in("EXTENDED"));
        assertEquals(Optional.empty(), SupportEnd.UNKNOWN.in(""));
    }
}
