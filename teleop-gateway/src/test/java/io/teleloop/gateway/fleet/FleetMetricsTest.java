package io.teleloop.gateway.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.gateway.TestPolicies;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetMetricsTest {
    private final PolicyCard card = TestPolicies.constant("pusher", 7, 0, 0).card();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final FleetMetrics metrics = new FleetMetrics(registry, () -> card.createdNs() + 5_000_000_000L);

    @Test
    void whatHasNeverHappenedShouldReadZero() {
        metrics.robotKnown("arm");

        assertThat(registry.scrape())
                .contains(
                        "teleloop_gateway_robot_connected{robot=\"arm\"} 0.0",
                        "teleloop_gateway_commands_accepted_total{robot=\"arm\"} 0.0",
                        "teleloop_gateway_commands_rejected_total{reason=\"stale\",robot=\"arm\"} 0.0",
                        "teleloop_gateway_stops_total{reason=\"late\",robot=\"arm\"} 0.0",
                        "teleloop_gateway_policy_interventions_total{robot=\"arm\"} 0.0",
                        "teleloop_gateway_command_age_seconds_bucket{robot=\"arm\",le=\"0.15\"} 0",
                        "teleloop_gateway_video_age_seconds_bucket{robot=\"arm\",le=\"0.3\"} 0",
                        "teleloop_gateway_policy_version{policy=\"\",robot=\"arm\"} 0.0");
    }

    @Test
    void aRobotThatCameShouldBeConnectedAndCountWhatItsStreamsLose() {
        metrics.robotKnown("arm");
        metrics.robotConnected("arm", List.of("tcp"));

        assertThat(registry.scrape())
                .contains(
                        "teleloop_gateway_robot_connected{robot=\"arm\"} 1.0",
                        "teleloop_gateway_samples_lost_total{robot=\"arm\",stream=\"tcp\"} 0.0");

        metrics.robotLost("arm");

        assertThat(registry.scrape()).contains("teleloop_gateway_robot_connected{robot=\"arm\"} 0.0");
    }

    @Test
    void thePolicyThatDrivesShouldTellItsVersionAndAgeUntilItEnds() {
        metrics.robotKnown("arm");

        metrics.policyRuns("arm", card);

        assertThat(registry.scrape())
                .contains(
                        "teleloop_gateway_policy_version{policy=\"pusher\",robot=\"arm\"} 7.0",
                        "teleloop_gateway_policy_age{policy=\"pusher\",robot=\"arm\"} 5.0")
                .doesNotContain("policy=\"\"");

        metrics.policyEnded("arm");

        assertThat(registry.scrape())
                .contains("teleloop_gateway_policy_age{policy=\"\",robot=\"arm\"} 0.0")
                .doesNotContain("pusher");
    }

    @Test
    void aPictureThatClaimsToComeFromTheFutureShouldCountAsFresh() {
        metrics.videoAge("arm", -20);
        metrics.videoAge("arm", 250);

        assertThat(registry.scrape())
                .contains(
                        "teleloop_gateway_video_age_seconds_bucket{robot=\"arm\",le=\"0.05\"} 1",
                        "teleloop_gateway_video_age_seconds_bucket{robot=\"arm\",le=\"0.3\"} 2",
                        "teleloop_gateway_video_age_seconds_sum{robot=\"arm\"} 0.25");
    }
}
