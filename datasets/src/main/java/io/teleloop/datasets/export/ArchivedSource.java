package io.teleloop.datasets.export;

import io.teleloop.archive.Archive;
import io.teleloop.archive.ArchivedEpisode;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Sha256;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.datasets.DatasetDocument.Member;
import io.teleloop.lerobot.EpisodeSource;
import io.teleloop.lerobot.Frame;
import io.teleloop.lerobot.FrameSink;
import java.io.IOException;
import java.util.Map;

/// A sealed episode as an episode of a data set.
final class ArchivedSource implements EpisodeSource {
    private final Archive archive;
    private final Member member;
    private final RowLayout layout;
    private final long fps;

    ArchivedSource(Archive archive, Member member, RowLayout layout, long fps) {
        this.archive = archive;
        this.member = member;
        this.layout = layout;
        this.fps = fps;
    }

    @Override
    public String id() {
        return member.episodeId() + "#" + member.manifestSha256();
    }

    @Override
    public String split() {
        return member.split();
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of(
                Keys.EPISODE_ID, member.episodeId(),
                Keys.OUTCOME, member.outcome(),
                Keys.OPERATOR, member.operatorId(),
                Keys.EPISODE_GENERATED, member.generated());
    }

    @Override
    public void writeTo(FrameSink sink) throws IOException {
        Manifest manifest = manifest(archive, member);
        if (manifest.controlRateHz() != fps) {
            throw new IOException("it has " + manifest.controlRateHz() + " steps a second, and the data set " + fps
                    + "; leave it out, or make a data set for each rate");
        }
        try (ArchivedEpisode episode = archive.open(manifest)) {
            StepRows rows = new StepRows(episode, layout);
            for (Frame row = rows.next(); row != null; row = rows.next()) {
                sink.add(row);
            }
        }
    }

    /// @throws IOException when the episode is gone, or not the one that the data set was made of
    static Manifest manifest(Archive archive, Member member) throws IOException {
        byte[] stored = archive.manifestBytes(new EpisodeId(member.episodeId()))
                .orElseThrow(() -> new IOException("episode " + member.episodeId()
                        + " is not in the store any more; make a new version of the data set"));
        if (!Sha256.hex(stored).equals(member.manifestSha256())) {
            throw new IOException("episode " + member.episodeId() + " has another manifest than the data set says;"
                    + " make a new version of the data set");
        }
        return Manifest.parse(stored);
    }
}
