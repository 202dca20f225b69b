package io.teleloop.datasets;

import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which episodes a data set takes.
///
/// @param task the robot's task
/// @param outcomes what a person said it became, else what the operator said; empty for any
/// @param operators empty for any
/// @param origin performed by a robot, generated, or both
/// @param leastScores label name → the least score that the label of the whole episode has
public record DatasetFilter(
        String task,
        SortedSet<String> outcomes,
        SortedSet<String> operators,
        Origin origin,
        SortedMap<String, Double> leastScores) {
    /// Where episodes come from.
    public enum Origin {
        REAL,
        GENERATED,
        ANY;

        /// @throws IllegalArgumentException when it is none
        public static Origin of(String text) {
            return switch (text) {
                case "real" -> REAL;
                case "generated" -> GENERATED;
                case "any" -> ANY;
                default ->
                    throw new IllegalArgumentException("the origin is real, generated or any, not '" + text + "'");
            };
        }
    }

    public DatasetFilter {
        if (task.isEmpty()) {
            throw new IllegalArgumentException("a data set needs a task");
        }
        outcomes = new TreeSet<>(outcomes);
        operators = new TreeSet<>(operators);
        leastScores = new TreeMap<>(leastScores);
    }

    /// All episodes of a task with an outcome.
    public static DatasetFilter of(String task, String outcome) {
        return new DatasetFilter(task, new TreeSet<>(Set.of(outcome)), new TreeSet<>(), Origin.ANY, new TreeMap<>());
    }
}
