package io.teleloop.recorder.recording;

import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Streams;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.Manifest.DataObject;
import io.teleloop.contract.storage.Manifest.Provenance;
import io.teleloop.contract.storage.Manifest.StreamSummary;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.EpisodeClosed;
import io.teleloop.contract.v1.EpisodeOpened;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.contract.v1.Sample;
import io.teleloop.contract.v1.StreamDescription;
import io.teleloop.contract.v1.StreamTotal;
import io.teleloop.recorder.spool.SpoolFile;
import io.teleloop.recorder.spool.SpoolFolder;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One episode while its records come in. What becomes of it is a function of the records alone, in their order:
/// no wall clock, no host name, so a replay gives the same bytes.
///
/// Not safe for use by several threads at once.
public final class EpisodeRecording {
    private static final int RECORD_VERSION = 1;
    private static final int MOST_STREAMS = 1024;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final EpisodeId id;
    private final SpoolFile spool;
    private final EpisodeFile file;
    private final Damage damage = new Damage();
    private final Map<String, StreamLog> streams = new LinkedHashMap<>();
    private @Nullable EpisodeOpened opened;
    private @Nullable EpisodeClosed closed;

    /// What became of a record.
    public enum Reception {
        TAKEN,
        /// It was there before.
        REPEATED,
        /// It was the last one: ask for the [#end].
        CLOSED
    }

    private EpisodeRecording(EpisodeId id, SpoolFile spool) throws IOException {
        this.id = id;
        this.spool = spool;
        this.file = new EpisodeFile(spool);
    }

    /// @throws IOException when the disk takes nothing; nothing is left there then
    public static EpisodeRecording begin(EpisodeId id, SpoolFolder folder) throws IOException {
        SpoolFile spool = folder.create(id.value());
        try {
            return new EpisodeRecording(id, spool);
        } catch (IOException e) {
            spool.close();
            spool.delete();
            throw e;
        }
    }

    /// Takes the next record of the episode.
    ///
    /// @throws IOException when the disk does not take it; the recording is of no use then
    public Reception accept(EpisodeRecord record) throws IOException {
        if (record.getVersion() != RECORD_VERSION) {
            damage.add("a record has version " + record.getVersion() + ", this build reads " + RECORD_VERSION);
            return Reception.TAKEN;
        }
        if (!record.getEpisodeId().equals(id.value())) {
            damage.add("a record under this episode's key names episode '" + record.getEpisodeId() + "'");
            return Reception.TAKEN;
        }
        return switch (record.getRecordCase()) {
            case OPENED -> open(record.getOpened());
            case SAMPLE -> add(record.getSample());
            case CLOSED -> close(record.getClosed());
            case RECORD_NOT_SET -> {
                damage.add("a record says neither opened nor sample nor closed");
                yield Reception.TAKEN;
            }
        };
    }

    /// Notes a record that cannot be read.
    public void damaged(String reason) {
        damage.add(reason);
    }

    /// Ends the recording after [Reception#CLOSED].
    ///
    /// @throws IOException when the disk does not take the rest; the recording is of no use then
    public EpisodeEnding end() throws IOException {
        EpisodeClosed last = closed;
        if (last == null) {
            throw new IllegalStateException("episode " + id + " was not closed yet");
        }
        if (last.getOutcome() == Outcome.DISCARDED) {
            file.discard();
            return new EpisodeEnding.Discarded(id, robotId(), last.getClosedBy(), last.getTimeNs());
        }
        findWhatIsMissing(last);
        file.finish(metadata(last));
        return new EpisodeEnding.Kept(id, manifest(last), spool);
    }

    /// Throws away what was written so far.
    public void discard() throws IOException {
        file.discard();
    }

    private Reception open(EpisodeOpened record) throws IOException {
        if (opened != null) {
            return Reception.REPEATED;
        }
        opened = record;
        if (!streams.isEmpty()) {
            damage.add("samples came before the opened record");
        }
        file.describe(record);
        for (StreamDescription stream : record.getStreamsList()) {
            if (streams.containsKey(stream.getName())) {
                damage.add("stream '" + stream.getName() + "' was declared late or twice");
            } else {
                declare(stream);
            }
        }
        return Reception.TAKEN;
    }

    private Reception add(Sample sample) throws IOException {
        StreamLog stream = streams.get(sample.getStream());
        if (stream == null) {
            damage.add("stream '" + sample.getStream() + "' was not declared when the episode opened");
            stream = declare(
                    StreamDescription.newBuilder().setName(sample.getStream()).build());
            if (stream == null) {
                return Reception.TAKEN;
            }
        }
        if (stream.hasSeen(sample)) {
            return Reception.REPEATED;
        }
        if (sample.getSequence() != stream.next()) {
            damage.add("stream '" + sample.getStream() + "' jumps from sequence " + stream.next() + " to "
                    + Long.toUnsignedString(sample.getSequence()) + " without a gap");
        }
        if (sample.getContentCase() == Sample.ContentCase.CONTENT_NOT_SET) {
            damage.add("stream '" + sample.getStream() + "' has a sample with neither data nor gap at sequence "
                    + Long.toUnsignedString(sample.getSequence()));
        }
        stream.add(sample);
        try {
            file.write(sample);
        } catch (IllegalStateException e) {
            damage.add("the file is full: " + e.getMessage());
        }
        return Reception.TAKEN;
    }

    private Reception close(EpisodeClosed record) {
        closed = record;
        return Reception.CLOSED;
    }

