package io.teleloop.gateway.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The client's clock is 1000 ms behind the gateway's, and a message takes 20 ms.
class ClockReportsTest {
    private static final long NOW = 1_800_000_000_000_000_000L;

    private final ClockReports reports = new ClockReports();

    private static ClientMessage.ClockReport report(double offsetMs, double errorMs) {
        return new ClientMessage.ClockReport(offsetMs, errorMs, 40, Optional.of(120.0));
    }

    @Test
    void nothingIsKnownBeforeAReport() {
        assertThat(reports.clock(NOW)).isEmpty();
        assertThat(reports.delayMs(NOW)).isEmpty();
    }

    @Test
    void aReportIsBelievedForFiveSeconds() {
        reports.exchanged(0, 1020);
        assertThat(reports.reported(report(1000, 20), NOW)).isEmpty();

        long later = NOW + Duration.ofSeconds(5).toNanos();
        assertThat(reports.clock(later)).isPresent();
        assertThat(reports.delayMs(later).orElseThrow()).isCloseTo(120, within(1e-9));
        assertThat(reports.clock(later + 1)).isEmpty();
        assertThat(reports.delayMs(later + 1)).isEmpty();
    }

    @Test
    void aReportWithAWideErrorIsNotEnoughToDrive() {
        reports.exchanged(0, 1020);
        reports.reported(report(1000, 300), NOW);

        assertThat(reports.clock(NOW)).isEmpty();
        assertThat(reports.delayMs(NOW)).isEmpty();
    }

    @Test
    void aReportWithoutClockMessagesIsRefused() {
        assertThat(reports.reported(report(1000, 20), NOW))
                .hasValueSatisfying(problem -> assertThat(problem.message()).contains("before any clock message"));
    }

    @Test
    void anOffsetThatTheClockMessagesDoNotAllowIsRefused() {
        reports.exchanged(0, 1020);
        reports.exchanged(10, 1400);

        assertThat(reports.reported(report(1100, 20), NOW))
                .hasValueSatisfying(problem -> assertThat(problem.code()).isEqualTo("bad-message"));
        assertThat(reports.clock(NOW)).isEmpty();
    }
}
