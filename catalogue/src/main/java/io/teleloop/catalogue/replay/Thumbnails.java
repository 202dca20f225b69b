package io.teleloop.catalogue.replay;

import io.teleloop.archive.Archive;
import io.teleloop.archive.ArchivedEpisode;
import io.teleloop.archive.ArchivedSample;
import io.teleloop.contract.Streams;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.Manifest.StreamSummary;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/// One picture of each episode: the first of its first camera. The ones that were asked for last are kept.
///
/// Safe for use by several threads at once.
public final class Thumbnails {
    private static final int MOST = 1000;
    private static final int LARGEST_BYTES = 64 << 10;

    private final Archive archive;
    private final Map<String, byte[]> kept = new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > MOST;
        }
    };

    public Thumbnails(Archive archive) {
        this.archive = archive;
    }

    /// A JPEG picture.
    ///
    /// @throws NoSuchElementException when no camera saw anything
    public byte[] of(Manifest manifest) throws IOException {
        synchronized (kept) {
            byte[] known = kept.get(manifest.episodeId());
            if (known != null) {
                return known;
            }
        }
        byte[] picture = read(manifest);
        if (picture.length <= LARGEST_BYTES) {
            synchronized (kept) {
                kept.put(manifest.episodeId(), picture);
            }
        }
        return picture;
    }

    private byte[] read(Manifest manifest) throws IOException {
        String camera = manifest.streams().stream()
                .filter(stream -> stream.samples() > 0)
                .map(StreamSummary::name)
                .filter(Streams::isCamera)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no camera saw episode " + manifest.episodeId()));
        try (ArchivedEpisode episode = archive.open(manifest)) {
            ArchivedSample first = episode.samples(Set.of(camera)).next();
            if (first == null) {
                throw new NoSuchElementException("episode " + manifest.episodeId() + " has no picture of " + camera);
            }
            return CameraFrames.picture(first).toByteArray();
        }
    }
}
