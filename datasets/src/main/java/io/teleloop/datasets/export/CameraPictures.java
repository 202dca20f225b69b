package io.teleloop.datasets.export;

import io.teleloop.archive.ArchivedEpisode;
import io.teleloop.archive.ArchivedSample;
import io.teleloop.archive.Cursor;
import io.teleloop.contract.Streams;
import io.teleloop.contract.foxglove.CompressedImage;
import io.teleloop.lerobot.video.Picture;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A camera's pictures of an episode by their number, asked for in ascending order. In memory is one.
final class CameraPictures {
    private static final String JPEG = "jpeg";
    /// The file has the low 32 bits of a number.
    private static final long LOW = 0xffff_ffffL;

    private final String camera;
    private final Cursor<ArchivedSample> samples;
    private @Nullable ArchivedSample newest;
    private Picture.@Nullable Jpeg picture;

    CameraPictures(ArchivedEpisode episode, String camera) {
        this.camera = camera;
        samples = episode.samples(Set.of(Streams.camera(camera)));
    }

    /// @throws IOException when the episode has no picture of this number
    Picture.Jpeg at(long sequence) throws IOException {
        Picture.Jpeg known = picture;
        if (known != null && newest != null && newest.sequence() == (sequence & LOW)) {
            return known;
        }
        do {
            newest = samples.next();
            if (newest == null) {
                throw new IOException("camera " + camera + " has no picture with the number " + sequence
                        + ", which a step refers to");
            }
        } while (newest.sequence() != (sequence & LOW));
        CompressedImage image = CompressedImage.parseFrom(newest.data());
        if (!image.getFormat().equals(JPEG)) {
            throw new IOException("camera " + camera + " has a picture of the format '" + image.getFormat()
                    + "'; only JPEG is written as video");
        }
        Picture.Jpeg found = new Picture.Jpeg(image.getData().toByteArray());
        picture = found;
        return found;
    }
}
