package io.teleloop.recorder.intake;

import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.recorder.RecorderMetrics;
import io.teleloop.recorder.recording.EpisodeEnding;
import io.teleloop.recorder.recording.EpisodeRecording;
import io.teleloop.recorder.recording.EpisodeRecording.Reception;
import io.teleloop.recorder.spool.SpoolFolder;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives each record of one partition to its episode.
///
/// An episode that finds no room, in memory or on disk, is put off: its records are passed over, its offset stays
/// uncommitted, and it is read again when there is room.
final class PartitionIntake {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionIntake.class);

    private final PartitionLedger ledger;
    private final SpoolFolder spool;
    private final Room room;
    private final RecorderMetrics metrics;
    private final Map<EpisodeId, OpenEpisode> episodes = new HashMap<>();

    PartitionIntake(@Nullable OffsetAndMetadata commit, SpoolFolder spool, Room room, RecorderMetrics metrics) {
        this.ledger = PartitionLedger.from(commit);
        this.spool = spool;
        this.room = room;
        this.metrics = metrics;
    }

    /// Takes the next record.
    ///
    /// @return the episode that it ended, if it did
    Optional<EpisodeEnding> take(ConsumerRecord<String, byte[]> record) {
        ledger.handled(record.offset());
        metrics.bytesTaken(Math.max(0, record.serializedValueSize()));
        EpisodeId id = episodeOf(record);
        if (id == null) {
            return Optional.empty();
        }
        if (ledger.isFinished(id)) {
            ledger.sawAgain(id, record.offset());
            metrics.recordRepeated();
            return Optional.empty();
        }
        if (ledger.isDeferred(id)) {
            return Optional.empty();
        }
        OpenEpisode episode = episodes.get(id);
        if (episode != null && episode.ended()) {
            episode.heard(record.offset(), record.timestamp());
            metrics.recordRepeated();
            return Optional.empty();
        }
        try {
            if (episode == null) {
                episode = begin(id, record.offset());
            }
            return episode == null ? Optional.empty() : give(record, episode);
        } catch (IOException e) {
            LOG.error("Episode cannot be written to disk and will be read again episode={}", id, e);
            putOff(id, record.offset());
            return Optional.empty();
        }
    }

    /// Notes that an episode is where it belongs.
    void finished(EpisodeId id) {
        OpenEpisode episode = episodes.remove(id);
        if (episode != null) {
            ledger.finish(id, episode.lastOffset());
        }
    }

    /// Gives up the episode that was opened last, to make room on disk.
    ///
    /// @return false when there is none
    boolean putOffYoungest() {
        Optional<EpisodeId> youngest = youngest();
        youngest.ifPresent(id -> {
            LOG.warn("Episode is put off, the spool is full episode={}", id);
            putOff(id, 0);
        });
        return youngest.isPresent();
    }

    /// The episode that was opened last, of those that are being written.
    Optional<EpisodeId> youngest() {
        return openEpisodes().stream().map(episode -> episode.id).max(Comparator.naturalOrder());
    }

    /// Episodes that wait for more records.
    List<OpenEpisode> openEpisodes() {
        return episodes.values().stream().filter(episode -> !episode.ended()).toList();
    }

    boolean hasDeferred() {
        return ledger.hasDeferred();
    }

    /// @return the offset from which to read again
    long rewind() {
        return ledger.rewind();
    }

    Optional<OffsetAndMetadata> commit() {
        return ledger.commit();
    }

    void committed(OffsetAndMetadata commit) {
        ledger.committed(commit);
    }

    /// Lets go of everything: another recorder reads the partition now. What is on its way to the store may arrive.
    void close() {
        for (OpenEpisode episode : openEpisodes()) {
            discard(episode);
        }
        episodes.clear();
    }

    private @Nullable EpisodeId episodeOf(ConsumerRecord<String, byte[]> record) {
        try {
            return new EpisodeId(String.valueOf(record.key()));
        } catch (IllegalArgumentException e) {
            metrics.recordRefused();
            LOG.error(
                    "Record has no episode partition={} offset={} problem={}",
                    record.partition(),
                    record.offset(),
                    e.getMessage());
            return null;
        }
    }

    private @Nullable OpenEpisode begin(EpisodeId id, long offset) throws IOException {
        if (room.isFull()) {
            LOG.warn("Episode is put off, too many are open episode={} open={}", id, room.taken());
            ledger.defer(id, offset);
            return null;
        }
        OpenEpisode episode = new OpenEpisode(id, EpisodeRecording.begin(id, spool));
        room.take();
        episodes.put(id, episode);
        ledger.begin(id, offset);
        return episode;
    }

    private Optional<EpisodeEnding> give(ConsumerRecord<String, byte[]> record, OpenEpisode episode)
            throws IOException {
        episode.heard(record.offset(), record.timestamp());
        Reception reception = read(record, episode);
        if (reception == Reception.REPEATED) {
            metrics.recordRepeated();
        }
        if (reception != Reception.CLOSED) {
            return Optional.empty();
        }
        EpisodeEnding ending = episode.recording.end();
        episode.end();
        room.giveBack();
        return Optional.of(ending);
    }

    private static Reception read(ConsumerRecord<String, byte[]> record, OpenEpisode episode) throws IOException {
        EpisodeRecord content;
        try {
            byte[] value = record.value();
            content = EpisodeRecord.parseFrom(value == null ? new byte[0] : value);
        } catch (InvalidProtocolBufferException e) {
            episode.recording.damaged("the record at offset " + record.offset() + " of partition " + record.partition()
                    + " cannot be decoded: " + e.getMessage());
            return Reception.TAKEN;
        }
        return episode.recording.accept(content);
    }

    private void putOff(EpisodeId id, long offset) {
        OpenEpisode episode = episodes.remove(id);
        if (episode == null) {
            ledger.defer(id, offset);
            return;
        }
        discard(episode);
        ledger.defer(id);
    }

    private void discard(OpenEpisode episode) {
        room.giveBack();
        try {
            episode.recording.discard();
        } catch (IOException e) {
            LOG.warn("Spool file cannot be deleted episode={}", episode.id, e);
        }
    }
}
