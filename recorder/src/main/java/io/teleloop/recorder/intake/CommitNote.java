package io.teleloop.recorder.intake;

import io.teleloop.contract.EpisodeId;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The text that is committed with an offset: the episodes that are finished already although records of theirs lie on
/// both sides of the offset. Whoever reads on from there ignores those records instead of taking them for damage.
///
/// The text is `v1:` and base64 (URL alphabet) of 24 bytes an episode: its id, 16 bytes, and the offset of its last
/// record, 8 bytes big-endian.
final class CommitNote {
    private static final String PREFIX = "v1:";
    private static final int ENTRY_BYTES = 16 + Long.BYTES;
    /// Brokers take 4096 bytes of text by default.
    private static final int MOST_EPISODES = 120;

    private CommitNote() {}

    /// @param lastOffsets episode → offset of its last record
    /// @return empty when there are more episodes than a note can hold
    static Optional<String> write(Map<EpisodeId, Long> lastOffsets) {
        if (lastOffsets.size() > MOST_EPISODES) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate(lastOffsets.size() * ENTRY_BYTES);
        lastOffsets.forEach((id, last) -> {
            UUID uuid = UUID.fromString(id.value());
            bytes.putLong(uuid.getMostSignificantBits())
                    .putLong(uuid.getLeastSignificantBits())
                    .putLong(last);
        });
        return Optional.of(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array()));
    }

    /// What [#write] wrote; nothing from a text of someone else.
    static Map<EpisodeId, Long> read(String note) {
        Map<EpisodeId, Long> lastOffsets = new LinkedHashMap<>();
        if (!note.startsWith(PREFIX)) {
            return lastOffsets;
        }
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(note.substring(PREFIX.length())));
        while (bytes.remaining() >= ENTRY_BYTES) {
            UUID uuid = new UUID(bytes.getLong(), bytes.getLong());
            lastOffsets.put(new EpisodeId(uuid.toString()), bytes.getLong());
        }
        return lastOffsets;
    }
}
