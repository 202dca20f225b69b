package io.teleloop.lerobot;

import io.teleloop.lerobot.parquet.Column;
import io.teleloop.lerobot.video.VideoCodec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What a data set to be written is like.
///
/// @param fps frames a second, of every camera and of the rows
/// @param features what each frame has, in the order of the columns; the standard ones are added
/// @param episodeFeatures scalars that each episode has, such as `success`: further columns of `meta/episodes`
/// @param codec of the videos
/// @param provenance JSON-like values that are put into `info.json` beside LeRobot's, whose loader lets them be
public record DatasetSchema(
        int fps,
        String robotType,
        List<Feature> features,
        List<Feature> episodeFeatures,
        VideoCodec codec,
        Map<String, Object> provenance) {
    /// With videos as H.264.
    public DatasetSchema(
            int fps,
            String robotType,
            List<Feature> features,
            List<Feature> episodeFeatures,
            Map<String, Object> provenance) {
        this(fps, robotType, features, episodeFeatures, VideoCodec.H264, provenance);
    }

    /// @throws IllegalArgumentException when two features share a name, or one has a name of LeRobot's own
    public DatasetSchema {
        if (fps < 1) {
            throw new IllegalArgumentException("a data set needs a positive frame rate, and has " + fps);
        }
        features = List.copyOf(features);
        episodeFeatures = List.copyOf(episodeFeatures);
        provenance = new TreeMap<>(provenance);
        Set<String> keys = new HashSet<>();
        Feature.STANDARD.forEach(feature -> keys.add(feature.key()));
        for (Feature feature : features) {
            if (!keys.add(feature.key())) {
                throw new IllegalArgumentException("two features are called " + feature.key());
            }
        }
        for (Feature feature : episodeFeatures) {
            if (feature.isCamera() || feature.column().depth() > 0) {
                throw new IllegalArgumentException("episode feature " + feature.key() + " is no scalar");
            }
            if (!keys.add(feature.key()) || EpisodeTable.OWN.contains(feature.key())) {
                throw new IllegalArgumentException("an episode feature cannot be called " + feature.key()
                        + ": a feature or a column of LeRobot's has this name");
            }
        }
    }

    /// The features in the order in which the files have them, the standard ones last.
    public List<Feature> allFeatures() {
        List<Feature> all = new ArrayList<>(features);
        all.addAll(Feature.STANDARD);
        return List.copyOf(all);
    }

    List<Feature> cameras() {
        return features.stream().filter(Feature::isCamera).toList();
    }

    List<Column> columns() {
        return allFeatures().stream()
                .filter(feature -> !feature.isCamera())
                .map(Feature::column)
                .toList();
    }
}
