package io.teleloop.local.demo;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Streams;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.Manifest.StreamSummary;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.Command;
import io.teleloop.mcap.McapLimits;
import io.teleloop.mcap.McapRecord;
import io.teleloop.mcap.McapStreamReader;
import io.teleloop.mcap.Message;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.LongStream;

/// Reads a sealed episode back from the store and holds it against its manifest: every byte by SHA-256, every record by
/// the file's own checksums, every stream by its count and its sequence numbers.
final class EpisodeVerification {
    private static final int BUFFER_BYTES = 1 << 18;

    private final EpisodeStore store;

    EpisodeVerification(EpisodeStore store) {
        this.store = store;
    }

    /// @throws DamagedEpisodeException when anything differs
    VerifiedEpisode verify(EpisodeId id) throws DamagedEpisodeException {
        String key = ObjectKeys.episodeManifest(id);
        try {
            Manifest manifest = Manifest.parse(store.readDocument(key));
            require(manifest.sealed(), key, "it is " + manifest.state() + ", not sealed");
            require(manifest.episodeId().equals(id.value()), key, "it is of episode " + manifest.episodeId());
            return readData(manifest);
        } catch (IOException e) {
            throw new DamagedEpisodeException("episode " + id + ": " + e.getMessage(), e);
        }
    }

    private VerifiedEpisode readData(Manifest manifest) throws IOException, DamagedEpisodeException {
        String key = manifest.data().key();
        MessageDigest sha256 = sha256();
        CountedStreams counted = new CountedStreams();
        LongStream.Builder latencies = LongStream.builder();
        try (InputStream object = new DigestInputStream(store.open(key), sha256);
                McapStreamReader reader =
                        McapStreamReader.open(new BufferedInputStream(object, BUFFER_BYTES), McapLimits.DEFAULT)) {
            for (McapRecord record = reader.next(); record != null; record = reader.next()) {
                if (record instanceof Message message) {
                    String stream = reader.channelOf(message).topic();
                    counted.add(stream, message, key);
                    if (stream.equals(Streams.COMMAND)) {
                        addLatency(message, latencies);
                    }
                }
            }
        }
        String hash = HexFormat.of().formatHex(sha256.digest());
        require(hash.equals(manifest.data().sha256()), key, "its SHA-256 is " + hash);
        counted.requireAsIn(manifest);
        return new VerifiedEpisode(manifest, latencies.build().toArray());
    }

    private static void addLatency(Message message, LongStream.Builder latencies) throws IOException {
        Command command = Command.parseFrom(message.data());
        if (command.getDeadman() && command.getSentTimeNs() != 0) {
            latencies.add(message.publishTime() - command.getSentTimeNs());
        }
    }

    private static void require(boolean holds, String key, String otherwise) throws DamagedEpisodeException {
        if (!holds) {
            throw new DamagedEpisodeException("object " + key + ": " + otherwise);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// The messages of each stream as they were read.
    private static final class CountedStreams {
        private final Map<String, Long> messages = new HashMap<>();
        private final Map<String, Long> nextSequence = new HashMap<>();

        void add(String stream, Message message, String key) throws DamagedEpisodeException {
            long expected = nextSequence.getOrDefault(stream, 0L);
            require(
                    message.sequence() >= expected,
                    key,
                    "stream " + stream + " has sequence " + message.sequence() + " after " + (expected - 1));
            nextSequence.put(stream, message.sequence() + 1);
            messages.merge(stream, 1L, Long::sum);
        }

        void requireAsIn(Manifest manifest) throws DamagedEpisodeException {
            String key = manifest.data().key();
            for (StreamSummary stream : manifest.streams()) {
                long read = messages.getOrDefault(stream.name(), 0L);
                require(
                        read == stream.samples(),
                        key,
                        "stream " + stream.name() + " has " + read + " messages, its manifest says "
                                + stream.samples());
                // Each gap takes one number, so what the sequence skips is what the manifest admits.
                long skipped = nextSequence.getOrDefault(stream.name(), 0L) - read;
                long admitted = stream.gaps().size() + stream.gapsNotListed();
                require(
                        skipped <= admitted,
                        key,
                        "stream " + stream.name() + " skips " + skipped + " numbers and its manifest lists " + admitted
                                + " gaps");
            }
            long listed = manifest.streams().stream()
                    .mapToLong(StreamSummary::samples)
                    .sum();
            long all = messages.values().stream().mapToLong(Long::longValue).sum();
            require(all == listed, key, "it has " + all + " messages, its manifest lists " + listed);
        }
    }
}
