/// The recorder: reads `teleloop.samples`, writes each episode as an MCAP file, and seals it in the object store
/// exactly once.
///
/// How a record travels: [io.teleloop.recorder.intake] takes it from its partition and gives it to its episode,
/// [io.teleloop.recorder.recording] checks it and writes it to a file of [io.teleloop.recorder.spool], and when the
/// episode is closed [io.teleloop.recorder.store] uploads the file, puts the manifest and announces it. Only then are
/// the episode's offsets committed, so a kill at any point is followed by a replay that writes the same bytes.
@NullMarked
package io.teleloop.recorder;

import org.jspecify.annotations.NullMarked;
