package io.teleloop.catalogue.replay;

import com.google.protobuf.ByteString;
import io.teleloop.archive.ArchivedEpisode;
import io.teleloop.archive.ArchivedSample;
import io.teleloop.archive.Cursor;
import io.teleloop.contract.Streams;
import io.teleloop.contract.foxglove.CompressedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/// A camera's pictures one after the other, each as
///
/// ```
/// ┌────────────────────────────┬──────────────────┬───────────────┐
/// │ capture time, ns since the │ bytes of picture │ picture, JPEG │
/// │ epoch: 8 bytes, big endian │ 4 bytes          │               │
/// └────────────────────────────┴──────────────────┴───────────────┘
/// ```
///
/// Not safe for use by several threads at once.
public final class CameraFrames {
    private static final int BATCH_BYTES = 256 << 10;

    private final Cursor<ArchivedSample> samples;

    private CameraFrames(Cursor<ArchivedSample> samples) {
        this.samples = samples;
    }

    /// @param camera its name; one that the episode does not have gives no pictures
    public static CameraFrames of(ArchivedEpisode episode, String camera) {
        return new CameraFrames(episode.samples(Set.of(Streams.camera(camera))));
    }

    /// The bytes of the next pictures; empty when there are no more.
    public Optional<byte[]> next() throws IOException {
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        while (batch.size() < BATCH_BYTES) {
            ArchivedSample sample = samples.next();
            if (sample == null) {
                break;
            }
            ByteString picture = picture(sample);
            batch.write(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                    .putLong(sample.captureTimeNs())
                    .putInt(picture.size())
                    .array());
            picture.writeTo(batch);
        }
        return batch.size() == 0 ? Optional.empty() : Optional.of(batch.toByteArray());
    }

    static ByteString picture(ArchivedSample sample) throws IOException {
        return CompressedImage.parseFrom(sample.data()).getData();
    }
}
