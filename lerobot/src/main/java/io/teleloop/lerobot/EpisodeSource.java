package io.teleloop.lerobot;

import java.io.IOException;
import java.util.Map;

/// An episode that is to be written.
public interface EpisodeSource {
    /// Names it and all that its frames are made of: two sources of one id give the same frames.
    String id();

    /// The split that it belongs to; the episodes of a split follow one another.
    default String split() {
        return "train";
    }

    /// Values of the schema's episode features.
    Map<String, Object> attributes();

    /// Hands over its frames, at least one. Called once, unless the writer was killed.
    void writeTo(FrameSink sink) throws IOException;
}
