package io.teleloop.lerobot;

import java.nio.file.Path;

/// Where a camera's frames of an episode are.
///
/// @param from seconds into the file, of the first frame
/// @param to seconds into the file, of the end
public record VideoSpan(Path file, double from, double to) {}
