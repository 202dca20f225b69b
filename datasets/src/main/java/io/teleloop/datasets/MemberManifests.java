package io.teleloop.datasets;

import io.teleloop.archive.Archive;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Sha256;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.datasets.DatasetDocument.Member;
import java.io.IOException;

/// The manifests of a data set's episodes.
public final class MemberManifests {
    private MemberManifests() {}

    /// The manifest as it was when the data set was made.
    ///
    /// @throws ChangedEpisodeException when the episode is gone, or not the one that the data set was made of
    public static Manifest of(Archive archive, Member member) throws IOException {
        byte[] stored = archive.manifestBytes(new EpisodeId(member.episodeId()))
                .orElseThrow(() -> new ChangedEpisodeException("episode " + member.episodeId()
                        + " is not in the store any more; make a new version of the data set"));
        if (!Sha256.hex(stored).equals(member.manifestSha256())) {
            throw new ChangedEpisodeException("episode " + member.episodeId()
                    + " has another manifest than the data set says; make a new version of the data set");
        }
        return Manifest.parse(stored);
    }
}
