package io.teleloop.recorder;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.Sample;
import io.teleloop.mcap.Channel;
import io.teleloop.mcap.McapLimits;
import io.teleloop.mcap.McapReader;
import io.teleloop.mcap.McapSource;
import io.teleloop.mcap.Message;
import io.teleloop.mcap.MessageCursor;
import io.teleloop.mcap.MessageQuery;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Compares what lies in a store, and what was said of it, with what robots produced. It knows nothing of the recorder.
final class StoreChecker {
    private final Map<EpisodeId, List<EpisodeRecord>> produced;
    private final List<String> problems = new ArrayList<>();

    StoreChecker(Map<EpisodeId, List<EpisodeRecord>> produced) {
        this.produced = produced;
    }

    /// What is wrong: every produced episode must be sealed once, whole, byte for byte, and nothing else may be there.
    ///
    /// @param objects key → bytes, everything under `episodes/` and `quarantine/`
    /// @param events key → event
    List<String> check(SortedMap<String, byte[]> objects, Map<String, EpisodeEvent> events) throws IOException {
        problems.clear();
        List<String> rest = new ArrayList<>(objects.keySet());
        for (Map.Entry<EpisodeId, List<EpisodeRecord>> episode : produced.entrySet()) {
            EpisodeId id = episode.getKey();
            EpisodeEvent event = events.get(id + "/sealed");
            if (event == null) {
                problems.add(id + " was never said to be sealed");
            }
            byte[] json = objects.get(ObjectKeys.episodeManifest(id));
            if (json == null) {
                problems.add(id + " has no manifest");
                continue;
            }
            Manifest manifest = Manifest.parse(json);
            rest.remove(ObjectKeys.episodeManifest(id));
            rest.remove(manifest.data().key());
            if (event != null
                    && !event.getSealed().getSha256().equals(manifest.data().sha256())) {
                problems.add(id + " was announced with another hash than its manifest's");
            }
            checkData(id, manifest, objects.get(manifest.data().key()), episode.getValue());
        }
        rest.forEach(key -> problems.add(key + " belongs to no sealed episode, or is there a second time"));
        return List.copyOf(problems);
    }

    private void checkData(EpisodeId id, Manifest manifest, byte @Nullable [] data, List<EpisodeRecord> records)
            throws IOException {
        if (data == null) {
            problems.add(id + " has no data");
            return;
        }
        if (data.length != manifest.data().sizeBytes()
                || !sha256(data).equals(manifest.data().sha256())) {
            problems.add(id + " has other bytes than its manifest says");
            return;
        }
        Map<String, List<ByteBuffer>> expected = new TreeMap<>();
        for (EpisodeRecord record : records) {
            Sample sample = record.getSample();
            if (record.hasSample() && !sample.hasGap()) {
                expected.computeIfAbsent("/" + sample.getStream().replace('.', '/'), topic -> new ArrayList<>())
                        .add(sample.getData().asReadOnlyByteBuffer());
            }
        }
        if (!messages(data).equals(expected)) {
            problems.add(id + " holds other messages than were produced");
        }
    }

    /// Topic → the messages' data in the order of their times, without the gaps.
    static Map<String, List<ByteBuffer>> messages(byte[] mcap) throws IOException {
        Map<String, List<ByteBuffer>> messages = new TreeMap<>();
        try (McapReader reader = McapReader.open(McapSource.of(ByteBuffer.wrap(mcap)), McapLimits.DEFAULT)) {
            MessageCursor cursor = reader.messages(MessageQuery.ALL);
            for (Message message = cursor.next(); message != null; message = cursor.next()) {
                Channel channel = reader.channels().get(message.channelId());
                String topic = channel == null ? "?" : channel.topic();
                if (!topic.equals("/gaps")) {
                    messages.computeIfAbsent(topic, same -> new ArrayList<>()).add(message.data());
                }
            }
        }
        return messages;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static SortedMap<String, byte[]> objects(TestStack stack) throws Exception {
        SortedMap<String, byte[]> objects = new TreeMap<>();
        for (String prefix : List.of(ObjectKeys.EPISODES, ObjectKeys.QUARANTINE)) {
            for (String key : stack.keys(prefix)) {
                stack.object(key).ifPresent(bytes -> objects.put(key, bytes));
            }
        }
        return objects;
    }
}
