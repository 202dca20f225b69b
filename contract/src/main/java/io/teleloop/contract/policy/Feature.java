package io.teleloop.contract.policy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// Some numbers of an observation, computed from the readings of one control tick. Layouts of a stream's values are
/// those of [io.teleloop.contract.feature.Features].
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Feature.Values.class, name = "values"),
    @JsonSubTypes.Type(value = Feature.Rotation.class, name = "rotation"),
    @JsonSubTypes.Type(value = Feature.Offset.class, name = "offset"),
    @JsonSubTypes.Type(value = Feature.Nearness.class, name = "nearness"),
    @JsonSubTypes.Type(value = Feature.Tactile.class, name = "tactile")
})
public sealed interface Feature {
    /// Unique in an observation.
    String name();

    /// How many numbers it gives.
    @JsonIgnore
    int size();

    /// SI unit of every number; empty for pure numbers.
    String unit();

    /// A part of a stream's values as it is.
    ///
    /// @param from index of the first value
    /// @param count number of values
    record Values(String name, String unit, String stream, int from, int count) implements Feature {
        @Override
        @JsonIgnore
        public int size() {
            return count;
        }
    }

    /// Orientation as the first two columns of the rotation matrix: continuous, unlike a quaternion (Zhou et al. 2019,
    /// "On the Continuity of Rotation Representations in Neural Networks").
    ///
    /// @param from index of a quaternion's x in the stream's values
    record Rotation(String name, String stream, int from) implements Feature {
        @Override
        @JsonIgnore
        public int size() {
            return 6;
        }

        @Override
        @JsonIgnore
        public String unit() {
            return "";
        }
    }

    /// Where a point lies from another one: position minus origin, in the frame that both are given in.
    ///
    /// @param from index of the position's x in the stream's values
    /// @param origin stream of the other point
    /// @param originFrom index of the other point's x
    record Offset(String name, String stream, int from, String origin, int originFrom) implements Feature {
        @Override
        @JsonIgnore
        public int size() {
            return 3;
        }

        @Override
        @JsonIgnore
        public String unit() {
            return "m";
        }
    }

    /// The same, seen through a magnifying glass: tanh(offset / scale) on each axis. Tasks move by decimetres and are
    /// decided by tenths of a millimetre; normalised over all of a demonstration, an offset alone hides those.
    ///
    /// @param scale metres; much farther away it only tells the side
    record Nearness(String name, String stream, int from, String origin, int originFrom, double scale)
            implements Feature {
        @Override
        @JsonIgnore
        public int size() {
            return 3;
        }

        @Override
        @JsonIgnore
        public String unit() {
            return "";
        }
    }

    /// A tactile field, averaged over a coarser grid: for each cell of it the mean displacement along x, y and z.
    ///
    /// @param rows of the pad
    /// @param columns of the pad
    /// @param cellRows of the coarser grid
    /// @param cellColumns of the coarser grid
    record Tactile(String name, String stream, int rows, int columns, int cellRows, int cellColumns)
            implements Feature {
        @Override
        @JsonIgnore
        public int size() {
            return 3 * cellRows * cellColumns;
        }

        @Override
        @JsonIgnore
        public String unit() {
            return "m";
        }
    }
}
