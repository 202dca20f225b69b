package io.teleloop.contract.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ClockFilterTest {
    private final ClockFilter filter = new ClockFilter();

    @Test
    void symmetricExchangeShouldGiveTheExactOffset() {
        ClockOffset offset = ClockOffset.of(1000, 501_010, 501_020, 1030);

        assertThat(offset.toLocal(501_015)).isEqualTo(1015);
        assertThat(offset.errorNs()).isEqualTo(10);
    }

    @Test
    void trueOffsetShouldLieWithinTheBoundWhateverTheDelays() {
        Random random = new Random(7);
        long remoteAhead = 123_456_789;
        for (int i = 0; i < 1000; i++) {
            long t1 = i * 1_000_000L;
            long t2 = t1 + random.nextInt(100_000) + remoteAhead;
            long t3 = t2 + random.nextInt(1000);
            long t4 = t3 - remoteAhead + random.nextInt(100_000);
            ClockOffset offset = ClockOffset.of(t1, t2, t3, t4);
            assertThat(Math.abs(offset.offsetNs() + remoteAhead)).isLessThanOrEqualTo(offset.errorNs() + 1);
        }
    }

    @Test
    void bestShouldBeTheExchangeWithTheShortestRoundTrip() {
        filter.add(new ClockOffset(10, 500), 0);
        filter.add(new ClockOffset(20, 100), 0);
        filter.add(new ClockOffset(30, 900), 0);

        assertThat(filter.best(0)).contains(new ClockOffset(20, 100));
    }

    @Test
    void boundShouldGrowWithAge() {
        filter.add(new ClockOffset(20, 100), 0);

        assertThat(filter.best(1_000_000_000)).contains(new ClockOffset(20, 100_100));
    }

    @Test
    void filterShouldBeEmptyBeforeTheFirstExchange() {
        assertThat(filter.best(0)).isEmpty();
    }
}
