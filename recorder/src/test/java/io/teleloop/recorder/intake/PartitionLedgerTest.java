package io.teleloop.recorder.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.contract.EpisodeId;
import java.time.Instant;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

class PartitionLedgerTest {
    private final EpisodeId first = EpisodeId.at(Instant.now());
    private final EpisodeId second = EpisodeId.at(Instant.now());

    @Test
    void nothingShouldBeCommittedBeforeARecordWasRead() {
        assertThat(PartitionLedger.from(null).commit()).isEmpty();
    }

    @Test
    void offsetOfAnUnfinishedEpisodeShouldNotBePassed() {
        PartitionLedger ledger = PartitionLedger.from(null);
        ledger.begin(first, 3);
        ledger.begin(second, 5);
        ledger.handled(9);

        ledger.finish(second, 8);

        assertThat(ledger.commit()).map(OffsetAndMetadata::offset).contains(3L);
    }

    @Test
    void commitShouldTellOfFinishedEpisodesWithRecordsOnBothSides() {
        PartitionLedger ledger = PartitionLedger.from(null);
        ledger.begin(first, 3);
        ledger.begin(second, 5);
        ledger.handled(9);
        ledger.finish(first, 8);

        PartitionLedger next = PartitionLedger.from(ledger.commit().orElseThrow());

        assertThat(next.isFinished(first)).isTrue();
        assertThat(next.isFinished(second)).isFalse();
    }

    @Test
    void commitShouldForgetEpisodesThatEndBeforeIt() {
        PartitionLedger ledger = PartitionLedger.from(null);
        ledger.begin(first, 3);
        ledger.handled(9);
        ledger.finish(first, 8);

        PartitionLedger next = PartitionLedger.from(ledger.commit().orElseThrow());

        assertThat(next.isFinished(first)).isFalse();
    }

    @Test
    void sameCommitShouldNotBeMadeTwice() {
        PartitionLedger ledger = PartitionLedger.from(null);
        ledger.handled(9);
        ledger.committed(ledger.commit().orElseThrow());

        assertThat(ledger.commit()).isEmpty();
    }

    @Test
    void deferredEpisodeShouldHoldTheCommitAndBeReadAgain() {
        PartitionLedger ledger = PartitionLedger.from(null);
        ledger.begin(first, 3);
        ledger.begin(second, 5);
        ledger.handled(9);
        ledger.defer(second);
        ledger.finish(first, 8);

        assertThat(ledger.commit()).map(OffsetAndMetadata::offset).contains(5L);
        assertThat(ledger.rewind()).isEqualTo(5);
        assertThat(ledger.hasDeferred()).isFalse();
    }

    @Test
    void commitShouldWaitWhenItsNoteWouldBeTooLong() {
        PartitionLedger ledger = PartitionLedger.from(null);
        EpisodeId open = EpisodeId.at(Instant.now());
        for (int i = 0; i < 500; i++) {
            EpisodeId id = EpisodeId.at(Instant.now());
            ledger.begin(id, i);
            ledger.handled(i);
            if (i == 400) {
                ledger.begin(open, i);
            }
            ledger.finish(id, 1000);
        }

        assertThat(ledger.commit()).isEmpty();
    }
}
