package io.teleloop.datasets.ingest;

import io.teleloop.lerobot.DatasetReader;
import io.teleloop.lerobot.EpisodeEntry;
import io.teleloop.lerobot.EpisodeRows;
import io.teleloop.lerobot.EpisodeVideo;
import io.teleloop.lerobot.Feature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an episode of a data set is, whatever the files are called that it lies in and whatever else lies there.
final class EpisodeContent {
    private final DatasetReader dataset;
    private final ImportPlan plan;

    EpisodeContent(DatasetReader dataset, ImportPlan plan) {
        this.dataset = dataset;
        this.plan = plan;
    }

    /// A hash of robot, rate, features, tasks, every row, and each camera's first picture.
    byte[] hash(EpisodeEntry episode) throws IOException {
        MessageDigest hash = sha256();
        add(
                hash,
                dataset.info().robotType(),
                dataset.info().fps(),
                dataset.info().features(),
                episode.tasks());
        try (EpisodeRows rows = dataset.rows(episode)) {
            for (Map<String, @Nullable Object> row = rows.next(); row != null; row = rows.next()) {
                add(hash, row);
            }
        }
        for (Feature camera : plan.cameras()) {
            try (EpisodeVideo video = dataset.video(episode, camera.key())) {
                hash.update(video.at(0).bytes());
            }
        }
        return hash.digest();
    }

    private static void add(MessageDigest hash, Object... parts) {
        for (Object part : parts) {
            hash.update(part.toString().getBytes(StandardCharsets.UTF_8));
            hash.update((byte) 0);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
