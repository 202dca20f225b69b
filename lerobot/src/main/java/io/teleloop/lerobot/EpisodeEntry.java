package io.teleloop.lerobot;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An episode of a data set that is read.
///
/// @param from number of its first frame in the data set
/// @param to number behind its last frame
/// @param videos by camera
/// @param columns what its row in `meta/episodes` has, without statistics
public record EpisodeEntry(
        long index,
        List<String> tasks,
        long length,
        Path dataFile,
        long from,
        long to,
        Map<String, VideoSpan> videos,
        Map<String, @Nullable Object> columns) {}
