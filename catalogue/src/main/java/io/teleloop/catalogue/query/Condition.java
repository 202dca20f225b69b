package io.teleloop.catalogue.query;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A condition of an SQL statement with the values of its parameters, in their order.
final class Condition {
    private final List<String> terms = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    void and(String term, Object... parameters) {
        terms.add(term);
        values.addAll(List.of(parameters));
    }

    void andEqual(String column, Optional<String> value) {
        value.ifPresent(wanted -> and(column + " = ?", wanted));
    }

    void and(Condition other) {
        terms.add(other.sql());
        values.addAll(other.values);
    }

    /// The condition inside of another expression.
    Condition within(String before, String after) {
        Condition outer = new Condition();
        outer.and(before + sql() + after, values.toArray());
        return outer;
    }

    String sql() {
        return terms.isEmpty() ? "true" : String.join(" and ", terms);
    }

    /// @param first index of the first parameter
    /// @return the index behind the last one
    int bind(PreparedStatement statement, int first) throws SQLException {
        int index = first;
        for (Object value : values) {
            statement.setObject(index++, value);
        }
        return index;
    }
}
