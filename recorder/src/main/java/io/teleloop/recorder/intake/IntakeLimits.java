package io.teleloop.recorder.intake;

/// How much may be under way.
///
/// @param openEpisodes episodes that are written at a time
/// @param spoolBytes bytes of all episodes on disk; one record batch more is possible
public record IntakeLimits(int openEpisodes, long spoolBytes) {}
