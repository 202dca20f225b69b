package io.teleloop.catalogue.query;

import io.teleloop.catalogue.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the filters can be set to: the values that there are.
///
/// @param labels the values of labels of whole episodes, by name; a name with too many has none
public record EpisodeValues(
        List<String> tasks,
        List<String> robots,
        List<String> operators,
        List<String> outcomes,
        List<String> groups,
        Map<String, List<String>> labels) {
    private static final int MOST = 200;

    public EpisodeValues {
        tasks = List.copyOf(tasks);
        robots = List.copyOf(robots);
        operators = List.copyOf(operators);
        outcomes = List.copyOf(outcomes);
        groups = List.copyOf(groups);
        labels = Map.copyOf(labels);
    }

    /// As the database has them now.
    public static EpisodeValues read(Database database) throws SQLException {
        try (Connection connection = database.connect()) {
            return new EpisodeValues(
                    column(connection, "task"),
                    column(connection, "robot"),
                    column(connection, "operator"),
                    column(connection, "outcome"),
                    column(connection, "provenance_group"),
                    labels(connection));
        }
    }

    private static List<String> column(Connection connection, String column) throws SQLException {
        String sql =
                "select distinct " + column + " from episode where " + column + " is not null order by 1 limit " + MOST;
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static Map<String, List<String>> labels(Connection connection) throws SQLException {
        String sql = "select distinct name, value from held_label where start_ns is null order by 1, 2";
        Map<String, List<String>> labels = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                List<String> values = labels.computeIfAbsent(rows.getString(1), name -> new ArrayList<>());
                if (values.size() <= MOST) {
                    values.add(rows.getString(2));
                }
            }
        }
        labels.values().stream().filter(values -> values.size() > MOST).forEach(List::clear);
        return labels;
    }
}
