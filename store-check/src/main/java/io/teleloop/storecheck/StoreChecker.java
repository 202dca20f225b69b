package io.teleloop.storecheck;

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
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Holds what lies in a store, and what was said of it, against what was recorded.
///
/// | the episode was | then |
/// |---|---|
/// | closed | it is sealed once, whole, byte for byte, and announced as that alone |
/// | discarded | nothing of it is there |
/// | abandoned, or not closed | it is quarantined once, with the bytes that its manifest says, or not there at all |
///
/// Beyond these nothing is there.
public final class StoreChecker {
    private static final String GAPS = "/gaps";

    private enum Fate {
        SEALED,
        DISCARDED,
        UNFINISHED
    }

    private record Numbered(long sequence, ByteBuffer data) {}

    private final Map<EpisodeId, List<EpisodeRecord>> recorded;
    private final SortedMap<String, byte[]> objects;
    private final Map<String, EpisodeEvent> events;
    private final Set<String> unexplained;
    private final List<String> problems = new ArrayList<>();

    private StoreChecker(
            Map<EpisodeId, List<EpisodeRecord>> recorded,
            SortedMap<String, byte[]> objects,
            Map<String, EpisodeEvent> events) {
        this.recorded = recorded;
        this.objects = objects;
        this.events = events;
        unexplained = new TreeSet<>(objects.keySet());
    }

    /// What is wrong, one line for each; empty when nothing is.
    ///
    /// @param recorded the records of each episode, in order; the same sample may come repeatedly
    /// @param objects key → bytes, everything under `episodes/` and `quarantine/`
    /// @param events `EPISODE/EVENT` → event
    public static List<String> problems(
            Map<EpisodeId, List<EpisodeRecord>> recorded,
            SortedMap<String, byte[]> objects,
            Map<String, EpisodeEvent> events)
            throws IOException {
        StoreChecker checker = new StoreChecker(recorded, objects, events);
        checker.check();
        return List.copyOf(checker.problems);
    }

    private void check() throws IOException {
        for (Map.Entry<EpisodeId, List<EpisodeRecord>> episode : recorded.entrySet()) {
            EpisodeId id = episode.getKey();
            switch (fate(episode.getValue())) {
                case SEALED -> checkSealed(id, episode.getValue());
                case DISCARDED -> requireNotSaid(id, "sealed", "quarantined");
                case UNFINISHED -> checkUnfinished(id);
            }
        }
        unexplained.forEach(key -> problems.add(key + " belongs to no stored episode, or is there a second time"));
    }

    private static Fate fate(List<EpisodeRecord> records) {
        return records.stream()
                .filter(EpisodeRecord::hasClosed)
                .findFirst()
                .map(record -> switch (record.getClosed().getOutcome()) {
                    case SUCCESS, FAILURE, UNKNOWN -> Fate.SEALED;
                    case DISCARDED -> Fate.DISCARDED;
                    case ABANDONED, OUTCOME_UNSPECIFIED, UNRECOGNIZED -> Fate.UNFINISHED;
                })
                .orElse(Fate.UNFINISHED);
    }

    private void checkSealed(EpisodeId id, List<EpisodeRecord> records) throws IOException {
        EpisodeEvent event = events.get(id + "/sealed");
        if (event == null) {
            problems.add(id + " was never said to be sealed");
        }
        requireNotSaid(id, "quarantined", "discarded");
        Manifest manifest = manifest(ObjectKeys.episodeManifest(id));
        if (manifest == null) {
            problems.add(id + " has no manifest");
            return;
        }
        if (event != null
                && !event.getSealed().getSha256().equals(manifest.data().sha256())) {
            problems.add(id + " was announced with another hash than its manifest's");
        }
        byte[] data = data(id, manifest);
        if (data != null && !messages(data).equals(expected(records))) {
            problems.add(id + " holds other messages than were recorded");
        }
    }

    private void checkUnfinished(EpisodeId id) throws IOException {
        requireNotSaid(id, "sealed");
        Manifest manifest = manifest(ObjectKeys.quarantineManifest(id));
        if (manifest != null) {
            data(id, manifest);
        }
    }

    private void requireNotSaid(EpisodeId id, String... ends) {
        for (String end : ends) {
            if (events.containsKey(id + "/" + end)) {
                problems.add(id + " was said to be " + end);
            }
        }
    }

    private @Nullable Manifest manifest(String key) throws IOException {
        byte[] json = objects.get(key);
        unexplained.remove(key);
        return json == null ? null : Manifest.parse(json);
    }

    /// The data of a manifest; null when they are not what it says.
    private byte @Nullable [] data(EpisodeId id, Manifest manifest) {
        byte[] data = objects.get(manifest.data().key());
        unexplained.remove(manifest.data().key());
        if (data == null) {
            problems.add(id + " has no data");
            return null;
        }
        if (data.length != manifest.data().sizeBytes()
                || !sha256(data).equals(manifest.data().sha256())) {
            problems.add(id + " has other bytes than its manifest says");
            return null;
        }
        return data;
    }

    /// Topic → the samples' data in the order of their numbers, each once, without the gaps.
    private static Map<String, List<Numbered>> expected(List<EpisodeRecord> records) {
        Map<String, SortedMap<Long, Numbered>> byNumber = new TreeMap<>();
        for (EpisodeRecord record : records) {
            Sample sample = record.getSample();
            if (record.hasSample() && !sample.hasGap()) {
                byNumber.computeIfAbsent("/" + sample.getStream().replace('.', '/'), topic -> new TreeMap<>())
                        .putIfAbsent(
                                sample.getSequence(),
                                new Numbered(
                                        sample.getSequence(), sample.getData().asReadOnlyByteBuffer()));
            }
        }
        Map<String, List<Numbered>> expected = new TreeMap<>();
        byNumber.forEach((topic, samples) -> expected.put(topic, List.copyOf(samples.values())));
        return expected;
    }

    /// Topic → the messages' data in the order of their numbers, without the gaps.
    private static Map<String, List<Numbered>> messages(byte[] mcap) throws IOException {
        Map<String, List<Numbered>> messages = new TreeMap<>();
        try (McapReader reader = McapReader.open(McapSource.of(ByteBuffer.wrap(mcap)), McapLimits.DEFAULT)) {
            MessageCursor cursor = reader.messages(MessageQuery.ALL);
            for (Message message = cursor.next(); message != null; message = cursor.next()) {
                Channel channel = reader.channels().get(message.channelId());
                String topic = channel == null ? "?" : channel.topic();
                if (!topic.equals(GAPS)) {
                    messages.computeIfAbsent(topic, same -> new ArrayList<>())
                            .add(new Numbered(message.sequence(), message.data()));
                }
            }
        }
        messages.values().forEach(list -> list.sort(Comparator.comparingLong(Numbered::sequence)));
        return messages;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
