package io.teleloop.datasets.ingest;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Streams;
import io.teleloop.contract.feature.Features;
import io.teleloop.contract.foxglove.CompressedImage;
import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Sample;
import io.teleloop.contract.v1.StreamDescription;
import io.teleloop.contract.v1.StreamTotal;
import io.teleloop.datasets.export.Keys;
import io.teleloop.datasets.ingest.ImportPlan.NumberStream;
import io.teleloop.lerobot.DatasetReader;
import io.teleloop.lerobot.EpisodeEntry;
import io.teleloop.lerobot.EpisodeVideo;
import io.teleloop.lerobot.Feature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The samples of one episode that is imported: numbers them, and gives each reading the sample that it refers
/// to.
final class ImportedSamples implements AutoCloseable {
    private static final long SECOND = 1_000_000_000;

    private final ImportPlan plan;
    private final EpisodeId id;
    private final RecordSink sink;
    private final JpegEncoder jpeg = new JpegEncoder();
    private final Map<Feature, EpisodeVideo> videos = new LinkedHashMap<>();
    private final Map<String, Long> nextSequences = new HashMap<>();
    private final Map<String, Long> captured = new HashMap<>();

    ImportedSamples(DatasetReader dataset, ImportPlan plan, EpisodeEntry episode, EpisodeId id, RecordSink sink)
            throws IOException {
        this.plan = plan;
        this.id = id;
        this.sink = sink;
        try {
            for (Feature camera : plan.cameras()) {
                videos.put(camera, dataset.video(episode, camera.key()));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /// Writes what the row has of each stream, unless that was written before, and refers to it.
    List<Reading> observe(Row row, long tick) throws IOException {
        List<Reading> readings = new ArrayList<>();
        for (NumberStream stream : plan.streams()) {
            float[] values = row.numbers(stream.feature().key());
            long time = row.integer(Keys.captureTime(stream.name()), tick);
            ByteString data = StreamMessages.of(stream.name(), stream.feature().shape(), stream.names(), values, time);
            Reading.Builder reading = reading(stream.name(), row, time, tick, data);
            for (float value : Features.values(stream.schema(), data)) {
                reading.addValues(value);
            }
            readings.add(reading.build());
        }
        for (Map.Entry<Feature, EpisodeVideo> video : videos.entrySet()) {
            String stream = ImportPlan.cameraStream(video.getKey());
            long time = row.integer(Keys.captureTime(stream), tick);
            ByteString data = isNew(stream, time) ? image(video.getValue(), row, time, stream) : ByteString.EMPTY;
            readings.add(reading(stream, row, time, tick, data).build());
        }
        return readings;
    }

    private ByteString image(EpisodeVideo video, Row row, long time, String stream) throws IOException {
        return CompressedImage.newBuilder()
                .setTimestamp(Timestamp.newBuilder()
                        .setSeconds(Math.floorDiv(time, SECOND))
                        .setNanos((int) Math.floorMod(time, SECOND)))
                .setFormat("jpeg")
                .setFrameId(stream)
                .setData(jpeg.encode(video.at(row.number("timestamp"))))
                .build()
                .toByteString();
    }

    private Reading.Builder reading(String stream, Row row, long time, long tick, ByteString data) throws IOException {
        if (isNew(stream, time)) {
            captured.put(stream, time);
            write(stream, time, tick, data);
        }
        return Reading.newBuilder()
                .setStream(stream)
                .setSequence(nextSequences.getOrDefault(stream, 0L) - 1)
                .setCaptureTimeNs(time)
                .setAgeNs(tick - time)
                .setGap(row.truth(Keys.gap(stream)));
    }

    private boolean isNew(String stream, long time) {
        Long known = captured.get(stream);
        return known == null || known != time;
    }

    void write(String stream, long capturedNs, long receivedNs, ByteString data) throws IOException {
        long sequence = nextSequences.merge(stream, 1L, Long::sum) - 1;
        sink.accept(EpisodeImport.record(id)
                .setSample(Sample.newBuilder()
                        .setStream(stream)
                        .setSequence(sequence)
                        .setCaptureTimeNs(capturedNs)
                        .setReceiveTimeNs(receivedNs)
                        .setData(data))
                .build());
    }

    List<StreamTotal> totals(RobotDescription robot) {
        return Stream.concat(
                        robot.getStreamsList().stream().map(StreamDescription::getName),
                        Stream.of(Streams.COMMAND, Streams.STEP))
                .map(stream -> StreamTotal.newBuilder()
                        .setStream(stream)
                        .setNextSequence(nextSequences.getOrDefault(stream, 0L))
                        .build())
                .toList();
    }

    @Override
    public void close() {
        videos.values().forEach(EpisodeVideo::close);
        jpeg.close();
    }
}
