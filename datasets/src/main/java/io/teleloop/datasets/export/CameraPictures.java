package io.teleloop.datasets.export;

import io.teleloop.archive.ArchivedSample;
import io.teleloop.contract.foxglove.CompressedImage;
import io.teleloop.lerobot.video.Picture;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// A camera's newest pictures of an episode, which steps refer to in ascending order.
final class CameraPictures {
    private static final String JPEG = "jpeg";
    /// The file has the low 32 bits of a number.
    private static final long LOW = 0xffff_ffffL;
    /// Some seconds: a step refers to a picture that came shortly before it.
    private static final int MOST = 256;

    private final String camera;
    private final Deque<ArchivedSample> newest = new ArrayDeque<>();
    private long number = -1;
    private Picture.@Nullable Jpeg picture;

    CameraPictures(String camera) {
        this.camera = camera;
    }

    void add(ArchivedSample sample) {
        if (newest.size() == MOST) {
            newest.removeFirst();
        }
        newest.addLast(sample);
    }

    /// Goes on to the picture of a number, and forgets those before it.
    ///
    /// @return whether it is there
    boolean moveTo(long sequence) throws IOException {
        long wanted = sequence & LOW;
        if (picture != null && number == wanted) {
            return true;
        }
        if (newest.stream().noneMatch(sample -> sample.sequence() == wanted)) {
            return false;
        }
        ArchivedSample found = newest.removeFirst();
        while (found.sequence() != wanted) {
            found = newest.removeFirst();
        }
        CompressedImage image = CompressedImage.parseFrom(found.data());
        if (!image.getFormat().equals(JPEG)) {
            throw new IOException("camera " + camera + " has a picture of the format '" + image.getFormat()
                    + "'; only JPEG is written as video");
        }
        picture = new Picture.Jpeg(image.getData().toByteArray());
        number = wanted;
        return true;
    }

    /// The picture that was moved to; the same object as long as it is the same picture.
    Picture.Jpeg picture() {
        Picture.Jpeg current = picture;
        if (current == null) {
            throw new IllegalStateException("camera " + camera + " was not moved to a picture");
        }
        return current;
    }
}
