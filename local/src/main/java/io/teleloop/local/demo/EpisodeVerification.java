package io.teleloop.local.demo;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Streams;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.Manifest.StreamSummary;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.Command;
import io.teleloop.contract.v1.Sample;
import io.teleloop.mcap.McapLimits;
import io.teleloop.mcap.McapRecord;
import io.teleloop.mcap.McapStreamReader;
import io.teleloop.mcap.Message;
import io.teleloop.store.ObjectStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/// Reads a sealed episode back from the store and holds it against its manifest: every byte by SHA-256, every record by
/// the file's own checksums, every stream by its count and its sequence numbers.
final class EpisodeVerification {
    /// Key of a channel's metadata: the stream that it holds. The channel without it holds the gaps of all streams.
    private static final String STREAM = "stream";

    private static final int LARGEST_MANIFEST_BYTES = 16 << 20;
    private static final int BUFFER_BYTES = 1 << 18;

    private final ObjectStore store;

    EpisodeVerification(ObjectStore store) {
        this.store = store;
    }

    /// @throws DamagedEpisodeException when anything differs
    VerifiedEpisode verify(EpisodeId id) throws DamagedEpisodeException {
        String key = ObjectKeys.episodeManifest(id);
        try {
            Manifest manifest =
                    Manifest.parse(store.read(key, LARGEST_MANIFEST_BYTES).orElseThrow(() -> missing(key)));
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
        CountedStreams counted = new CountedStreams(key);
        LongStream.Builder latencies = LongStream.builder();
        try (InputStream object = new DigestInputStream(store.stream(key).orElseThrow(() -> missing(key)), sha256);
                McapStreamReader reader =
                        McapStreamReader.open(new BufferedInputStream(object, BUFFER_BYTES), McapLimits.DEFAULT)) {
            for (McapRecord record = reader.next(); record != null; record = reader.next()) {
                if (record instanceof Message message) {
                    Map<String, String> about = reader.channelOf(message).metadata();
                    String stream = about.get(STREAM);
                    if (stream == null) {
                        counted.addGap(Sample.parseFrom(message.data()));
                    } else {
                        counted.addMessage(stream, message.sequence());
                    }
                    if (Streams.COMMAND.equals(stream)) {
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

    private static IOException missing(String key) {
        return new IOException("object " + key + " is not in the store");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// What was read of each stream. Messages and gaps of a stream share one sequence without holes.
    private static final class CountedStreams {
        private final String key;
        private final Map<String, Long> messages = new HashMap<>();
        private final Map<String, Long> gaps = new HashMap<>();

        CountedStreams(String key) {
            this.key = key;
        }

        void addMessage(String stream, long sequence) throws DamagedEpisodeException {
            requireNext(stream, sequence);
            messages.merge(stream, 1L, Long::sum);
        }

        void addGap(Sample gap) throws DamagedEpisodeException {
            requireNext(gap.getStream(), gap.getSequence());
            gaps.merge(gap.getStream(), 1L, Long::sum);
        }

        private void requireNext(String stream, long sequence) throws DamagedEpisodeException {
            long next = messages.getOrDefault(stream, 0L) + gaps.getOrDefault(stream, 0L);
            require(
                    sequence == next,
                    key,
                    "stream " + stream + " has sequence " + sequence + " where " + next + " belongs");
        }

        void requireAsIn(Manifest manifest) throws DamagedEpisodeException {
            Set<String> listed = new HashSet<>();
            for (StreamSummary stream : manifest.streams()) {
                listed.add(stream.name());
                requireCount(stream.name(), "messages", messages, stream.samples());
                requireCount(stream.name(), "gaps", gaps, stream.gaps().size() + stream.gapsNotListed());
            }
            require(
                    listed.containsAll(messages.keySet()),
                    key,
                    "it has streams " + messages.keySet() + ", its manifest lists " + listed);
        }

        private void requireCount(String stream, String what, Map<String, Long> counted, long promised)
                throws DamagedEpisodeException {
            long read = counted.getOrDefault(stream, 0L);
            require(
                    read == promised,
                    key,
                    "stream " + stream + " has " + read + " " + what + ", its manifest says " + promised);
        }
    }
}
