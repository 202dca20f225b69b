package io.teleloop.lerobot;

import java.util.Map;

/// One row of an episode.
///
/// @param task in words, what the robot is to do
/// @param values by feature: a boxed scalar or a `String`; an array or `List` for a vector, nested for more
///     dimensions; a [io.teleloop.lerobot.video.Picture] for a camera. Every declared feature has one: there are
///     no gaps in a row
public record Frame(String task, Map<String, Object> values) {}
