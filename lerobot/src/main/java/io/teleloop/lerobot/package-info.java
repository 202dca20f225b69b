/// Writes, reads and checks data sets in the format [LeRobotDataset
/// v3.0](https://huggingface.co/docs/lerobot/lerobot-dataset-v3), which LeRobot and the viewers around it open.
/// It knows nothing of Teleloop.
///
/// ```java
/// DatasetSchema schema = new DatasetSchema(20, "arm", List.of(
///         Feature.vector("observation.state", DataType.FLOAT32, List.of("x", "y")),
///         Feature.camera("observation.images.front", 480, 640)), List.of(), Map.of());
/// new DatasetWriter(schema, DatasetLimits.DEFAULT, new FolderSink(folder), work).write(episodes);
///
/// DatasetReader dataset = DatasetReader.open(folder);
/// for (EpisodeEntry episode : dataset.episodes()) {
///     try (EpisodeRows rows = dataset.rows(episode)) { ... }
///     try (EpisodeVideo video = dataset.video(episode, "observation.images.front")) { video.at(0.05); }
/// }
///
/// List<Violation> violations = Conformance.check(folder); // what LeRobot's loader would stumble over, or not see
/// ```
@NullMarked
package io.teleloop.lerobot;

import org.jspecify.annotations.NullMarked;
