package io.teleloop.datasets;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.infra.BucketSetup;
import io.teleloop.infra.EmbeddedS3;
import io.teleloop.recorder.recording.EpisodeEnding;
import io.teleloop.recorder.recording.EpisodeRecording;
import io.teleloop.recorder.spool.SpoolFolder;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// A store with episodes that the recorder's own code sealed.
final class SealedEpisodes implements AutoCloseable {
    private final Path folder;
    private final EmbeddedS3 s3;
    private final ObjectStore store;

    SealedEpisodes(Path folder) throws Exception {
        this.folder = folder;
        s3 = EmbeddedS3.start(folder.resolve("s3"), 0, "key", "secret");
        BucketSetup.createIfMissing(s3.endpoint(), "key", "secret", "teleloop");
        store = ObjectStore.open(new StoreConfig(endpoint(), "us-east-1", "teleloop", "key", "secret"));
    }

    URI endpoint() {
        return s3.endpoint();
    }

    ObjectStore store() {
        return store;
    }

    Manifest seal(List<EpisodeRecord> records) throws IOException {
        EpisodeId id = new EpisodeId(records.getFirst().getEpisodeId());
        try (SpoolFolder spool = SpoolFolder.open(folder.resolve("spool"))) {
            EpisodeRecording recording = EpisodeRecording.begin(id, spool);
            for (EpisodeRecord record : records) {
                recording.accept(record);
            }
            if (!(recording.end() instanceof EpisodeEnding.Kept kept)) {
                throw new IOException("episode " + id + " was thrown away");
            }
            Manifest manifest = kept.manifest();
            if (!manifest.sealed()) {
                throw new IOException("episode " + id + " is not whole: " + manifest.reason());
            }
            store.upload(manifest.data().key(), kept.file().path());
            store.putIfAbsent(ObjectKeys.episodeManifest(id), manifest.toJson());
            kept.file().close();
            kept.file().delete();
            return manifest;
        }
    }

    @Override
    public void close() throws Exception {
        store.close();
        s3.close();
    }
}
