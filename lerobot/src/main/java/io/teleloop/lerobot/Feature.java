package io.teleloop.lerobot;

import io.teleloop.lerobot.parquet.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A named quantity that every frame has.
///
/// @param key its name, such as `observation.state`; without `/`
/// @param shape `[1]` for a scalar, `[n]`, `[a, b]` row by row; of a camera `[height, width, 3]`
/// @param names what its entries are, one an entry of a vector, or one a dimension; null when they have no names
public record Feature(
        String key,
        DataType type,
        List<Integer> shape,
        @Nullable List<String> names) {
    private static final List<Integer> SCALAR = List.of(1);
    private static final int COLOURS = 3;

    static final Feature TIMESTAMP = scalar("timestamp", DataType.FLOAT32);
    static final Feature FRAME_INDEX = scalar("frame_index", DataType.INT64);
    static final Feature EPISODE_INDEX = scalar("episode_index", DataType.INT64);
    static final Feature INDEX = scalar("index", DataType.INT64);
    static final Feature TASK_INDEX = scalar("task_index", DataType.INT64);

    /// What the writer adds to every frame.
    public static final List<Feature> STANDARD = List.of(TIMESTAMP, FRAME_INDEX, EPISODE_INDEX, INDEX, TASK_INDEX);

    public Feature {
        if (key.isEmpty() || key.contains("/")) {
            throw new IllegalArgumentException("a feature cannot be called '" + key + "': a name is without '/'");
        }
        shape = List.copyOf(shape);
        if (shape.isEmpty() || shape.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("feature " + key + " has the shape " + shape
                    + "; it needs one size or more, each positive, and [1] for a scalar");
        }
        if (type == DataType.VIDEO && (shape.size() != COLOURS || shape.getLast() != COLOURS)) {
            throw new IllegalArgumentException(
                    "camera " + key + " has the shape " + shape + " and not [height, width, 3]");
        }
        names = names == null ? null : List.copyOf(names);
    }

    public static Feature scalar(String key, DataType type) {
        return new Feature(key, type, SCALAR, null);
    }

    /// A vector with a name for each entry.
    public static Feature vector(String key, DataType type, List<String> names) {
        return new Feature(key, type, List.of(names.size()), names);
    }

    public static Feature camera(String key, int height, int width) {
        return new Feature(
                key, DataType.VIDEO, List.of(height, width, COLOURS), List.of("height", "width", "channels"));
    }

    public boolean isCamera() {
        return type == DataType.VIDEO;
    }

    /// How many numbers a value of it has.
    int size() {
        return shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
    }

    /// The shape of its statistics.
    List<Integer> statsShape() {
        return isCamera() ? List.of(COLOURS, 1, 1) : shape;
    }

    /// Its column: a scalar for the shape `[1]`, else a list with as many levels as there are dimensions.
    Column column() {
        return new Column(key, type.column(), shape.equals(SCALAR) ? 0 : shape.size());
    }
}
