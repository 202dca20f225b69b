package io.teleloop.lerobot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.teleloop.lerobot.video.VideoCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `meta/info.json` says.
///
/// @param features all of them, the standard ones too
/// @param splits name → range of episodes such as `0:80`, the end exclusive
/// @param videos by camera, how its videos are compressed
/// @param provenance what it says beyond what LeRobot knows
public record DatasetInfo(
        String version,
        String robotType,
        int fps,
        long totalEpisodes,
        long totalFrames,
        long totalTasks,
        DatasetLimits limits,
        Map<String, String> splits,
        String dataPath,
        @Nullable String videoPath,
        List<Feature> features,
        Map<String, VideoInfo> videos,
        Map<String, Object> provenance) {
    /// What is said of a camera's videos; empty where nothing is.
    ///
    /// @param codec FFmpeg's name
    /// @param pixelFormat FFmpeg's name
    /// @param keyFrameInterval frames from one key frame to the next; 0 where it is not said
    public record VideoInfo(String codec, String pixelFormat, int keyFrameInterval) {
        private static final VideoInfo UNKNOWN = new VideoInfo("", "", 0);

        static VideoInfo of(VideoCodec codec) {
            return new VideoInfo(codec.label(), codec.pixelFormat(), codec.keyFrameInterval());
        }

        private static VideoInfo parse(JsonNode info) {
            return new VideoInfo(
                    info.path("video.codec").asText(),
                    info.path("video.pix_fmt").asText(),
                    info.path("video.g").asInt());
        }
    }

    /// What is said of a camera's videos.
    VideoInfo video(Feature camera) {
        return videos.getOrDefault(camera.key(), VideoInfo.UNKNOWN);
    }

    private static final List<String> KNOWN = List.of(
            "codebase_version",
            "robot_type",
            "total_episodes",
            "total_frames",
            "total_tasks",
            "chunks_size",
            "data_files_size_in_mb",
            "video_files_size_in_mb",
            "fps",
            "splits",
            "data_path",
            "video_path",
            "features");

    List<Feature> cameras() {
        return features.stream().filter(Feature::isCamera).toList();
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("codebase_version", version);
        json.put("robot_type", robotType);
        json.put("total_episodes", totalEpisodes);
        json.put("total_frames", totalFrames);
        json.put("total_tasks", totalTasks);
        json.put("chunks_size", limits.chunkFiles());
        json.put("data_files_size_in_mb", limits.dataFileMb());
        json.put("video_files_size_in_mb", limits.videoFileMb());
        json.put("fps", fps);
        json.set("splits", Json.of(splits));
        json.put("data_path", dataPath);
        json.put("video_path", videoPath);
        ObjectNode declared = json.putObject("features");
        features.forEach(feature -> declared.set(feature.key(), featureJson(feature)));
        provenance.forEach((key, value) -> json.set(key, Json.of(value)));
        return json;
    }

    private ObjectNode featureJson(Feature feature) {
        ObjectNode json = Json.object();
        json.put("dtype", feature.type().label());
        json.set("shape", Json.of(feature.shape()));
        json.set("names", feature.names() == null ? json.nullNode() : Json.of(feature.names()));
        if (feature.isCamera()) {
            ObjectNode video = json.putObject("info");
            video.put("video.height", feature.shape().get(0));
            video.put("video.width", feature.shape().get(1));
            video.put("video.codec", video(feature).codec());
            video.put("video.pix_fmt", video(feature).pixelFormat());
            video.put("video.is_depth_map", false);
            video.put("video.fps", fps);
            video.put("video.channels", feature.shape().get(2));
            video.put("video.g", video(feature).keyFrameInterval());
            video.put("has_audio", false);
        }
        return json;
    }

    /// @throws DatasetException when something is missing or malformed that a reader needs
    static DatasetInfo parse(JsonNode json) throws DatasetException {
        List<Feature> features = new ArrayList<>();
        Map<String, VideoInfo> videos = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> feature : required(json, "features").properties()) {
            features.add(parseFeature(feature.getKey(), feature.getValue()));
            videos.put(feature.getKey(), VideoInfo.parse(feature.getValue().path("info")));
        }
        Map<String, String> splits = new LinkedHashMap<>();
        json.path("splits")
                .properties()
                .forEach(split -> splits.put(split.getKey(), split.getValue().asText()));
        Map<String, Object> provenance = new LinkedHashMap<>();
        json.properties().stream()
                .filter(entry -> !KNOWN.contains(entry.getKey()))
                .forEach(entry -> provenance.put(entry.getKey(), entry.getValue()));
        try {
            return new DatasetInfo(
                    required(json, "codebase_version").asText(),
                    json.path("robot_type").asText("unknown"),
                    Math.toIntExact(number(json, "fps")),
                    number(json, "total_episodes"),
                    number(json, "total_frames"),
                    number(json, "total_tasks"),
                    new DatasetLimits(
                            json.path("chunks_size").asInt(DatasetLimits.DEFAULT.chunkFiles()),
                            json.path("data_files_size_in_mb").asInt(DatasetLimits.DEFAULT.dataFileMb()),
                            json.path("video_files_size_in_mb").asInt(DatasetLimits.DEFAULT.videoFileMb())),
                    splits,
                    required(json, "data_path").asText(),
                    json.path("video_path").asText(null),
                    List.copyOf(features),
                    videos,
                    provenance);
        } catch (IllegalArgumentException e) {
            throw new DatasetException(Layout.INFO + ": " + e.getMessage(), e);
        }
    }

    private static Feature parseFeature(String key, JsonNode json) throws DatasetException {
        List<Integer> shape = new ArrayList<>();
        json.path("shape").forEach(size -> shape.add(size.asInt()));
        List<String> names = new ArrayList<>();
        json.path("names").forEach(name -> names.add(name.asText()));
        try {
            return new Feature(
                    key,
                    DataType.of(json.path("dtype").asText()),
                    shape,
                    json.path("names").isArray() ? names : null);
        } catch (IllegalArgumentException | DatasetException e) {
            throw new DatasetException(Layout.INFO + ", feature " + key + ": " + e.getMessage(), e);
        }
    }

    private static long number(JsonNode json, String key) throws DatasetException {
        JsonNode number = required(json, key);
        if (!number.canConvertToLong()) {
            throw new DatasetException(Layout.INFO + " says " + key + " is " + number + ", which is no whole number");
        }
        return number.asLong();
    }

    private static JsonNode required(JsonNode json, String key) throws DatasetException {
        JsonNode value = json.path(key);
        if (value.isMissingNode() || value.isNull()) {
            throw new DatasetException(Layout.INFO + " does not say " + key);
        }
        return value;
    }
}
