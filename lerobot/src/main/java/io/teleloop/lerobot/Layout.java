package io.teleloop.lerobot;

import java.util.Locale;

/// Paths within a data set.
///
/// ```
/// meta/info.json   meta/stats.json   meta/tasks.parquet
/// meta/episodes/chunk-000/file-000.parquet
/// data/chunk-000/file-000.parquet
/// videos/{video key}/chunk-000/file-000.mp4
/// ```
final class Layout {
    static final String VERSION = "v3.0";
    static final String INFO = "meta/info.json";
    static final String STATS = "meta/stats.json";
    static final String TASKS = "meta/tasks.parquet";
    static final String DATA_FOLDER = "data";
    static final String EPISODES_FOLDER = "meta/episodes";
    static final String DATA = "data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet";
    static final String EPISODES = "meta/episodes/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet";
    static final String VIDEO = "videos/{video_key}/chunk-{chunk_index:03d}/file-{file_index:03d}.mp4";

    private Layout() {}

    static String path(String template, FileNumber number) {
        return template.replace("{chunk_index:03d}", String.format(Locale.ROOT, "%03d", number.chunk()))
                .replace("{file_index:03d}", String.format(Locale.ROOT, "%03d", number.file()));
    }

    static String videoPath(String template, String key, FileNumber number) {
        return path(template, number).replace("{video_key}", key);
    }
}
