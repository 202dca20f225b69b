/// Reads sealed episodes, and what labelers say of them, out of the object store.
///
/// ```java
/// Archive archive = new Archive(store);
/// Cursor<Manifest> episodes = archive.episodes();
/// for (Manifest manifest = episodes.next(); manifest != null; manifest = episodes.next()) {
///     try (ArchivedEpisode episode = archive.open(manifest)) {
///         List<Step> steps = episode.steps().list(MOST_STEPS);
///         Cursor<ArchivedSample> pictures = episode.samples(Set.of(Streams.camera("scene")));
///     }
///     HeldLabels labels = HeldLabels.of(archive.labels(new EpisodeId(manifest.episodeId())));
/// }
/// ```
///
/// Everything throws `StoreException` when the store does not answer, which another try may mend, and another
/// `IOException` when what lies there is damaged, which no other try mends.
@NullMarked
package io.teleloop.archive;

import org.jspecify.annotations.NullMarked;