    private @Nullable StreamLog declare(StreamDescription stream) throws IOException {
        if (streams.size() == MOST_STREAMS) {
            damage.add("the episode has more than " + MOST_STREAMS + " streams; the others are not recorded");
            return null;
        }
        file.add(stream, schema(stream));
        StreamLog log = new StreamLog(stream.getName(), stream.getSchema());
        streams.put(stream.getName(), log);
        return log;
    }

    private @Nullable StreamSchema schema(StreamDescription stream) {
        try {
            return StreamSchema.of(stream).orElseGet(() -> {
                damage.add("stream '" + stream.getName() + "' has schema '" + stream.getSchema()
                        + "', which Teleloop does not know, and brings no descriptors of its own");
                return null;
            });
        } catch (InvalidProtocolBufferException e) {
            damage.add("stream '" + stream.getName() + "' brings descriptors that cannot be used: " + e.getMessage());
            return null;
        }
    }

    private void findWhatIsMissing(EpisodeClosed last) {
        if (opened == null) {
            damage.add("its opened record is missing");
        }
        switch (last.getOutcome()) {
            case ABANDONED -> damage.add("abandoned: " + last.getReason());
            case OUTCOME_UNSPECIFIED, UNRECOGNIZED -> damage.add("it was closed without an outcome");
            case SUCCESS, FAILURE, UNKNOWN, DISCARDED -> {}
        }
        if (last.getOutcome() == Outcome.ABANDONED) {
            // Nobody counted its samples.
            return;
        }
        Map<String, Long> totals = new TreeMap<>();
        streams.keySet().forEach(stream -> totals.put(stream, 0L));
        for (StreamTotal total : last.getTotalsList()) {
            totals.put(total.getStream(), total.getNextSequence());
        }
        totals.forEach((name, total) -> {
            StreamLog stream = streams.get(name);
            long seen = stream == null ? 0 : stream.next();
            if (seen != total) {
                damage.add("stream '" + name + "' ends at sequence " + Long.toUnsignedString(seen) + ", its total is "
                        + Long.toUnsignedString(total));
            }
        });
    }

    private Manifest manifest(EpisodeClosed last) {
        EpisodeOpened first = openedOrNothing();
        String sha256 = spool.sha256();
        boolean whole = damage.isEmpty();
        String key = whole ? ObjectKeys.episodeData(id, sha256) : ObjectKeys.quarantineData(id, sha256);
        StreamLog steps = streams.get(Streams.STEP);
        return new Manifest(
                Manifest.VERSION,
                id.value(),
                whole ? "sealed" : "quarantined",
                whole ? null : damage.text(),
                first.getTask(),
                first.getInstruction(),
                robotId(),
                first.getRobot().getModel(),
                first.getOperatorId(),
                outcome(last),
                first.getSeed(),
                openedNs(),
                last.getTimeNs(),
                first.getControlRateHz(),
                steps == null ? 0 : steps.samples(),
                provenance(first),
                new DataObject(key, sha256, spool.size(), "mcap"),
                summaries(last));
    }

    private static @Nullable Provenance provenance(EpisodeOpened opened) {
        if (!opened.hasProvenance()) {
            return null;
        }
        io.teleloop.contract.v1.Provenance told = opened.getProvenance();
        return new Provenance(
                told.getAugmenter(),
                told.getAugmenterVersion(),
                told.getGroup(),
                told.getSeed(),
                told.getParameters(),
                told.getParentsList());
    }

    private List<StreamSummary> summaries(EpisodeClosed last) {
        long duration = last.getTimeNs() - openedNs();
        return streams.values().stream().map(stream -> stream.summary(duration)).toList();
    }

    private Map<String, String> metadata(EpisodeClosed last) {
        EpisodeOpened first = openedOrNothing();
        Map<String, String> about = new TreeMap<>();
        about.put("episode_id", id.value());
        about.put("task", first.getTask());
        about.put("instruction", first.getInstruction());
        about.put("robot_id", robotId());
        about.put("robot_model", first.getRobot().getModel());
        about.put("operator_id", first.getOperatorId());
        about.put("outcome", outcome(last));
        about.put("closed_by", last.getClosedBy());
        about.put("close_reason", last.getReason());
        about.put("seed", Long.toString(first.getSeed()));
        about.put("opened_ns", Long.toString(openedNs()));
        about.put("closed_ns", Long.toString(last.getTimeNs()));
        about.put("control_rate_hz", Double.toString(first.getControlRateHz()));
        for (StreamSummary stream : summaries(last)) {
            about.put("rate_hz." + stream.name(), Double.toString(stream.rateHz()));
            about.put("max_clock_error_ns." + stream.name(), Long.toString(stream.maxClockErrorNs()));
            about.put("missing." + stream.name(), Long.toString(stream.missing()));
        }
        if (!damage.isEmpty()) {
            about.put("quarantined_because", damage.text());
        }
        return about;
    }

    private static String outcome(EpisodeClosed last) {
        return switch (last.getOutcome()) {
            case SUCCESS, FAILURE, ABANDONED, DISCARDED ->
                last.getOutcome().name().toLowerCase(Locale.ROOT);
            case UNKNOWN, OUTCOME_UNSPECIFIED, UNRECOGNIZED -> "unknown";
        };
    }

    private long openedNs() {
        return opened == null ? id.openedAt().toEpochMilli() * NANOS_PER_MILLI : opened.getTimeNs();
    }

    private String robotId() {
        return openedOrNothing().getRobot().getRobotId();
    }

    private EpisodeOpened openedOrNothing() {
        return opened == null ? EpisodeOpened.getDefaultInstance() : opened;
    }
}
