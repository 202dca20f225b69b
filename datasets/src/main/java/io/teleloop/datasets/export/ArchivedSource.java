package io.teleloop.datasets.export;

import io.teleloop.archive.Archive;
import io.teleloop.archive.ArchivedEpisode;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.datasets.DatasetDocument.Member;
import io.teleloop.datasets.MemberManifests;
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
        Manifest manifest = MemberManifests.of(archive, member);
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
}
