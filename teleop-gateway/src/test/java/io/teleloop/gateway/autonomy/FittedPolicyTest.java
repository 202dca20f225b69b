package io.teleloop.gateway.autonomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.contract.Streams;
import io.teleloop.contract.policy.Feature;
import io.teleloop.contract.policy.ObservationSpec;
import io.teleloop.gateway.TestPolicies;
import io.teleloop.gateway.TestRobots;
import io.teleloop.gateway.control.PolicyAnswer;
import io.teleloop.gateway.observation.Observation;
import io.teleloop.gateway.observation.Reception;
import io.teleloop.gateway.observation.SynchronizedView;
import io.teleloop.policy.PolicyBundle;
import io.teleloop.policy.PolicyFaultException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FittedPolicyTest {
    private static final long BUDGET_NS = 20_000_000;
    private static final long NOW = 1_800_000_000_000_000_000L;

    private final List<Long> measured = new ArrayList<>();
    private long decisionNs = 1_000_000;
    private long time;

    /// Every look at the clock is one decision later than the one before.
    private FittedPolicy open(PolicyBundle bundle) {
        PolicyPace pace = new PolicyPace(BUDGET_NS, () -> time += decisionNs, measured::add);
        return FittedPolicy.open(bundle, TestRobots.description("r"), 20, Exploration.NONE, pace);
    }

    private static Observation seen(boolean tcp) {
        SynchronizedView view = new SynchronizedView(TestRobots.description("r").getStreamsList());
        if (tcp) {
            view.add(new Reception(Streams.TCP, NOW, NOW, 0, TestRobots.tcp(0.5, 0.1, 0.3)));
        }
        return view.at(NOW);
    }

    @Test
    void aPolicyDecidesInTheRobotsUnits() {
        try (FittedPolicy policy = open(TestPolicies.constant("pusher", 3, 1, -0.5f))) {
            assertThat(policy.decide(seen(true))).isInstanceOfSatisfying(PolicyAnswer.Decided.class, decided -> {
                assertThat(decided.action().policy()).isEqualTo("pusher@3");
                assertThat(decided.action().action()).containsExactly(0.2f, -0.1f, 0, 0, 0, 0, 0.04f);
                assertThat(decided.action().baseAction()).isEmpty();
            });
            assertThat(measured).containsExactly(decisionNs);
        }
    }

    @Test
    void aPolicyWaitsForAReadingThatItNeeds() {
        try (FittedPolicy policy = open(TestPolicies.constant("pusher", 1, 0, 0))) {
            assertThat(policy.decide(seen(false)))
                    .isEqualTo(new PolicyAnswer.NotNow("policy pusher@1 needs fresh readings of tcp"));
        }
    }

    @Test
    void aDecisionThatIsNoNumberIsRefused() {
        try (FittedPolicy policy = open(TestPolicies.infinite("pusher", 1))) {
            assertThat(policy.decide(seen(true)))
                    .isInstanceOfSatisfying(PolicyAnswer.Refused.class, refused -> assertThat(refused.why())
                            .contains("policy pusher@1 decided Infinity"));
        }
    }

    @Test
    void aPolicyOfAnotherRobotIsRefusedWithEveryReason() {
        PolicyBundle stranger = TestPolicies.with(
                TestPolicies.constant("pusher", 1, 0, 0),
                "fold-laundry",
                50,
                new ObservationSpec(List.of(new Feature.Values("force", "N", "wrench", 0, 2))));

        assertThatThrownBy(() -> open(stranger))
                .isInstanceOf(PolicyFaultException.class)
                .hasMessage(
                        "policy pusher@1 does not fit robot 'r': it was trained for task 'fold-laundry', the robot's"
                                + " is 'test-task'; it was trained at 50.0 Hz, the gateway ticks at 20.0 Hz; it observes"
                                + " stream 'wrench', which the robot does not have");
    }

    @Test
    void aModelThatIsNotWhatItsCardSaysIsRefused() {
        assertThatThrownBy(() -> open(TestPolicies.ofWrongShape("pusher", 1)))
                .isInstanceOf(PolicyFaultException.class)
                .hasMessageContaining("its card asks for");
    }

    @Test
    void aPolicyThatIsTooSlowFromTheStartIsNotOpened() {
        decisionNs = BUDGET_NS + 1;

        assertThatThrownBy(() -> open(TestPolicies.constant("pusher", 1, 0, 0)))
                .isInstanceOf(PolicyFaultException.class)
                .hasMessage("policy pusher@1 takes 20.0 ms to decide, 20.0 ms are allowed");
    }

    @Test
    void aPolicyThatIsTooSlowThreeTimesInARowIsRefused() {
        try (FittedPolicy policy = open(TestPolicies.constant("pusher", 1, 0, 0))) {
            decisionNs = 31_000_000;
            policy.decide(seen(true));
            policy.decide(seen(true));
            decisionNs = 1_000_000;
            assertThat(policy.decide(seen(true))).isInstanceOf(PolicyAnswer.Decided.class);
            decisionNs = 31_000_000;
            assertThat(policy.decide(seen(true))).isInstanceOf(PolicyAnswer.Decided.class);
            assertThat(policy.decide(seen(true))).isInstanceOf(PolicyAnswer.Decided.class);
            assertThat(policy.decide(seen(true)))
                    .isEqualTo(new PolicyAnswer.Refused("policy pusher@1 takes 31.0 ms to decide, 20.0 ms are allowed,"
                            + " and did so 3 times in a row"));
        }
    }
}
