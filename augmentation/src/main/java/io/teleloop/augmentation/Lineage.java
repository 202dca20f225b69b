package io.teleloop.augmentation;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Sha256;
import io.teleloop.contract.v1.Provenance;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/// Where a generated episode comes from, and the name that follows from it: the time of its id is that at which its
/// youngest parent was opened, the rest of the id is drawn by a hash of its provenance. So whoever makes it again
/// makes it under the same name.
///
/// @param id of the generated episode
public record Lineage(EpisodeId id, Provenance provenance) {
    /// @param parents in the order in which they were used; at least one
    public static Lineage of(Augmenter augmenter, List<EpisodeId> parents, String group, long seed) {
        EpisodeId youngest = parents.stream()
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalArgumentException("a generated episode has at least one parent"));
        Provenance provenance = Provenance.newBuilder()
                .setAugmenter(augmenter.name())
                .setAugmenterVersion(augmenter.version())
                .setGroup(group)
                .setSeed(seed)
                .setParameters(augmenter.parameters())
                .addAllParents(parents.stream().map(EpisodeId::value).toList())
                .build();
        long random = ByteBuffer.wrap(Sha256.of(ByteBuffer.wrap(provenance.toByteArray())))
                .getLong();
        return new Lineage(EpisodeId.at(youngest.openedAt(), new SplittableRandom(random)), provenance);
    }

    /// The augmenter with its version, as in `demonstration-generator@1`.
    public String source() {
        return provenance.getAugmenter() + "@" + provenance.getAugmenterVersion();
    }

    /// When the episode was opened, nanoseconds since the epoch.
    public long openedNs() {
        Instant opened = id.openedAt();
        return 1_000_000_000L * opened.getEpochSecond() + opened.getNano();
    }
}
