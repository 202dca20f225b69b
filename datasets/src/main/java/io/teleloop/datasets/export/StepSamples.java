package io.teleloop.datasets.export;

import io.teleloop.archive.ArchivedEpisode;
import io.teleloop.archive.ArchivedSample;
import io.teleloop.archive.Cursor;
import io.teleloop.contract.Streams;
import io.teleloop.lerobot.video.Picture;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Commands, steps and the pictures that these refer to, out of one reading of an episode's file.
final class StepSamples {
    /// A picture that a step refers to is at most so many samples behind it: what is received at once has no order.
    private static final int MOST_WAITING = 256;

    private final Cursor<ArchivedSample> samples;
    private final Map<String, CameraPictures> cameras = new HashMap<>();
    private final Deque<ArchivedSample> waiting = new ArrayDeque<>();

    /// @param names of the cameras
    StepSamples(ArchivedEpisode episode, List<String> names) {
        names.forEach(camera -> cameras.put(Streams.camera(camera), new CameraPictures(camera)));
        Set<String> streams = new HashSet<>(cameras.keySet());
        streams.addAll(Set.of(Streams.STEP, Streams.COMMAND));
        samples = episode.samples(streams);
    }

    /// The next command or step; null at the end.
    @Nullable
    ArchivedSample next() throws IOException {
        boolean more = true;
        while (waiting.isEmpty() && more) {
            more = readOn();
        }
        return waiting.poll();
    }

    /// The picture of a number, the same object as long as it is asked for; numbers are asked for in ascending order.
    ///
    /// @throws IOException when the episode has no such picture
    Picture.Jpeg picture(String camera, long sequence) throws IOException {
        CameraPictures pictures = cameras.get(Streams.camera(camera));
        if (pictures == null) {
            throw new IllegalArgumentException("there is no camera " + camera + " but " + cameras.keySet());
        }
        while (!pictures.moveTo(sequence)) {
            if (waiting.size() == MOST_WAITING || !readOn()) {
                throw new IOException("camera " + camera + " has no picture with the number " + sequence
                        + ", which a step refers to");
            }
        }
        return pictures.picture();
    }

    /// @return false at the end
    private boolean readOn() throws IOException {
        ArchivedSample sample = samples.next();
        if (sample == null) {
            return false;
        }
        CameraPictures pictures = cameras.get(sample.stream());
        if (pictures == null) {
            waiting.add(sample);
        } else {
            pictures.add(sample);
        }
        return true;
    }
}
