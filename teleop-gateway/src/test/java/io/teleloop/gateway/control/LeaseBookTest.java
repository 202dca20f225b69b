package io.teleloop.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseBookTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1_800_000_000L * SECOND;

    private final LeaseBook leases = new LeaseBook(Duration.ofSeconds(3));

    @Test
    void theFirstOneGetsTheLease() {
        assertThat(leases.acquire("s1", "ada", NOW)).hasValueSatisfying(lease -> {
            assertThat(lease.operator()).isEqualTo("ada");
            assertThat(lease.expiresAtNs()).isEqualTo(NOW + 3 * SECOND);
        });
    }

    @Test
    void anotherSessionGetsNothingWhileTheLeaseIsHeld() {
        leases.acquire("s1", "ada", NOW);

        assertThat(leases.acquire("s2", "ada", NOW + SECOND)).isEmpty();
        assertThat(leases.isHeldBy("s1")).isTrue();
    }

    @Test
    void acquiringAgainRenewsUnderTheSameEpoch() {
        Lease first = leases.acquire("s1", "ada", NOW).orElseThrow();

        Lease again = leases.acquire("s1", "ada", NOW + SECOND).orElseThrow();

        assertThat(again.epoch()).isEqualTo(first.epoch());
        assertThat(again.expiresAtNs()).isEqualTo(NOW + 4 * SECOND);
    }

    @Test
    void aLeaseThatIsNotRenewedEnds() {
        leases.acquire("s1", "ada", NOW);

        assertThat(leases.renew("s1", NOW + 3 * SECOND)).isEmpty();
        assertThat(leases.expire(NOW + 3 * SECOND)).isPresent();
        assertThat(leases.current()).isEmpty();
    }

    @Test
    void aReleasedLeaseIsFreeAtOnce() {
        leases.acquire("s1", "ada", NOW);

        assertThat(leases.release("s2")).isEmpty();
        assertThat(leases.release("s1")).isPresent();
        assertThat(leases.acquire("s2", "bob", NOW)).isPresent();
    }

    @Test
    void everyLeaseHasALargerEpochThanTheOneBefore() {
        long before = 0;
        for (int i = 0; i < 100; i++) {
            long epoch = leases.acquire("s1", "ada", NOW).orElseThrow().epoch();
            assertThat(epoch).isGreaterThan(before);
            before = epoch;
            leases.release("s1");
        }
    }

    @Test
    void epochsRiseOverARestart() {
        long before = leases.acquire("s1", "ada", NOW).orElseThrow().epoch();

        long after = new LeaseBook(Duration.ofSeconds(3))
                .acquire("s1", "ada", NOW + 2 * SECOND)
                .orElseThrow()
                .epoch();

        assertThat(after).isGreaterThan(before);
    }

    @Test
    void epochsFitTheCommandPacket() {
        long century = 2_100_000_000L + 31_536_000L * 20;

        assertThat(leases.acquire("s1", "ada", century * SECOND).orElseThrow().epoch())
                .isLessThan(1L << 32);
    }
}
